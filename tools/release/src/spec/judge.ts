import { type Bump, highest, isAtLeast } from './rules/bump.ts'
import type { Finding } from './rules/rule.ts'
import { finding } from './rules/rules.ts'
import { compareSpecs } from './specs/compare-specs.ts'

/** The two sides of a comparison. A side is undefined where the provider was not there, or is no longer. */
export interface SpecPair {
  readonly base: string | undefined
  readonly now: string | undefined
}

export interface Verdict {
  readonly bump: Bump
  /** By the rules of this folder, in users' words. */
  readonly spec: readonly Finding[]
  readonly oasdiff: readonly Finding[]
  /** From the declarations of the generated client. */
  readonly client: readonly Finding[]
}

/** The bump that an edit asks for: the highest of the three judges. */
export function judge(pair: SpecPair, oasdiff: readonly Finding[], client: readonly Finding[]): Verdict {
  const spec = judgeSpec(pair)
  return { bump: highest([...spec, ...oasdiff, ...client].map(({ bump }) => bump)), spec, oasdiff, client }
}

function judgeSpec({ base, now }: SpecPair): Finding[] {
  if (base === now) return []
  if (base === undefined) return [finding('package-added')]
  if (now === undefined) return [finding('package-removed')]
  return compareSpecs(base, now)
}

/**
 * What the changelog says: our own words, and those of the other judges only where they find more. They speak of the
 * HTTP interface or of types, where users think of the package.
 */
export function wordsFor({ spec, oasdiff, client }: Verdict): Finding[] {
  const words = byWeight(spec)
  for (const others of [client, oasdiff]) {
    const said = highest(words.map(({ bump }) => bump))
    words.push(...byWeight(others).filter(({ bump }) => !isAtLeast(said, bump)))
  }
  return words
}

/** The gravest first. */
export function byWeight(findings: readonly Finding[]): Finding[] {
  return (['major', 'minor', 'patch'] as const).flatMap((bump) => findings.filter((it) => it.bump === bump))
}
