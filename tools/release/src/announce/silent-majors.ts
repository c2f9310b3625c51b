import type { PackageManifest } from '../packages.ts'
import { type Changeset, pendingBump } from '../spec/changesets.ts'

/**
 * Packages that need another one which has a major release pending, and have no changeset of their own. changesets would
 * release them as a patch that says which version they need now, and not what that means to their users.
 */
export function findSilentMajors(packages: readonly PackageManifest[], changesets: readonly Changeset[]): string[] {
  const majors = packages.map(({ name }) => name).filter((name) => pendingBump(changesets, name) === 'major')
  return packages.flatMap((manifest) => {
    const { name, dependencies, peerDependencies } = manifest
    if (manifest.private || pendingBump(changesets, name) !== 'none') return []
    const needed = majors.filter((major) => major in { ...dependencies, ...peerDependencies })
    return needed.map(
      (major) =>
        `${name} needs ${major}, which has a major release pending, and no changeset tells the users of ${name} what they will see. Add one with \`pnpm changeset\`: a major one if they have to change anything.`,
    )
  })
}
