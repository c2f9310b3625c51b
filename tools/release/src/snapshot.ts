import { addChangeset, applyChangesets } from './changesets.ts'
import { repository } from './pack.ts'
import { publishedNames } from './packages.ts'

/** Names a snapshot may have: what is left is safe in a version and in a dist-tag. */
const nameOfSnapshot = /^[a-z][a-z0-9-]{0,40}$/

/**
 * Gives every published package a version of its own for a try, such as `0.0.0-pr-12-20260101120000`. All of them, since
 * a snapshot of core alone would leave providers that need the released one.
 */
export async function versionSnapshot(root: string, name: string): Promise<string[]> {
  if (!nameOfSnapshot.test(name))
    throw new Error(`"${name}" is no name for a snapshot: small letters, digits and hyphens`)
  const packages = publishedNames(root)
  const bumps = Object.fromEntries(packages.map((each) => [each, 'patch' as const]))
  await addChangeset({ root }, bumps, `Snapshot ${name}.`)
  await applyChangesets({ root }, '--snapshot', name)
  return packages
}

if (process.argv[1] === import.meta.filename) {
  const packages = await versionSnapshot(repository, process.argv[2] ?? '')
  console.log(`${packages.length} packages have a version for this snapshot: ${packages.join(', ')}`)
}
