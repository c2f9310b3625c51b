import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A package of a workspace. */
export interface Package {
  /** Relative to the workspace. */
  readonly folder: string
  readonly manifest: PackageManifest
}

/** Its `package.json`, as far as it is needed here. */
export interface PackageManifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly engines?: Readonly<Record<string, string>>
  readonly scripts?: Readonly<Record<string, string>>
  readonly publishConfig?: Readonly<Record<string, string>>
}

/** The packages of a workspace, sorted by folder. Those that are private are not published. */
export function listPackages(root: string): Package[] {
  const paths = globSync('packages/*/package.json', { cwd: root }).sort()
  return paths.map((path) => ({
    folder: dirname(path),
    manifest: JSON.parse(readFileSync(join(root, path), 'utf8')),
  }))
}

/** The names of the packages that a workspace publishes. */
export function publishedNames(root: string): string[] {
  return listPackages(root).flatMap(({ manifest }) => (manifest.private ? [] : [manifest.name]))
}
