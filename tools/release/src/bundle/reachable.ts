import { posix } from 'node:path'

/** Matches what a module imports of its package, early or late. */
const imported = /["'](\.{1,2}\/[^"']+\.js)["']/g

/**
 * The modules that can be reached from the entries of a package, by their paths in `dist`.
 *
 * @param entries - As `findEntries` gives them: without `.js`.
 * @param read - The code of a module; `undefined` where there is none.
 */
export function findReachable(
  entries: readonly string[],
  read: (file: string) => string | undefined,
): ReadonlySet<string> {
  const found = new Set<string>()
  const open = entries.map((entry) => `${entry}.js`)
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const code = found.has(file) ? undefined : read(file)
    if (code === undefined) continue
    found.add(file)
    for (const [, target = ''] of code.matchAll(imported)) open.push(posix.join(posix.dirname(file), target))
  }
  return found
}
