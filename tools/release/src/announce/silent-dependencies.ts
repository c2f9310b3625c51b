import { parse } from 'yaml'
import type { PackageManifest } from '../packages.ts'

/** The manifests of a revision, and its `pnpm-workspace.yaml`, which may hold the versions. */
export interface Revision {
  readonly manifests: readonly PackageManifest[]
  readonly workspace: string
}

/** What users of each package install besides it, and on what it runs, that differs between two revisions. */
export function findChangedNeeds(base: Revision, now: Revision): Map<string, string[]> {
  const changed = new Map<string, string[]>()
  for (const manifest of now.manifests) {
    const earlier = base.manifests.find(({ name }) => name === manifest.name)
    if (manifest.private || !earlier) continue
    const before = readNeeds(earlier, base.workspace)
    const after = readNeeds(manifest, now.workspace)
    const names = [...new Set([...before.keys(), ...after.keys()])].sort()
    const differing = names.filter((name) => before.get(name) !== after.get(name))
    if (differing.length === 0) continue
    const told = differing.map((name) => `${name}: ${before.get(name) ?? 'none'} → ${after.get(name) ?? 'none'}`)
    changed.set(manifest.name, told)
  }
  return changed
}

/** The ranges by name. Those that the workspace makes of its own versions are left to changesets. */
function readNeeds(manifest: PackageManifest, workspace: string): Map<string, string> {
  const { catalog = {}, catalogs = {} }: Catalogs = parse(workspace) ?? {}
  const { dependencies, peerDependencies, optionalDependencies, engines } = manifest
  const installed = { ...optionalDependencies, ...peerDependencies, ...dependencies }
  const ranges = Object.entries(installed).flatMap(([name, range]): Array<[string, string]> => {
    if (range.startsWith('workspace:')) return []
    if (!range.startsWith('catalog:')) return [[name, range]]
    const listed = ['catalog:', 'catalog:default'].includes(range) ? catalog : catalogs[range.slice('catalog:'.length)]
    return [[name, listed?.[name] ?? range]]
  })
  return new Map([
    ...ranges,
    ...Object.entries(engines ?? {}).map(([name, range]): [string, string] => [`engine ${name}`, range]),
  ])
}

interface Catalogs {
  readonly catalog?: Readonly<Record<string, string>>
  readonly catalogs?: Readonly<Record<string, Readonly<Record<string, string>>>>
}
