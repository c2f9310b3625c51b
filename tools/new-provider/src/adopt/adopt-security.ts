import type { SpecNode } from '../../../generator/src/check-names.ts'
import { sentMembers } from '../sign-in/sent-members.ts'
import { Refusal } from '../source/refusal.ts'
import type { Adoption } from './adoption.ts'
import { isSecretName } from './is-secret-name.ts'
import { pointerOf, type SpecOperation } from './operations.ts'
import type { SchemaReader } from './schemas/schema-reader.ts'

type Way = Readonly<Record<string, unknown>>

/** Leaves the ways to show who calls that generated code can send, those first that a skeleton has the values for. */
export function adoptSecurity(
  adoption: Adoption,
  place: SpecOperation,
  { written: schemas }: SchemaReader,
  isSignIn: boolean,
): void {
  const { document, note } = adoption
  const { id, operation } = place
  const schemes: SpecNode = document['components']?.securitySchemes ?? {}
  const sendsSecret = sentMembers({ components: { schemas } }, operation).some((name) => isSecretName(name))
  const canSend = (name: string): boolean => canSendNow(schemes[name] ?? {}, sendsSecret)
  const security = wantedSecurity(adoption, place, isSignIn ? canSend : undefined, sendsSecret)
  const ways = security.filter((way) => Object.keys(way).length > 0)
  const possible = ways.filter((way) => isSendable(Object.keys(way), schemes))
  const optional = ways.length < security.length
  const wasOptional = operation['x-security-optional'] === true
  delete operation['security']
  delete operation['x-security-optional']
  if (possible.length === 0 && ways.length > 0 && !optional && isSignIn) throw cannotSend(place, ways, schemes)
  const lost = ways.filter((way) => !possible.includes(way)).map(wordsFor)
  if (lost.length > 0) note(`${id}: left out ${lost.join(' and ')}, which generated code cannot send`)
  const kept = distinctWays(isSignIn ? [...possible].sort(by((way) => Object.keys(way).every(canSend))) : possible)
  if (kept.length > 1) note(`${id}: can be called with ${kept.map(wordsFor).join(' or ')}: the first is taken`)
  leaveOutTwins(adoption, place, new Set(kept.flatMap((way) => Object.keys(way))), schemes)
  operation['security'] = optional && kept.length > 0 ? [...kept, {}] : kept
  if (!optional || kept.length === 0) return
  operation['x-security-optional'] = true
  if (!wasOptional) note(`${id}: may be called without credentials (\`x-security-optional\`)`)
}

/**
 * What an operation asks for. A sign-in that only inherits it is called without the token that it brings, and with
 * what goes together with that, such as a key of the application.
 */
function wantedSecurity(
  { document, note }: Adoption,
  { id, operation }: SpecOperation,
  canSend: ((name: string) => boolean) | undefined,
  sendsSecret: boolean,
): Way[] {
  const inherited: Way[] = document['security'] ?? []
  if (operation['security'] || !canSend) return operation['security'] ?? inherited
  const whole = inherited.filter((way) => Object.keys(way).every(canSend))
  if (whole.length === inherited.length) return inherited
  const parts = inherited
    .filter((way) => !whole.includes(way) && Object.keys(way).some(canSend))
    .map((way) => Object.fromEntries(Object.entries(way).filter(([name]) => canSend(name))))
  const wanted = sendsSecret ? parts : [...whole, ...parts]
  const names = wanted.flatMap((way) => Object.keys(way))
  const dropped = [...new Set(inherited.flatMap((way) => Object.keys(way)))].filter((name) => !names.includes(name))
  note(
    `${id}: is called without ${dropped.map(quote).join(', ')}, which the document asks for everywhere: it brings a token`,
  )
  return wanted
}

/** Scopes belong to schemes that are bearer tokens now: ways that differ in them only are one. */
function distinctWays(ways: readonly Way[]): SpecNode[] {
  const bare = ways.map((way) => Object.fromEntries(Object.keys(way).map((name) => [name, []])))
  return [...new Map(bare.map((way) => [Object.keys(way).sort().join(), way])).values()]
}

/** A parameter that is a credential, too, would be sent twice. */
function leaveOutTwins(
  { note }: Adoption,
  { id, operation }: SpecOperation,
  names: Set<string>,
  schemes: SpecNode,
): void {
  const places = new Set([...names].map((name) => placeOf(schemes[name] ?? {})))
  const parameters: SpecNode[] = operation['parameters'] ?? []
  const others = parameters.filter(({ in: location, name }) => !places.has(placeOf({ in: location, name })))
  if (others.length === parameters.length) return
  for (const { in: location, name } of parameters.filter((parameter) => !others.includes(parameter))) {
    note(`${id}: left out the ${location} parameter \`${name}\`: its security says what that holds`)
  }
  operation['parameters'] = others
}

/** What of a request a credential fills. */
function placeOf({ in: location, name }: SpecNode): string {
  if (location === undefined) return 'header authorization'
  return `${location} ${location === 'header' ? String(name).toLowerCase() : name}`
}

/** Whether somebody who has not signed in yet can have what is asked for: a key of the application, and no token. */
function canSendNow({ type, scheme, in: location, name }: SpecNode, sendsSecret: boolean): boolean {
  if (type === 'apiKey') return location !== 'cookie' && !/auth|token|session|cookie/i.test(String(name))
  return String(scheme).toLowerCase() === 'basic' && !sendsSecret
}

function isSendable(names: readonly string[], schemes: SpecNode): boolean {
  const places = names.map((name) => placeOf(schemes[name] ?? {}))
  return new Set(places).size === places.length && names.every((name) => isSendableScheme(schemes[name]))
}

function isSendableScheme(scheme: SpecNode | undefined): boolean {
  if (!scheme) return false
  if (scheme['type'] === 'apiKey') return ['header', 'query', 'cookie'].includes(scheme['in'])
  if (scheme['type'] === 'http') return ['basic', 'bearer'].includes(String(scheme['scheme']).toLowerCase())
  return scheme['type'] === 'oauth2' || scheme['type'] === 'openIdConnect'
}

function cannotSend(place: SpecOperation, ways: readonly Way[], schemes: SpecNode): Refusal {
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

function by(isFirst: (way: Way) => boolean): (a: Way, b: Way) => number {
  return (a, b) => Number(isFirst(b)) - Number(isFirst(a))
}

function wordsFor(way: Way): string {
  return quote(Object.keys(way).join(' and '))
}

function quote(name: string): string {
  return `\`${name}\``
}
