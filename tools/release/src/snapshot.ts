import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '../../generator/src/run-command.ts'
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
  if ((await readPreMode(root)) === 'pre')
    throw new Error(
      'The repository is in prerelease mode, in which changesets makes no snapshots. Publish a prerelease instead, or take the snapshot on a branch on which `pnpm changeset pre exit` was run.',
    )
  const packages = publishedNames(root)
  const bumps = Object.fromEntries(packages.map((each) => [each, 'patch' as const]))
  const added = await addChangeset({ root }, bumps, `Snapshot ${name}.`)
  try {
    await applyChangesets({ root }, '--snapshot', name)
  } finally {
    // changesets takes it away itself, unless it fails.
    await rm(added, { force: true })
  }
  return packages
}

async function readPreMode(root: string): Promise<string | undefined> {
  const text = await readFile(join(root, '.changeset/pre.json'), 'utf8').catch(() => '{}')
  const { mode }: { mode?: string } = JSON.parse(text)
  return mode
}

if (import.meta.main) {
  await runCommand(async () => {
    const packages = await versionSnapshot(repository, process.argv[2] ?? '')
    console.log(`${packages.length} packages have a version for this snapshot: ${packages.join(', ')}`)
  })
}
