import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Changeset, pendingBump } from './changesets.ts'
import { type Base, findBase, findRelease, listAt } from './git.ts'
import type { Judged } from './judge-providers.ts'
import { type Bump, highest, isAtLeast } from './rules/bump.ts'

/** Whether the repository is between `changeset pre enter` and the stable release. */
export function isPrerelease(root: string): boolean {
  return existsSync(join(root, '.changeset/pre.json'))
}

/** The last prerelease, if nothing stable was released since. */
export async function findPrerelease(root: string): Promise<Base | undefined> {
  if (!isPrerelease(root)) return undefined
  const last = await findRelease(root, 'any')
  if (last === undefined || last === (await findRelease(root))) return undefined
  const base = await findBase(root, last)
  return base.revision === undefined ? undefined : { ...base, reason: `the prerelease ${last}` }
}

/** The changesets that no prerelease up to this one has announced. */
export async function listFresh(
  root: string,
  { revision }: Base,
  changesets: readonly Changeset[],
): Promise<Changeset[]> {
  const announced = await listAt(root, revision, '.changeset/pre/')
  return changesets.filter(({ file }) => !announced.includes(`.changeset/${file}`))
}

/** What changed since the last prerelease, and is in no changeset since: it would never be told. */
export function findUntold({ name, verdict, now, words }: Judged, fresh: readonly Changeset[]): string | undefined {
  if (verdict.bump === 'none' || now.version === undefined || pendingBump(fresh, name) !== 'none') return undefined
  return [
    `${name} changed since the last prerelease, and no changeset tells of it:`,
    ...words.map(({ text }) => `  ${text}`),
    'Run `pnpm spec:release`, and commit what it writes.',
  ].join('\n')
}

/**
 * How far the next prerelease goes. To take back what only a prerelease had breaks nobody who uses a release: it is no
 * more than all changes since the last stable release are together.
 *
 * @param since the bump that the changes since the last prerelease ask for
 * @param total the bump that all changes since the last stable release ask for
 * @param announced the highest bump that a prerelease has announced
 */
export function prereleaseBump(since: Bump, total: Bump, announced: Bump): Bump {
  if (since === 'none') return 'none'
  if (!isAtLeast(announced, total)) return total
  const most = highest([total, 'patch'])
  return isAtLeast(most, since) ? since : most
}
