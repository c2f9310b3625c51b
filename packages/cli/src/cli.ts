#!/usr/bin/env node
import { endWithNpx } from './end-with-npx.ts'
import { describeFailure, formatFailure } from './failures/describe-failure.ts'
import { exitCodes } from './failures/exit-codes.ts'
import { providers } from './providers/index.ts'
import { useProxyEnvironment } from './proxy-environment.ts'
import { run } from './run.ts'

// Names, and what is read from files and prompts, follow.
const known = providers.flatMap(({ fields }) => fields.filter(({ kind }) => kind === 'secret'))
const secrets = new Set(known.flatMap(({ variable }) => process.env[variable] || []))

// The platform would print the error as it is, with whatever it quotes.
process.on('uncaughtException', async (error) => {
  // What fails while it is described would come here again, and again.
  const failure = await describeFailure(error, secrets)
    .then(formatFailure)
    .catch(() => 'failed: something went wrong')
  process.stderr.write(`auth-cli: ${failure}\n`)
  process.exit(exitCodes.failed)
})

const ending = new AbortController()
const urgent = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (ending.signal.aborted) urgent.abort(signal)
    ending.abort(signal)
  })
}
endWithNpx(['auth-cli'], process.env, () => ending.abort('SIGTERM'))
// Whoever reads the output may have seen enough.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

useProxyEnvironment(process.env)
process.exitCode = await run(
  process.argv.slice(2),
  {
    environment: process.env,
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    signal: ending.signal,
    urgent: urgent.signal,
  },
  secrets,
)
// A pipe that was opened and not read, as the standard input may be, must not keep the process.
process.stdin.destroy()
