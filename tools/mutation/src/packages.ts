/** The packages whose tests are measured. */
export const packageNames = ['core', 'meshy', 'elasticpath', 'gooru', 'genlogs', 'emulator'] as const

export type PackageName = (typeof packageNames)[number]

/** A package, or a part of it: a file or a folder below its `src`. */
export interface Target {
  readonly name: PackageName
  readonly part: string | undefined
}

/**
 * The targets that a command's arguments name, such as `gooru`, `gooru/failures.ts` or `emulator/meshy`; every package
 * where there are none. Throws a TypeError at any other name.
 */
export function chooseTargets(names: readonly string[]): readonly Target[] {
  return (names.length === 0 ? packageNames : names).map((target) => {
    const [name, ...path] = target.split('/')
    const known = packageNames.find((candidate) => candidate === name)
    if (known === undefined)
      throw new TypeError(`there is no package "${name}"; choose from ${packageNames.join(', ')}`)
    return { name: known, part: path.length === 0 ? undefined : path.join('/') }
  })
}
