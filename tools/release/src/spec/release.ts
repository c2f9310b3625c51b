import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { failureOf, run } from '../run.ts'
import { pendingBump, readChangesets, writeChangeset } from './changesets.ts'
import { type CommandOptions, type Print, runSpecCommand } from './command.ts'
import { staleNote } from './describe.ts'
import { type Base, findBase } from './git.ts'
import { type Judged, judgeProviders } from './judge-providers.ts'
import { findPrerelease, listFresh, prereleaseBump } from './prerelease.ts'

/**
 * Generates the clients anew where that is needed, and writes a changeset for each package whose API changed; or only
 * says so.
 */
export async function release(options: CommandOptions, print: Print): Promise<boolean> {
  const { root, base: wanted, generate = true, dry = false } = options
  const stable = await findBase(root, wanted)
  const prerelease = wanted === undefined ? await findPrerelease(root) : undefined
  const base = prerelease ?? stable
  if (base.revision === undefined) throw new Error(base.reason)
  if (generate) await regenerate(root, print, dry)
  print(`Compared with ${base.reason} (${base.revision.slice(0, 7)})`)
  const changed = await judgeProviders(root, base)
  const judged = prerelease && stable.revision ? await limit(root, changed, stable, prerelease) : changed
  let changes = 0
  for (const item of judged) changes += (await writeFor(root, item, print, dry)) ? 1 : 0
  if (changes === 0) print('No spec and no generated client changed: there is nothing to release.')
  return true
}

/** Gives each change since a prerelease the bump that it has for those who use the last stable release. */
async function limit(root: string, changed: readonly Judged[], stable: Base, prerelease: Base): Promise<Judged[]> {
  const changesets = await readChangesets(root)
  const fresh = await listFresh(root, prerelease, changesets)
  const announced = changesets.filter((one) => !fresh.includes(one))
  const all = await judgeProviders(root, stable)
  return changed.map((item) => {
    const total = all.find(({ name }) => name === item.name)?.verdict.bump ?? 'none'
    const bump = prereleaseBump(item.verdict.bump, total, pendingBump(announced, item.name))
    return { ...item, verdict: { ...item.verdict, bump } }
  })
}

async function writeFor(root: string, item: Judged, print: Print, dry: boolean): Promise<boolean> {
  const { file, provider, name, verdict, words, now, stale } = item
  const { bump } = verdict
  if (now.version === undefined && bump !== 'none') {
    print(`${name}: ${bump}, but there is no package to write a changeset for`)
    return true
  }
  if (stale) print(`${name}: ${staleNote(provider)}`)
  const result = await writeChangeset(root, { file, name, bump, words }, dry)
  if (result === 'removed') print(`${name}: no change any more, ${file} ${dry ? 'would be ' : ''}removed`)
  if (bump === 'none') return false
  const done = result === 'unchanged' ? 'is up to date' : dry ? 'would be written' : 'written'
  print([`${name}: ${bump}, ${file} ${done}`, ...words.map(({ text }) => `  - ${text}`)].join('\n'))
  return true
}

/** Runs the generator only when its hashes say that something is out of date: it needs Java. */
async function regenerate(root: string, print: Print, dry: boolean): Promise<void> {
  const tool = join(root, 'tools/generator/src')
  const outdated = await failureOf(run(process.execPath, [join(tool, 'check.ts')], { cwd: root }))
  if (outdated === undefined) return
  if (dry) return print('The generated clients are out of date: they would be generated')
  await access(join(tool, 'generate.ts')).catch(() => {
    throw new Error('There is no generator in tools/generator. `--no-generate` takes the clients as they are.')
  })
  print('The generated clients are out of date: generating')
  await run(process.execPath, [join(tool, 'generate.ts')], { cwd: root })
}

if (import.meta.main) await runSpecCommand(release)
