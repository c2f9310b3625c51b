import type { Finding } from '../rules/rule.ts'
import { finding } from '../rules/rules.ts'
import { isMarked, type Node } from './openapi.ts'
import type { Place } from './uses.ts'

/** Limits that answers are held to. The sign says which way is tighter. */
const ordered: Readonly<Record<string, 1 | -1>> = {
  minLength: 1,
  minimum: 1,
  minItems: 1,
  maxLength: -1,
  maximum: -1,
  maxItems: -1,
}

/** What changed about the limits of a value: its length, range and pattern, and how leniently answers are read. */
export function compareLimits(base: Node, now: Node, { place, uses }: Place): Finding[] {
  const tightened: string[] = []
  const loosened: string[] = []
  for (const [keyword, sign] of Object.entries(ordered)) {
    const from = limitOf(base[keyword], sign)
    const to = limitOf(now[keyword], sign)
    if (to > from) tightened.push(`\`${keyword}: ${now[keyword]}\``)
    if (to < from) loosened.push(`\`${keyword}: ${base[keyword]}\``)
  }
  if (base['pattern'] !== now['pattern']) {
    if (now['pattern'] === undefined) loosened.push(`the pattern \`${base['pattern']}\``)
    else tightened.push(`the pattern \`${now['pattern']}\``)
  }
  const findings: Finding[] = []
  if (uses.has('request') && tightened.length + loosened.length > 0) {
    const limits = [...tightened, ...loosened.map((limit) => `no longer ${limit}`)].join(', ')
    findings.push(finding('request-limits-changed', { place, limits }))
  }
  if (!uses.has('success') && !uses.has('error')) return findings
  if (tightened.length > 0) {
    const rule = uses.has('success') ? 'answer-limits-tightened' : 'error-limits-tightened'
    findings.push(finding(rule, { place, limits: tightened.join(' and ') }))
  }
  if (loosened.length > 0) findings.push(finding('answer-limits-loosened', { place, limits: loosened.join(' and ') }))
  if (isMarked(base, 'x-lenient') !== isMarked(now, 'x-lenient')) {
    const strict = uses.has('success') ? 'answer-strict' : 'error-strict'
    findings.push(finding(isMarked(now, 'x-lenient') ? 'answer-lenient' : strict, { place }))
  }
  return findings
}

function limitOf(value: unknown, sign: 1 | -1): number {
  return typeof value === 'number' ? sign * value : -Infinity
}
