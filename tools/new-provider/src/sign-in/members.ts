import type { SpecNode } from '../../../generator/src/check-names.ts'
import { exampleOf } from '../adopt/examples.ts'
import { resolveNode } from '../adopt/operations.ts'
import { toSnakeCase } from '../adopt/words.ts'
import { toCamelCase } from '../names.ts'

/** Something that a sign-in sends, and where the value comes from. */
export interface Member {
  /** As the generated request type names it. */
  readonly wire: string
  readonly description: string
  readonly source: /** The same for everybody. */
    | { readonly kind: 'constant'; readonly literal: string }
    /** Options of the client, or credentials of whoever signs in. */
    | { readonly kind: 'given'; readonly values: readonly Given[]; readonly encoded?: boolean }
    | { readonly kind: 'object'; readonly members: readonly Member[] }
    /** Must be filled in by hand. */
    | { readonly kind: 'unknown' }
}

export interface Given {
  readonly from: 'options' | 'credentials'
  /** Options can be secret too: a key of the application. */
  readonly secret?: boolean
  /** Whether somebody said that it is no secret. */
  readonly isOpen?: boolean
  readonly name: string
  /** As the document has it. */
  readonly wire: string
  readonly required: boolean
  readonly type: string
  /** How the value is checked, as code. */
  readonly rule: string
  readonly example: unknown
  /** For a scheme of two values: the member that this one is. */
  readonly part?: string
  readonly description: string
}

const reserved = new Set(
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield arguments eval options credentials context result'.split(
    ' ',
  ),
)

export function readMember(
  document: SpecNode,
  wire: string,
  node: SpecNode,
  required: boolean,
  depth = 0,
): Member | undefined {
  const schema: SpecNode = {
    ...resolveNode(document, node['allOf']?.[0] ?? node),
    ...('x-secret' in node && { 'x-secret': node['x-secret'] }),
  }
  const description = String(node['description'] ?? schema['description'] ?? '').trim()
  const values: unknown[] = schema['enum'] ?? []
  if (values.length === 1 && required) {
    return { wire, description, source: { kind: 'constant', literal: quote(values[0]) } }
  }
  if (schema['properties'] && depth < 4) return readObject(document, wire, schema, required, depth)
  const kind = kindOf(schema, values)
  // What need not be sent and cannot be asked for is not sent.
  if (!kind) return required ? { wire, description, source: { kind: 'unknown' } } : undefined
  const from = schema['x-secret'] === true ? 'credentials' : 'options'
  const given: Given = {
    from,
    secret: from === 'credentials',
    isOpen: schema['x-secret'] === false,
    name: nameOf(wire),
    wire,
    required: required === true,
    ...kind,
    example: schema['example'] ?? exampleOf(schema) ?? 'example',
    description,
  }
  return { wire, description, source: { kind: 'given', values: [given] } }
}

function readObject(
  document: SpecNode,
  wire: string,
  schema: SpecNode,
  required: boolean,
  depth: number,
): Member | undefined {
  const members = readMembers(document, schema, depth + 1)
  if (!required && !holdsSecret(members)) return undefined
  return { wire, description: String(schema['description'] ?? ''), source: { kind: 'object', members } }
}

export function readMembers(document: SpecNode, schema: SpecNode, depth = 0): Member[] {
  const required: string[] = schema['required'] ?? []
  return Object.entries<SpecNode>(schema['properties'] ?? {}).flatMap(
    ([name, node]) => readMember(document, name, node, required.includes(name), depth) ?? [],
  )
}

/** Every value that somebody gives, however deep it is sent. */
export function givenIn(members: readonly Member[]): Given[] {
  return members.flatMap(({ source }) => {
    if (source.kind === 'given') return source.values
    return source.kind === 'object' ? givenIn(source.members) : []
  })
}

/** The same members, with other values in them. */
export function changeGiven(members: readonly Member[], change: (given: Given) => Given): Member[] {
  return members.map((member): Member => {
    const { source } = member
    if (source.kind === 'object')
      return { ...member, source: { ...source, members: changeGiven(source.members, change) } }
    return source.kind === 'given' ? { ...member, source: { ...source, values: source.values.map(change) } } : member
  })
}

export function holdsSecret(members: readonly Member[]): boolean {
  return givenIn(members).some(({ secret }) => secret)
}

/**
 * Credentials in headers or in the query.
 *
 * @param others - What else is sent. Beside a person's credentials, an API key is that of the application.
 * @param isOAuth - Whether a client signs in: its name and secret are form-encoded (RFC 6749, section 2.3.1).
 */
export function readSecurity(wire: string, scheme: SpecNode, others: readonly Member[], isOAuth: boolean): Member {
  const description = String(scheme['description'] ?? '').trim()
  // A signature is made with the key, and is nobody's.
  const ofPerson = givenIn(others).some(({ from, wire }) => from === 'credentials' && !/sign?(ature)?$/i.test(wire))
  const from = scheme['type'] === 'apiKey' && ofPerson ? 'options' : 'credentials'
  const secret = (name: string, example: string, part?: string): Given => ({
    from,
    secret: true,
    name,
    wire: name,
    required: true,
    type: 'string',
    rule: "'text'",
    example,
    description,
    ...(part !== undefined && { part }),
  })
  if (scheme['type'] === 'http' && String(scheme['scheme']).toLowerCase() === 'basic') {
    const encoded = isOAuth || /client/i.test(wire)
    const [user, password] = encoded ? (['clientId', 'clientSecret'] as const) : (['username', 'password'] as const)
    const values = [secret(user, 'ada-lovelace', 'username'), secret(password, 'correct-horse', 'password')]
    return { wire, description, source: { kind: 'given', values, ...(encoded && { encoded }) } }
  }
  return { wire, description, source: { kind: 'given', values: [secret(nameOf(wire), 'key-of-the-client')] } }
}

function nameOf(wire: string): string {
  const name = toCamelCase(wire).replace(/^(?=\d|$)/, 'value')
  return reserved.has(name) ? `${name}Value` : name
}

function kindOf(schema: SpecNode, values: readonly unknown[]): { type: string; rule: string } | undefined {
  if (values.length > 0 && schema['type'] === 'string') {
    const literals = values.map(quote)
    return { type: literals.join(' | '), rule: `[${literals.join(', ')}]` }
  }
  if (values.length > 0) return undefined
  if (schema['type'] === 'string') return { type: 'string', rule: "'text'" }
  if (schema['type'] === 'boolean') return { type: 'boolean', rule: "'boolean'" }
  if (schema['type'] === 'array') {
    const isTexts = schema['items']?.type === 'string' && !schema['items'].enum
    return isTexts ? { type: 'readonly string[]', rule: "'list'" } : undefined
  }
  if (schema['type'] !== 'integer' && schema['type'] !== 'number') return undefined
  return { type: 'number', rule: "(value) => (Number.isFinite(value) ? undefined : 'a number')" }
}

/** Whether sending something twice may spend it. */
export function isOnce({ wire }: Pick<Given, 'wire'>): boolean {
  return /(^|_)(code|otp|totp|mfa|pin|tan|ticket|one_time_\w+|2fa\w*|passcode)($|_(?!challenge))/.test(
    toSnakeCase(wire),
  )
}

export function quote(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}
