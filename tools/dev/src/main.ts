import { parseArgs } from 'node:util'
import { findTargets, repository } from '../../generator/src/paths.ts'
import { runCommand } from '../../generator/src/run-command.ts'
import { keepRunning } from './keep-running.ts'
import { runSteps } from './run-steps.ts'
import { stepsOf, watchedBy } from './steps.ts'

await runCommand(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { once: { type: 'boolean' } } })
  const targets = await findTargets()
  const [name] = positionals
  const target = targets.find(({ provider }) => provider === name)
  if (!target || positionals.length > 1) {
    const known = targets.map(({ provider }) => provider).join(', ')
    throw new Error(`pnpm dev <provider> [--once]. Providers: ${known}`)
  }
  const steps = await stepsOf(target)
  const print = console.log
  if (values.once) {
    if (!(await runSteps(steps, repository, print))) process.exitCode = 1
    return
  }
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const run = (signal: AbortSignal): Promise<unknown> => runSteps(steps, repository, print, signal)
  await keepRunning(watchedBy(target), run, { signal: stop.signal, onIdle: () => print('waiting for changes') })
})
