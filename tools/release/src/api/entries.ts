import { join } from 'node:path'
import { listPackages } from '../packages.ts'

/** One way into a published package, and the declarations that its users compile against. */
export interface Entry {
  /** As users import it: `@auth/core/adapter`. */
  readonly specifier: string
  /** The name of its report: `core.adapter.api.md`. */
  readonly report: string
  /** Path of the declarations. */
  readonly declarations: string
}

/** Every entry point of every package that is published, sorted. A private package has no users yet. */
export function findEntries(repository: string): Entry[] {
  return listPackages(repository).flatMap(({ folder, manifest }) => {
    if (manifest.private) return []
    return Object.entries(manifest.exports ?? {}).flatMap(([key, target]) => {
      if (typeof target === 'string' || target['types'] === undefined) return []
      const name = key === '.' ? 'index' : key.slice(2).replaceAll('/', '-')
      return {
        specifier: manifest.name + key.slice(1),
        report: `${manifest.name.split('/').at(-1)}.${name}.api.md`,
        declarations: join(repository, folder, target['types']),
      }
    })
  })
}
