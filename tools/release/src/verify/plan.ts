import type { PlannedRelease } from '../changesets.ts'

/** What may be published, and as what. */
export interface PlanRules {
  /** The packages that this repository publishes. */
  readonly names: readonly string[]
  /** The name of a snapshot, where nothing but one may be published. */
  readonly snapshot?: string | undefined
}

/** Why a plan may not be carried out, by names, versions and dist-tags alone: a sentence per finding. */
export function findPlanProblems(releases: readonly PlannedRelease[], { names, snapshot }: PlanRules): string[] {
  const seen = new Set<string>()
  return releases.flatMap(({ kind, name, version, tag, access }) => {
    const problems: string[] = []
    if (!names.includes(name)) problems.push(`${name}: this repository publishes no such package`)
    if (seen.has(name)) problems.push(`${name}: it is in the plan twice`)
    seen.add(name)
    if (kind !== 'publish')
      return snapshot === undefined ? problems : [...problems, `${name}: a snapshot has no git tag`]
    if (access !== 'restricted') problems.push(`${name}: access is ${access}`)
    const wrong = snapshot === undefined ? checkTag(version, tag) : checkSnapshot(version, tag, snapshot)
    return wrong ? [...problems, `${name} ${version} with the dist-tag "${tag}": ${wrong}`] : problems
  })
}

function checkSnapshot(version: string, tag: string, snapshot: string): string | undefined {
  const isSnapshot =
    version.startsWith(`0.0.0-${snapshot}-`) && /^\d{14}$/.test(version.slice(`0.0.0-${snapshot}-`.length))
  return isSnapshot && tag === snapshot ? undefined : `not the snapshot ${snapshot}`
}

/** `latest` is what people get who ask for nothing else: what is no release yet must not come to them. */
function checkTag(version: string, tag: string): string | undefined {
  const [, numbers, label] = /^(\d+\.\d+\.\d+)(?:-([a-z][a-z0-9-]*)\.\d+)?$/.exec(version) ?? []
  if (!numbers || numbers === '0.0.0') return 'not the version of a release'
  if (label !== undefined && label !== tag) return `a prerelease goes by the dist-tag "${label}"`
  // What reads as a range of versions, such as v1 or x, is taken for one.
  return /^(?!v?\d|[vx]$)[a-z][a-z0-9-]*$/.test(tag) ? undefined : 'not the name of a dist-tag'
}
