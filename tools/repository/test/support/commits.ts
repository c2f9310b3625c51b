import { execFileSync } from 'node:child_process'

/**
 * The subjects of the commits after a revision, merges left out. `undefined`: the revision is not known here, as in a
 * shallow clone, or where history was written anew.
 */
export function subjectsSince(base: string, folder: string): string[] | undefined {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    git('rev-parse', '--verify', '--end-of-options', `${base}^{commit}`)
  } catch {
    return undefined
  }
  return git('log', '--no-merges', '--format=%s', `${base}..HEAD`).split('\n').filter(Boolean)
}
