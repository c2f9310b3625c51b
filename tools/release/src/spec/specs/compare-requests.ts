import type { Finding } from '../rules/rule.ts'
import { finding } from '../rules/rules.ts'
import { compareValues } from './compare-values.ts'
import { type Node, nodeOf, type Operation, referenceOf, sameMeaning } from './openapi.ts'
import { bodyOf } from './uses.ts'

/** What changed about what an operation sends. */
export function compareRequests(base: Operation, now: Operation): Finding[] {
  return [...compareParameters(base, now), ...compareBody(base, now)]
}

function compareParameters(base: Operation, now: Operation): Finding[] {
  const operation = now.id
  const findings: Finding[] = []
  // The generated request has one member per name, wherever the value travels.
  const old = new Map(base.parameters.map((node) => [String(node['name']), node]))
  const fresh = new Map(now.parameters.map((node) => [String(node['name']), node]))
  for (const [parameter, node] of old) {
    const other = fresh.get(parameter)
    if (other) findings.push(...compareParameter(operation, parameter, node, other))
    else findings.push(finding('parameter-removed', { operation, parameter }))
  }
  for (const [parameter, node] of fresh) {
    if (old.has(parameter)) continue
    const rule = isRequired(node) ? 'parameter-added-required' : 'parameter-added-optional'
    findings.push(finding(rule, { operation, parameter }))
  }
  return findings
}

function compareParameter(operation: string, parameter: string, base: Node, now: Node): Finding[] {
  const findings: Finding[] = []
  if (base['in'] !== now['in']) {
    const [from, to] = [String(base['in']), String(now['in'])]
    findings.push(finding('parameter-moved', { operation, parameter, from, to }))
  }
  if (isRequired(base) !== isRequired(now)) {
    const rule = isRequired(now) ? 'parameter-became-required' : 'parameter-became-optional'
    findings.push(finding(rule, { operation, parameter }))
  }
  // In another place it has another style anyway.
  else if (styleOf(base) !== styleOf(now)) {
    findings.push(finding('parameter-style-changed', { operation, parameter, from: styleOf(base), to: styleOf(now) }))
  }
  const place = `${operation}(${parameter})`
  const [from, to] = [base, now].map((node) => ({ ...nodeOf(node['schema']), 'x-secret': node['x-secret'] }))
  findings.push(...compareValues(nodeOf(from), nodeOf(to), { place, uses: new Set(['request']) }))
  return findings
}

/** How a value is written, with what OpenAPI takes where nothing is said. */
function styleOf(parameter: Node): string {
  const [content] = Object.keys(nodeOf(parameter['content']))
  if (content !== undefined) return `\`${content}\``
  const style = parameter['style'] ?? (['query', 'cookie'].includes(String(parameter['in'])) ? 'form' : 'simple')
  return `\`${style}\`${(parameter['explode'] ?? style === 'form') ? ', exploded' : ''}`
}

function isRequired(parameter: Node): boolean {
  return parameter['required'] === true
}

function compareBody(base: Operation, now: Operation): Finding[] {
  const operation = now.id
  const [old, fresh] = [base, now].map(({ node }) => nodeOf(node['requestBody']))
  const from = old && bodyOf(old)
  const to = fresh && bodyOf(fresh)
  const required = fresh?.['required'] === true
  if (!from && !to) return []
  if (!to) return [finding('body-removed', { operation })]
  const name = referenceOf(to.schema) ?? 'value'
  if (!from) return [finding(required ? 'body-added-required' : 'body-added-optional', { operation, to: name })]
  const findings: Finding[] = []
  if (required !== (old?.['required'] === true)) {
    findings.push(finding(required ? 'body-became-required' : 'body-became-optional', { operation }))
  }
  if (from.type !== to.type) {
    findings.push(finding('body-encoding-changed', { operation, from: from.type, to: to.type }))
  }
  if (!sameMeaning(from.encoding, to.encoding)) findings.push(finding('body-fields-changed', { operation }))
  const formerly = referenceOf(from.schema) ?? 'value'
  if (formerly !== name) findings.push(finding('body-replaced', { operation, from: formerly, to: name }))
  return findings
}
