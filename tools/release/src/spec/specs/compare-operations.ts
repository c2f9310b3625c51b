import type { Finding } from '../rules/rule.ts'
import { finding } from '../rules/rules.ts'
import { compareHeaders } from './compare-headers.ts'
import { compareRequests } from './compare-requests.ts'
import { compareOwnServer, compareSecurity } from './compare-security.ts'
import { entriesOf, isNode, type Node, nodeOf, type Operation, referenceOf, type Spec, sameMeaning } from './openapi.ts'
import { bodyOf, useOf } from './uses.ts'

/** What changed about the operations: their names, addresses, requests and answers. */
export function compareOperations(base: Spec, now: Spec): Finding[] {
  const findings: Finding[] = []
  const paired = new Set<string>()
  for (const old of base.operations.values()) {
    const sameAddress = [...now.operations.values()].find(
      ({ id, address }) => plain(address) === plain(old.address) && !base.operations.has(id),
    )
    const fresh = now.operations.get(old.id) ?? sameAddress
    if (!fresh) {
      findings.push(finding('operation-removed', { operation: old.id }))
      continue
    }
    paired.add(fresh.id)
    if (fresh.id !== old.id) findings.push(finding('operation-renamed', { from: old.id, to: fresh.id }))
    const found = [
      ...compareOperation(old, fresh),
      ...compareRequests(old, fresh),
      ...compareSecurity(old, fresh),
      ...compareOwnServer(old, fresh),
    ]
    const same = sameMeaning({ ...ownWords(old.node), operationId: fresh.id }, ownWords(fresh.node))
    if (found.length === 0 && !same) found.push(finding('other-change', { place: `\`${fresh.id}\`` }))
    findings.push(...found)
  }
  for (const operation of now.operations.keys()) {
    if (!paired.has(operation)) findings.push(finding('operation-added', { operation }))
  }
  return findings
}

/** What an operation says that a path or the document may not say for it: those are judged wherever they stand. */
function ownWords({ security: _, servers: __, parameters: ___, ...others }: Node): Node {
  return others
}

/** An address in which the names of path parameters do not count: they are judged as parameters. */
function plain(address: string): string {
  return address.replace(/\{[^}]*\}/g, '{}')
}

function compareOperation(base: Operation, now: Operation): Finding[] {
  const operation = now.id
  const findings: Finding[] = []
  if (plain(base.address) !== plain(now.address)) {
    findings.push(finding('operation-moved', { operation, from: base.address, to: now.address }))
  }
  const deprecated = now.node['deprecated'] === true
  if (deprecated !== (base.node['deprecated'] === true)) {
    findings.push(finding(deprecated ? 'operation-deprecated' : 'operation-reinstated', { operation }))
  }
  const responses = nodeOf(now.node['responses'])
  for (const [status, old] of entriesOf(base.node['responses'])) {
    const fresh = responses[status]
    if (!isNode(fresh)) findings.push(finding('status-removed', { operation, status }))
    else {
      findings.push(...compareBodies(operation, status, nameOfBody(old), nameOfBody(fresh)))
      findings.push(...compareHeaders(operation, status, old, fresh))
    }
  }
  for (const status of Object.keys(responses)) {
    if (!isNode(nodeOf(base.node['responses'])[status])) findings.push(finding('status-added', { operation, status }))
  }
  return findings
}

function compareBodies(operation: string, status: string, from: string | undefined, to: string | undefined): Finding[] {
  if (from === to) return []
  if (to === undefined) return [finding('answer-body-removed', { operation, status })]
  if (from !== undefined) return [finding('answer-body-replaced', { operation, status, from, to })]
  return [finding(useOf(status) === 'success' ? 'success-body-added' : 'error-body-added', { operation, status, to })]
}

function nameOfBody(response: Parameters<typeof bodyOf>[0]): string | undefined {
  const schema = bodyOf(response)?.schema
  if (!schema) return undefined
  const list = schema['type'] === 'array'
  const name = referenceOf(list ? nodeOf(schema['items']) : schema) ?? String(schema['type'] ?? 'value')
  return list ? `${name}[]` : name
}
