import { existsSync, globSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { findEntries } from '../bundle/entries.ts'
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
    const modules = findModules(dist, Object.keys(findEntries(manifest)))
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

/** The modules that can be reached from the entries. */
function findModules(dist: string, entries: readonly string[]): Set<string> {
  const found = new Set<string>()
  const open = entries.map((entry) => `${entry}.js`)
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file) || !existsSync(join(dist, file))) continue
    found.add(file)
    const folder = posix.dirname(file)
    for (const [, target = ''] of readFileSync(join(dist, file), 'utf8').matchAll(/["'](\.{1,2}\/[^"']+\.js)["']/g)) {
      open.push(posix.join(folder, target))
    }
  }
  return found
}
