import type { SpecNode } from '../check-names.ts'
import { commentText } from '../comments.ts'
import { type Document, resolve } from './document.ts'
import { literal, objectLiteral, unionOf } from './literal.ts'

interface Scheme {
  readonly name: string
  readonly type: string
  readonly text: string
  readonly code: string
  /** Core sends it as a parameter, which few documents need. */
  readonly isCookie?: boolean
  /** What of a request it fills: two in one request would replace each other. */
  readonly slot: string
}

export interface Security {
  readonly schemes: readonly Scheme[]
  /** Members that every request has or may have. Empty where there are alternatives. */
  readonly members: string
  /** One type for each way to call, where there are several: exactly one is used. */
  readonly alternatives: readonly string[]
}

/** Who may call: entries of `security` are alternatives, and the names in one entry go together. */
export function readSecurity(document: Document, operation: SpecNode, where: string): Security {
  const security: SpecNode[] = operation['security'] ?? document.root['security'] ?? []
  const ways = [...new Map(security.map((entry) => [Object.keys(entry).sort().join(), Object.keys(entry)])).values()]
  const schemes = [...new Set(ways.flat())].map((name) => readScheme(document, name, where))
  const named = (names: readonly string[]): Scheme[] => schemes.filter(({ name }) => names.includes(name))
  for (const way of ways) checkSlots(named(way), where)
  const real = ways.filter((way) => way.length > 0)
  const optional = real.length < ways.length
  if (real.length <= 1) {
    return { schemes, members: schemes.map((scheme) => memberOf(scheme, optional)).join('\n'), alternatives: [] }
  }
  const alternatives = ways.map((way) =>
    schemes.map((scheme) => (way.includes(scheme.name) ? memberOf(scheme, false) : absent(scheme))).join('\n'),
  )
  return { schemes, members: '', alternatives: alternatives.map((members) => `{\n${members}\n}`) }
}

function memberOf({ name, type, text }: Scheme, optional: boolean): string {
  return `/** ${text} */\nreadonly ${literal(name)}${optional ? '?' : ''}: ${type}${optional ? ' | undefined' : ''}`
}

function absent({ name }: Scheme): string {
  return `readonly ${literal(name)}?: undefined`
}

function checkSlots(schemes: readonly Scheme[], where: string): void {
  for (const [index, { name, slot }] of schemes.entries()) {
    const other = schemes.slice(0, index).find((scheme) => scheme.slot === slot)
    if (other) throw new Error(`${where}: \`${other.name}\` and \`${name}\` both set the ${slot}: leave one out`)
  }
}

function readScheme(document: Document, name: string, where: string): Scheme {
  const schemes: SpecNode = document.root['components']?.securitySchemes ?? {}
  const at = `${where}: the security scheme \`${name}\``
  if (!Object.hasOwn(schemes, name)) throw new Error(`${at} is not among the components`)
  const scheme = resolve(document.root, schemes[name], at)
  const from = ['from', literal(name)] as const
  const kind = scheme['type'] === 'http' ? String(scheme['scheme']).toLowerCase() : String(scheme['type'])
  const slot = 'header `authorization`'
  if (kind === 'basic') {
    const type = '{ readonly username: string; readonly password: string }'
    const text = 'User name and password for `Authorization: Basic`.'
    return { name, type, text, slot, code: objectLiteral([['type', literal('basic')], from]) }
  }
  // An access token is presented so, whatever issued it: RFC 6750, section 2.1.
  if (['bearer', 'oauth2', 'openidconnect'].includes(kind.toLowerCase())) {
    const text = 'Token for `Authorization: Bearer`.'
    return { name, type: 'string', text, slot, code: objectLiteral([['type', literal('bearer')], from]) }
  }
  if (kind === 'apiKey') return readKey(scheme, name, at)
  throw new Error(`${at} is of the kind ${kind}, which cannot be sent: leave it out, or sign requests by hand`)
}

const places: Readonly<Record<string, string>> = { header: 'header', query: 'query parameter', cookie: 'cookie' }

function readKey(scheme: SpecNode, name: string, at: string): Scheme {
  const wire = String(scheme['name'])
  const place = String(scheme['in'])
  const words = places[place]
  if (!words) throw new Error(`${at} must be in header, query or cookie`)
  if (place !== 'query' && !/^[\w!#$%&'*+.^`|~-]+$/.test(wire)) {
    throw new Error(`${at}: no ${place} can be called ${JSON.stringify(wire)}`)
  }
  const isCookie = place === 'cookie'
  return {
    name,
    type: 'string',
    isCookie,
    text: `Value of the ${words} \`${commentText(wire)}\`.`,
    slot: `${words} \`${place === 'header' ? wire.toLowerCase() : wire}\``,
    code: objectLiteral([
      [isCookie ? 'in' : 'type', literal(place)],
      ['name', literal(wire)],
      ['from', literal(name)],
      ...(isCookie
        ? ([
            ['secret', 'true'],
            ['write', 'cookie'],
          ] as const)
        : []),
    ]),
  }
}

/** The type of a request whose callers have a choice. */
export function alternativesOf({ alternatives }: Security): string {
  return alternatives.length > 0 ? ` & (${unionOf(alternatives)})` : ''
}
