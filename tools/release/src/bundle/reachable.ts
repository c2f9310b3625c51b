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
  return follow(
    entries.map((entry) => `${entry}.js`),
    (file) => {
      const targets = read(file)?.matchAll(imported)
      return targets && Array.from(targets, ([, target = '']) => posix.join(posix.dirname(file), target))
    },
  )
}

/**
 * All modules that come with some.
 *
 * @param importedBy - What a module imports; `undefined` where there is no such module.
 */
export function follow(
  modules: readonly string[],
  importedBy: (module: string) => readonly string[] | undefined,
): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [...modules]
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    const imports = found.has(module) ? undefined : importedBy(module)
    if (!imports) continue
    found.add(module)
    open.push(...imports)
  }
  return found
}
