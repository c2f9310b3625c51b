import type { SpecNode } from '../../../generator/src/check-names.ts'
import { findToken } from '../sign-in/find-token.ts'
import { sentMembers } from '../sign-in/sent-members.ts'
import { Refusal } from '../source/refusal.ts'
import type { Adoption } from './adoption.ts'
import { isSecretName, isTokenHeader } from './is-secret-name.ts'
import { pointerOf, type SpecOperation } from './operations.ts'
import type { SchemaReader } from './schemas/schema-reader.ts'

/** What the API takes a token by, as the document has it. */
export interface Presentation {
  readonly type: 'bearer' | 'header' | 'query' | 'cookie'
  /** Of the header, query parameter or cookie. */
  readonly name: string
  /** Before the token, such as `Bearer `. */
  readonly prefix: string
  readonly isDeclared: boolean
}

/** Leaves one way per operation to show who calls, in a form that generated code can send. */
export function adoptSecurity(
  { document, note }: Adoption,
  place: SpecOperation,
  { written: schemas }: SchemaReader,
  isSignIn: boolean,
): void {
  const { id, operation } = place
  const sendsSecret = sentMembers({ components: { schemas } }, operation).some((name) => isSecretName(name))
  const schemes: SpecNode = document['components']?.securitySchemes ?? {}
  const own: SpecNode[] | undefined = operation['security']
  const inherited: SpecNode[] = document['security'] ?? []
  let security = own ?? inherited
  const now = inherited.filter((way) => canSendNow(way, schemes, sendsSecret))
  if (!own && isSignIn && now.length < inherited.length) {
    note(`${id}: is not called with a token, as the whole document is: it brings one`)
    security = sendsSecret ? [] : now
  }
  const ways = security.filter((way) => Object.keys(way).length > 0)
  const possible = ways.filter((way) => Object.keys(way).every((name) => isSendable(schemes[name])))
  const optional = ways.length < security.length
  const [first] = possible
  const wasOptional = operation['x-security-optional'] === true
  delete operation['security']
  delete operation['x-security-optional']
  if (!first) {
    if (ways.length > 0 && !optional && isSignIn) throw cannotSend(place, ways, schemes)
    operation['security'] = []
    return
  }
  if (ways.length > 1) note(`${id}: is called with \`${Object.keys(first).join(' and ')}\`, the first of several ways`)
  // Scopes belong to schemes that are bearer tokens now.
  const bare = Object.fromEntries(Object.keys(first).map((name) => [name, []]))
  operation['security'] = optional ? [bare, {}] : [bare]
  if (!optional) return
  operation['x-security-optional'] = true
  if (!wasOptional) note(`${id}: may be called without credentials (\`x-security-optional\`)`)
}

/**
 * A token endpoint (RFC 6749) that describes no secret takes the client's by Basic, as section 2.3.1 says that each must.
 */
export function assumeClientBasic(
  { document, note }: Adoption,
  { id, operation }: SpecOperation,
  { written: schemas }: SchemaReader,
): void {
  const names = sentMembers({ components: { schemas } }, operation)
  const isOAuth =
    names.includes('grant_type') && !names.some((name) => isSecretName(name) && !/code|refresh/.test(name))
  if (!isOAuth || (operation['security'] ?? []).some((way: SpecNode) => Object.keys(way).length > 0)) return
  const { securitySchemes } = document['components']
  document['components'].securitySchemes = { ...securitySchemes, clientBasic: { type: 'http', scheme: 'basic' } }
  operation['security'] = [{ clientBasic: [] }]
  delete operation['x-security-optional']
  note(`${id}: describes no secret of the client: took Basic for it (RFC 6749, section 2.3.1)`)
}

/** A session that calls carry in a cookie comes in one, though documents seldom say so. */
export function assumeCookie(
  { note }: Adoption,
  { id, operation }: SpecOperation,
  { written: schemas }: SchemaReader,
  { type, name }: Presentation,
): void {
  const successes = Object.entries<SpecNode>(operation['responses']).filter(([status]) => status.startsWith('2'))
  const [first] = successes
  const brings = successes.some(([, { content, headers }]) => {
    const [media] = Object.values<SpecNode>(content ?? {})
    return findToken({ components: { schemas } }, media?.['schema']) || Object.keys(headers ?? {}).some(isTokenHeader)
  })
  if (type !== 'cookie' || brings || !first) return
  const [, response] = first
  const cookie = { description: `The cookie \`${name}\`.`, 'x-secret': true, schema: { type: 'string' } }
  response['headers'] = { ...response['headers'], 'Set-Cookie': cookie }
  note(`${id}: brings the cookie \`${name}\`, in which calls carry a session: the document does not say where from`)
}

/** Tokens of whatever kind are sent as bearer tokens are. */
export function adoptSchemes({ document, note }: Adoption, used: ReadonlySet<string>): void {
  const schemes: SpecNode = document['components']?.securitySchemes ?? {}
  for (const [name, scheme] of Object.entries<SpecNode>(schemes)) {
    if (!used.has(name)) {
      delete schemes[name]
      note('left out security schemes that nothing uses')
      continue
    }
    const { type, description, scheme: kind, in: location, name: header } = scheme
    const words = description ? { description: String(description) } : {}
    if (type === 'apiKey') schemes[name] = { type, in: location, name: header, ...words }
    else if (String(kind).toLowerCase() === 'basic') schemes[name] = { type: 'http', scheme: 'basic', ...words }
    else {
      if (type !== 'http') note(`took the scheme \`${name}\` (${type}) for a bearer token`)
      schemes[name] = { type: 'http', scheme: 'bearer', ...words }
    }
  }
  if (Object.keys(schemes).length === 0) delete document['components']?.securitySchemes
}

/** How calls of the API carry a token: by what most of its operations ask for. */
export function presentationOf(document: SpecNode, asked: readonly (readonly SpecNode[])[]): Presentation {
  const schemes: SpecNode = document['components']?.securitySchemes ?? {}
  const counts = new Map<string, number>()
  for (const security of asked) {
    for (const name of new Set(security.flatMap((way) => Object.keys(way)))) {
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  for (const name of Object.keys(schemes)) if (!counts.has(name)) counts.set(name, 0)
  const found = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name]) => presentationBy(schemes[name] ?? {}))
    .filter((presentation) => presentation !== undefined)
  // A header can be sent anywhere, where a document allows several ways.
  const order = ['bearer', 'header', 'cookie', 'query']
  const most = found.sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))[0]
  return most ?? { type: 'bearer', name: 'authorization', prefix: 'Bearer ', isDeclared: false }
}

function presentationBy({ type, scheme, in: location, name, description }: SpecNode): Presentation | undefined {
  if (type === 'oauth2' || type === 'openIdConnect' || String(scheme).toLowerCase() === 'bearer') {
    return { type: 'bearer', name: 'authorization', prefix: 'Bearer ', isDeclared: true }
  }
  if (type !== 'apiKey' || typeof name !== 'string') return undefined
  if (location === 'cookie') return { type: 'cookie', name, prefix: '', isDeclared: true }
  if (location === 'query') return { type: 'query', name, prefix: '', isDeclared: true }
  const [, told] = /\b(Bearer|Token|JWT|OAuth)\b[ :]+[`'"<{[(]*\w/i.exec(String(description ?? '')) ?? []
  const isAuthorization = name.toLowerCase() === 'authorization'
  const prefix = isAuthorization && told ? `${told} ` : ''
  return { type: 'header', name: name.toLowerCase(), prefix, isDeclared: true }
}

/** Whether somebody who has not signed in yet can have what is asked for: a key of the application, and no token. */
function canSendNow(way: SpecNode, schemes: SpecNode, sendsSecret: boolean): boolean {
  return Object.keys(way).every((name) => {
    const { type, scheme, in: location, name: header } = schemes[name] ?? {}
    if (type === 'apiKey') return location !== 'cookie' && !/auth|token|session/i.test(String(header))
    return String(scheme).toLowerCase() === 'basic' && !sendsSecret
  })
}

function isSendable(scheme: SpecNode | undefined): boolean {
  if (!scheme) return false
  if (scheme['type'] === 'apiKey') return ['header', 'query', 'cookie'].includes(scheme['in'])
  if (scheme['type'] === 'http') return ['basic', 'bearer'].includes(String(scheme['scheme']).toLowerCase())
  return scheme['type'] === 'oauth2' || scheme['type'] === 'openIdConnect'
}

function cannotSend(place: SpecOperation, ways: readonly SpecNode[], schemes: SpecNode): Refusal {
  const told = ways
    .flatMap((way) => Object.keys(way))
    .map(
      (name) => `\`${name}\` (${schemes[name]?.scheme ?? schemes[name]?.in ?? schemes[name]?.type ?? 'not described'})`,
    )
  return new Refusal(
    [...pointerOf(place), 'security'],
    `\`${place.id}\` asks for ${[...new Set(told)].join(' or ')}, which generated code cannot send: it sends basic, bearer, and keys`,
  )
}
