import { run } from '../run.ts'

/** A revision to compare with, and why it was taken. */
export interface Base {
  readonly revision: string
  readonly reason: string
}

/** Why there is nothing to compare with. */
export interface NoBase {
  readonly revision?: undefined
  readonly reason: string
}

/** What a git command prints, or undefined when it fails. */
export async function git(root: string, ...args: string[]): Promise<string | undefined> {
  return run('git', args, { cwd: root }).catch(() => undefined)
}

export async function findRoot(directory: string): Promise<string> {
  const root = await git(directory, 'rev-parse', '--show-toplevel')
  if (root === undefined) throw new Error(`${directory} is not in a git repository`)
  return root.trim()
}

/**
 * The revision to compare with: the one that is asked for, else the last release of main, as far as this branch has it,
 * else `unreleased`. In a shallow clone, or at the first commit, there may be none.
 */
export async function findBase(root: string, wanted: string | undefined, unreleased = 'HEAD'): Promise<Base | NoBase> {
  const release = wanted ?? (await findRelease(root))
  const reason = wanted ?? (release ? `the release ${release}` : `${unreleased}, for no release tag is known here`)
  const revision =
    wanted === undefined && release !== undefined
      ? (await git(root, 'merge-base', 'HEAD', release))?.trim()
      : await commitOf(root, wanted ?? unreleased)
  if (revision) return { revision, reason }
  return {
    reason: `There is nothing to compare with: ${reason}, which is not here (a shallow clone, or a first commit).`,
  }
}

/**
 * The last release tag that main has. Changesets tags packages: `@auth/meshy@1.2.0`. Prereleases are left out, since a
 * stable release tells of everything since the last one, unless the last release is wanted, whatever it is.
 */
export async function findRelease(root: string, which: 'stable' | 'any' = 'stable'): Promise<string | undefined> {
  for (const main of ['origin/main', 'main', 'HEAD']) {
    if ((await commitOf(root, main)) === undefined) continue
    const stable = which === 'stable' ? ['--exclude', '@*/*@*-*', '--exclude', 'v[0-9]*-*'] : []
    const args = ['describe', '--tags', '--abbrev=0', '--match', '@*/*@*', '--match', 'v[0-9]*', ...stable, main]
    const tag = await git(root, ...args)
    if (tag) return tag.trim()
  }
  return undefined
}

async function commitOf(root: string, revision: string): Promise<string | undefined> {
  return (await git(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`))?.trim()
}

export async function readAt(root: string, revision: string, path: string): Promise<string | undefined> {
  return git(root, 'show', `${revision}:${path}`)
}

/** The files below a folder at a revision. */
export async function listAt(root: string, revision: string, folder: string): Promise<string[]> {
  const names = await git(root, 'ls-tree', '-r', '--name-only', '-z', revision, '--', folder)
  return (names ?? '').split('\0').filter((name) => name !== '')
}
