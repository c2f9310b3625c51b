import type { SpecNode } from '../../generator/src/check-names.ts'
import { exampleOf } from './adopt/mark-secrets.ts'
import { toCamelCase } from './names.ts'

/** Something that a sign-in sends, and where the value comes from. */
export interface Member {
  /** As the generated request type names it. */
  readonly wire: string
  readonly description: string
  readonly source: /** The same for everybody. */
    | { readonly kind: 'constant'; readonly literal: string }
    /** Options of the client, or credentials of whoever signs in. */
    | { readonly kind: 'given'; readonly values: readonly Given[] }
    /** Must be filled in by hand. */
    | { readonly kind: 'unknown' }
}

export interface Given {
  readonly from: 'options' | 'credentials'
  /** Options can be secret too: a key of the application. */
  readonly secret?: boolean
  readonly name: string
  readonly required: boolean
  readonly type: string
  /** How the value is checked, as code. */
  readonly rule: string
  readonly example: unknown
  /** For a scheme of two values: the member that this one is. */
  readonly part?: string
  readonly description: string
}

export function readMember(wire: string, schema: SpecNode, required: boolean): Member {
  const description = String(schema['description'] ?? '').trim()
  const values: unknown[] = schema['enum'] ?? []
  if (values.length === 1 && required) {
    return { wire, description, source: { kind: 'constant', literal: quote(values[0]) } }
  }
  const kind = kindOf(schema, values)
  if (!kind) return { wire, description, source: { kind: 'unknown' } }
  const from = schema['x-secret'] === true ? 'credentials' : 'options'
  const example: unknown = schema['example'] ?? exampleOf(schema) ?? 'example'
  const given: Given = {
    from,
    secret: from === 'credentials',
    name: toCamelCase(wire),
    required: required === true,
    ...kind,
    example,
    description,
  }
  return { wire, description, source: { kind: 'given', values: [given] } }
}

/**
 * Credentials in headers or in the query.
 *
 * @param others - What else is sent. Beside a person's credentials, an API key is that of the application.
 */
export function readSecurity(wire: string, scheme: SpecNode, others: readonly Member[]): Member {
  const description = String(scheme['description'] ?? '').trim()
  const ofPerson = others.some(
    ({ source }) => source.kind === 'given' && source.values.some(({ from }) => from === 'credentials'),
  )
  const from = scheme['type'] === 'apiKey' && ofPerson ? 'options' : 'credentials'
  const secret = (name: string, example: string, part?: string): Given => ({
    from,
    secret: true,
    name,
    required: true,
    type: 'string',
    rule: "'text'",
    example,
    description,
    ...(part !== undefined && { part }),
  })
  if (scheme['type'] === 'http' && String(scheme['scheme']).toLowerCase() === 'basic') {
    const [user, password] = /client/i.test(wire)
      ? (['clientId', 'clientSecret'] as const)
      : (['username', 'password'] as const)
    const values = [secret(user, 'ada-lovelace', 'username'), secret(password, 'correct-horse', 'password')]
    return { wire, description, source: { kind: 'given', values } }
  }
  return { wire, description, source: { kind: 'given', values: [secret(toCamelCase(wire), 'key-of-the-client')] } }
}

function kindOf(schema: SpecNode, values: readonly unknown[]): { type: string; rule: string } | undefined {
  if (values.length > 0 && schema['type'] === 'string') {
    const literals = values.map(quote)
    return { type: literals.join(' | '), rule: `[${literals.join(', ')}]` }
  }
  if (values.length > 0) return undefined
  if (schema['type'] === 'string') return { type: 'string', rule: "'text'" }
  if (schema['type'] === 'boolean') return { type: 'boolean', rule: "'boolean'" }
  if (schema['type'] !== 'integer' && schema['type'] !== 'number') return undefined
  return { type: 'number', rule: "(value) => (Number.isFinite(value) ? undefined : 'a number')" }
}

export function quote(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}
