import { isDeepStrictEqual } from 'node:util'
import type { Finding } from '../rules/rule.ts'
import { finding } from '../rules/rules.ts'
import { compareLimits } from './compare-limits.ts'
import { isMarked, isNode, type Node, nodeOf, referenceOf } from './openapi.ts'
import type { Place } from './uses.ts'

/** What changed about one value: a field, a parameter or an item of a list. */
export function compareValues(base: Node, now: Node, at: Place): Finding[] {
  const { place } = at
  const from = typeOf(base)
  const to = typeOf(now)
  if (from !== to) return [finding('type-changed', { place, from, to })]
  const findings: Finding[] = []
  if (base['format'] !== now['format']) {
    findings.push(finding('format-changed', { place, from: formatOf(base), to: formatOf(now) }))
  }
  findings.push(...compareNull(base, now, at), ...compareChoices(base, now, at), ...compareLimits(base, now, at))
  if (isMarked(base, 'x-secret') !== isMarked(now, 'x-secret')) {
    findings.push(finding(isMarked(now, 'x-secret') ? 'secret-added' : 'secret-removed', { place }))
  }
  for (const part of ['items', 'additionalProperties']) {
    const inner = { ...at, place: `${place}[]` }
    if (isNode(base[part]) && isNode(now[part])) findings.push(...compareValues(base[part], now[part], inner))
  }
  return findings
}

/** The type, in words. */
function typeOf(schema: Node): string {
  const reference = referenceOf(schema)
  if (reference !== undefined) return `\`${reference}\``
  const type = schema['type']
  if (type === undefined) return 'unknown'
  if (type === 'array') return `list of ${typeOf(nodeOf(schema['items']))}`
  if (isNode(schema['additionalProperties'])) return `map of ${typeOf(schema['additionalProperties'])}`
  return String(type)
}

function formatOf(schema: Node): string {
  return typeof schema['format'] === 'string' ? `\`${schema['format']}\`` : 'none'
}

function compareNull(base: Node, now: Node, { place, uses }: Place): Finding[] {
  if (isMarked(base, 'nullable') === isMarked(now, 'nullable')) return []
  const findings: Finding[] = []
  if (isMarked(now, 'nullable')) {
    if (uses.has('request')) findings.push(finding('request-null-allowed', { place }))
    if (uses.has('success') || uses.has('error')) findings.push(finding('answer-null-added', { place }))
    return findings
  }
  if (uses.has('request')) findings.push(finding('request-null-refused', { place }))
  if (uses.has('success')) findings.push(finding('answer-null-removed', { place }))
  else if (uses.has('error')) findings.push(finding('error-null-removed', { place }))
  return findings
}

/** Closed lists of values (`enum`) and open ones (`x-extensible-enum`). */
function compareChoices(base: Node, now: Node, { place, uses }: Place): Finding[] {
  const old = choicesOf(base)
  const fresh = choicesOf(now)
  if (isDeepStrictEqual(old, fresh)) return []
  if (old.closed && !fresh.closed) {
    return [finding(uses.has('success') || uses.has('error') ? 'values-opened' : 'request-values-opened', { place })]
  }
  if (!old.closed && fresh.closed) return [finding('values-closed', { place })]
  const added = fresh.values.filter((value) => !old.values.includes(value))
  const removed = old.values.filter((value) => !fresh.values.includes(value))
  const request = uses.has('request')
  const answer = uses.has('success') || uses.has('error')
  if (!fresh.closed) {
    return [
      ...added.map((value) => finding('known-value-added', { place, value })),
      ...removed.map((value) => finding('known-value-removed', { place, value })),
    ]
  }
  return [
    ...added.flatMap((value) => [
      ...(request ? [finding('request-value-added', { place, value })] : []),
      ...(answer ? [finding('answer-value-added', { place, value })] : []),
    ]),
    ...removed.flatMap((value) => [
      ...(request ? [finding('request-value-removed', { place, value })] : []),
      ...(answer ? [finding('answer-value-removed', { place, value })] : []),
    ]),
  ]
}

function choicesOf(schema: Node): { readonly closed: boolean; readonly values: readonly string[] } {
  const values = schema['enum'] ?? schema['x-extensible-enum']
  return { closed: Array.isArray(schema['enum']), values: Array.isArray(values) ? values.map(String) : [] }
}
