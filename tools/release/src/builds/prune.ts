import { existsSync, globSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { repository } from '../pack.ts'
import { listPackages } from '../packages.ts'

/**
 * Removes what was built of sources that are gone. Turbo restores what it has kept of a build beside what is there, and
 * removes nothing.
 *
 * @returns what was removed, relative to the workspace
 */
export async function pruneBuilds(root: string): Promise<string[]> {
  const stale = listPackages(root).flatMap(({ folder }) =>
    globSync('dist/**/*.{js,d.ts,map}', { cwd: join(root, folder) })
      .filter((file) => !existsSync(join(root, folder, sourceOf(file))))
      .map((file) => join(folder, file)),
  )
  await Promise.all(stale.map((file) => rm(join(root, file))))
  return stale.sort()
}

function sourceOf(file: string): string {
  return join('src', relative('dist', file)).replace(/(?:\.d\.ts|\.js)(?:\.map)?$/, '.ts')
}

if (import.meta.main) {
  for (const file of await pruneBuilds(repository)) console.log(`${file}: its source is gone, removed`)
}
