import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { failureOf, run } from '../run.ts'
import { changesetFile, writeChangeset } from './changesets.ts'
import { type CommandOptions, type Print, runSpecCommand } from './command.ts'
import { staleNote } from './describe.ts'
import { findBase } from './git.ts'
import { type Judged, judgeProviders } from './judge-providers.ts'

/** Generates the clients anew where that is needed, and writes a changeset for each package whose API changed. */
export async function release(options: CommandOptions, print: Print): Promise<boolean> {
  const { root, base: wanted, generate = true } = options
  const base = await findBase(root, wanted)
  if (base.revision === undefined) throw new Error(base.reason)
  if (generate) await regenerate(root, print)
  print(`Compared with ${base.reason} (${base.revision.slice(0, 7)})`)
  const judged = await judgeProviders(root, base)
  let changes = 0
  for (const item of judged) changes += (await writeFor(root, item, print)) ? 1 : 0
  if (changes === 0) print('No spec and no generated client changed: there is nothing to release.')
  return true
}

async function writeFor(root: string, item: Judged, print: Print): Promise<boolean> {
  const { provider, name, verdict, words, now, stale } = item
  const { bump } = verdict
  if (now.version === undefined && bump !== 'none') {
    print(`${name}: ${bump}, but there is no package to write a changeset for`)
    return true
  }
  if (stale) print(`${name}: ${staleNote(provider)}`)
  const result = await writeChangeset(root, { provider, name, bump, words })
  if (result === 'removed') print(`${name}: no change any more, ${changesetFile(provider)} removed`)
  if (bump === 'none') return false
  const done = result === 'unchanged' ? 'is up to date' : 'written'
  print([`${name}: ${bump}, ${changesetFile(provider)} ${done}`, ...words.map(({ text }) => `  - ${text}`)].join('\n'))
  return true
}

/** Runs the generator only when its hashes say that something is out of date: it needs Java. */
async function regenerate(root: string, print: Print): Promise<void> {
  const tool = join(root, 'tools/generator/src')
  const outdated = await failureOf(run(process.execPath, [join(tool, 'check.ts')], { cwd: root }))
  if (outdated === undefined) return
  await access(join(tool, 'generate.ts')).catch(() => {
    throw new Error('There is no generator in tools/generator. `--no-generate` takes the clients as they are.')
  })
  print('The generated clients are out of date: generating')
  await run(process.execPath, [join(tool, 'generate.ts')], { cwd: root })
}

if (import.meta.main) await runSpecCommand(release)
