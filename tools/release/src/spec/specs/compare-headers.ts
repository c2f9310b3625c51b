import type { Finding } from '../rules/rule.ts'
import { finding } from '../rules/rules.ts'
import { entriesOf, isMarked, type Node, nodeOf } from './openapi.ts'

/** What changed about the headers of an answer, which are part of its result. */
export function compareHeaders(operation: string, status: string, base: Node, now: Node): Finding[] {
  const old = new Map(entriesOf(base['headers']))
  const fresh = new Map(entriesOf(now['headers']))
  const findings: Finding[] = []
  for (const [header, node] of old) {
    const other = fresh.get(header)
    if (!other) findings.push(finding('answer-header-removed', { operation, status, header }))
    else if (isSecret(node) !== isSecret(other)) {
      findings.push(finding(isSecret(other) ? 'secret-added' : 'secret-removed', { place: `${operation}(${header})` }))
    }
  }
  for (const header of fresh.keys()) {
    if (!old.has(header)) findings.push(finding('answer-header-added', { operation, status, header }))
  }
  return findings
}

function isSecret(header: Node): boolean {
  return isMarked(header, 'x-secret') || isMarked(nodeOf(header['schema']), 'x-secret')
}
