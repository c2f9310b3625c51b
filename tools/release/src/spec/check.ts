import { type Changeset, pendingBump, readChangesets, releasedBump } from './changesets.ts'
import { type CommandOptions, type Print, runSpecCommand } from './command.ts'
import { findBase } from './git.ts'
import { type Judged, judgeProviders } from './judge-providers.ts'
import { findPrerelease, findUntold, listFresh } from './prerelease.ts'
import { isAtLeast } from './rules/bump.ts'

/** Refuses a spec that changed while no changeset announces it with a bump that is high enough. */
export async function check({ root, base: wanted }: CommandOptions, print: Print): Promise<boolean> {
  // Before the first release the last commit is looked at: compared with itself, HEAD would always pass.
  const base = await findBase(root, wanted, 'HEAD^')
  if (base.revision === undefined) {
    print(base.reason)
    return true
  }
  const changesets = await readChangesets(root)
  const judged = await judgeProviders(root, base)
  const problems = judged.flatMap((item) => findProblem(item, changesets) ?? [])
  const prerelease = wanted === undefined ? await findPrerelease(root) : undefined
  if (prerelease) {
    const fresh = await listFresh(root, prerelease, changesets)
    problems.push(...(await judgeProviders(root, prerelease)).flatMap((item) => findUntold(item, fresh) ?? []))
  }
  const where = `${base.reason} (${base.revision.slice(0, 7)})`
  if (problems.length > 0) print([`Compared with ${where}`, ...problems].join('\n\n'))
  else print(`Compared with ${where}: every change of a spec is announced.\n${judged.map(inShort).join('\n')}`)
  return problems.length === 0
}

/** What a package lacks, and what to do; undefined when its changes are announced. */
export function findProblem(item: Judged, changesets: readonly Changeset[]): string | undefined {
  const { name, file, verdict, words, base, now } = item
  const { bump } = verdict
  // Nothing can be released of a package that is gone.
  if (now.version === undefined) return undefined
  const pending = pendingBump(changesets, name)
  const released = releasedBump(base.version, now.version)
  if (isAtLeast(pending, bump) || isAtLeast(released, bump)) return undefined
  const have = pending === 'none' ? 'there is no changeset' : `the pending changesets have ${pending} only`
  return [
    `${name} changed in a way that needs a ${bump} release, and ${have}:`,
    ...words.map(({ text, bump: own }) => `  ${own.padEnd(5)}  ${text}`),
    `Run \`pnpm spec:release\`, which writes ${file}, and commit it.`,
  ].join('\n')
}

function inShort({ name, verdict }: Judged): string {
  return `${name}: ${verdict.bump}`
}

if (import.meta.main) await runSpecCommand(check)
