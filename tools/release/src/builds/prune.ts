import { existsSync, globSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findEntries } from '../bundle/entries.ts'
import { findReachable } from '../bundle/reachable.ts'
import { listPackages } from '../packages.ts'

/**
 * Removes what was built of sources that are gone. Turbo restores what it has kept of a build beside what is there, and
 * removes nothing.
 *
 * @returns what was removed, relative to the workspace
 */
export async function pruneBuilds(root: string): Promise<string[]> {
  const stale = listPackages(root).flatMap(({ folder, manifest }) => {
    const dist = join(root, folder, 'dist')
    const read = (file: string): string | undefined =>
      existsSync(join(dist, file)) ? readFileSync(join(dist, file), 'utf8') : undefined
    const modules = findReachable(Object.keys(findEntries(manifest)), read)
    return globSync('**/*.{js,d.ts,map}', { cwd: dist })
      .filter((file) => {
        const [, name = file, kind] = /^(.*?)(\.d\.ts|\.js)(?:\.map)?$/.exec(file) ?? []
        return kind === '.js' ? !modules.has(`${name}.js`) : !existsSync(join(root, folder, 'src', `${name}.ts`))
      })
      .map((file) => join(folder, 'dist', file))
  })
  await Promise.all(stale.map((file) => rm(join(root, file))))
  return stale.sort()
}
