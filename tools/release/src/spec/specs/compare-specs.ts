import { isDeepStrictEqual } from 'node:util'
import { highest } from '../rules/bump.ts'
import type { Finding } from '../rules/rule.ts'
import { finding } from '../rules/rules.ts'
import { compareOperations } from './compare-operations.ts'
import { compareSchemas, findRenamed, withNewNames } from './compare-schemas.ts'
import { compareSchemes, compareServers } from './compare-security.ts'
import { nodeOf, readSpec, type Spec, withoutDocumentation, withoutExtensions } from './openapi.ts'

/** What the edit of a spec means to the users of its package, by the rules of this folder. */
export function compareSpecs(baseText: string, nowText: string): Finding[] {
  const now = readSpec(nowText)
  const original = readSpec(baseText)
  const renamed = findRenamed(original, now)
  const base = withNewNames(original, renamed)
  const findings = [
    ...[...renamed].map(([from, to]) => finding('schema-renamed', { from, to })),
    ...compareServers(base, now),
    ...compareSchemes(base, now),
    ...compareOperations(base, now),
    ...compareSchemas(base, now),
  ]
  const documented = changedDocumentation(base, now)
  // Beside a change of substance, changed words go without saying.
  if (documented.length > 0 && !['minor', 'major'].includes(highest(findings.map(({ bump }) => bump)))) {
    findings.push(finding('documentation-changed', { names: inWords(documented) }))
  }
  return findings
}

/** Whose documentation changed, by the names that users know. */
function changedDocumentation(base: Spec, now: Spec): string[] {
  const names: string[] = []
  for (const [name, { node, parameters }] of now.operations) {
    const old = base.operations.get(name)
    if (old && onlyWordsDiffer([old.node, old.parameters], [node, parameters])) names.push(`\`${name}\``)
  }
  for (const [name, schema] of now.schemas) {
    if (base.schemas.has(name) && onlyWordsDiffer(base.schemas.get(name), schema)) names.push(`\`${name}\``)
  }
  const rest = [base, now].map(({ document: { paths: _, components, ...others } }) => ({
    ...others,
    securitySchemes: nodeOf(components)['securitySchemes'],
  }))
  if (onlyWordsDiffer(rest[0], rest[1])) names.push('the API as a whole')
  return names
}

function onlyWordsDiffer(base: unknown, now: unknown): boolean {
  return (
    !isDeepStrictEqual(withoutExtensions(base), withoutExtensions(now)) &&
    isDeepStrictEqual(withoutDocumentation(base), withoutDocumentation(now))
  )
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
