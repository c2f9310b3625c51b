import { isDeepStrictEqual } from 'node:util'
import type { Finding } from '../rules/rule.ts'
import { finding } from '../rules/rules.ts'
import { entriesOf, listOf, type Node, nodeOf, type Operation, type Spec } from './openapi.ts'

/** How an operation is authorized: by which credentials, and whether it can do without. */
export function compareSecurity(base: Operation, now: Operation): Finding[] {
  const from = inWords(base.security)
  const to = inWords(now.security)
  return from === to ? [] : [finding('security-changed', { operation: now.id, from, to })]
}

function credentialsOf(way: Node): string[] {
  return Object.keys(way)
    .sort()
    .map((scheme) => `\`${scheme}\``)
}

function inWords(security: readonly Node[]): string {
  if (security.length === 0) return 'no credentials'
  // Alternatives are a set: their order says nothing.
  const ways = security.map((way) => credentialsOf(way).join(' and ') || 'no credentials')
  return [...new Set(ways)].sort().join(' or ')
}

/** How credentials travel. A scheme that no operation uses concerns nobody. */
export function compareSchemes(base: Spec, now: Spec): Finding[] {
  const used = new Set([...now.operations.values()].flatMap(({ security }) => security.flatMap(Object.keys)))
  const fresh = new Map(entriesOf(nodeOf(now.document['components'])['securitySchemes']))
  return entriesOf(nodeOf(base.document['components'])['securitySchemes']).flatMap(([scheme, old]) => {
    const other = fresh.get(scheme)
    if (!other || !used.has(scheme)) return []
    const [from, to] = [travelOf(old), travelOf(other)]
    return from === to ? [] : [finding('security-scheme-changed', { scheme, from, to })]
  })
}

function travelOf(scheme: Node): string {
  if (scheme['type'] === 'apiKey') return `${scheme['in']} \`${scheme['name']}\``
  return `\`${scheme['scheme'] ?? scheme['type']}\``
}

/** Where requests go by default. */
export function compareServers(base: Spec, now: Spec): Finding[] {
  const [old, fresh] = [base, now].map(({ document }) => listOf(document['servers'])[0] ?? {})
  const findings: Finding[] = []
  const from = addressOf(nodeOf(old))
  const to = addressOf(nodeOf(fresh))
  if (from !== to) findings.push(finding('server-url-changed', { from, to }))
  const before = new Map(entriesOf(old?.['variables']))
  const after = new Map(entriesOf(fresh?.['variables']))
  for (const [variable, node] of before) {
    const other = after.get(variable)
    if (!other) findings.push(finding('server-variable-removed', { variable }))
    else if (!isDeepStrictEqual(node['enum'], other['enum'])) {
      findings.push(finding('server-values-changed', { variable }))
    }
  }
  for (const variable of after.keys()) {
    if (!before.has(variable)) findings.push(finding('server-variable-added', { variable }))
  }
  return findings
}

/** Where the requests of an operation go, if it or its path says so. */
export function compareOwnServer(base: Operation, now: Operation): Finding[] {
  const operation = now.id
  const [from, to] = [base, now].map(({ server }) => server && addressOf(server))
  if (from === to) return []
  if (from === undefined) return [finding('operation-server-added', { operation, to: to ?? '' })]
  if (to === undefined) return [finding('operation-server-removed', { operation, from })]
  return [finding('operation-server-changed', { operation, from, to })]
}

/** The address with the defaults of its variables filled in. */
function addressOf(server: Node): string {
  const variables = nodeOf(server['variables'])
  return String(server['url'] ?? '').replace(/\{([^{}]+)\}/g, (_, name: string) =>
    String(nodeOf(variables[name])['default'] ?? ''),
  )
}
