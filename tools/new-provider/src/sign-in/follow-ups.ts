import { isDeepStrictEqual } from 'node:util'
import type { SpecNode } from '../../../generator/src/check-names.ts'
import { endsSession, renewsSession } from '../adopt/keep-operations.ts'
import { listOperations, resolveNode, type SpecOperation } from '../adopt/operations.ts'
import type { Presentation } from '../adopt/presentation.ts'
import { toSnakeCase, wordsOf } from '../adopt/words.ts'
import { allCookies } from '../templates/present.ts'
import { type SignIn, type Status, statusesOf, successOf } from './describe-sign-in.ts'
import { type Given, givenIn, type Member, quote, readMember, readMembers } from './members.ts'

/** A call that goes on with a session or ends it, of which everything that it sends is known. */
export interface FollowUp {
  readonly operation: string
  readonly parameters: readonly Member[]
  readonly body: readonly Member[] | undefined
  readonly statuses: readonly Status[]
}

/** What an adapter has when it renews or ends a session: no credentials. */
interface Held {
  readonly options: readonly Given[]
  readonly presentation: Presentation
  readonly hasRefreshToken: boolean
}

/** The call that takes a refresh token and answers as the sign-in does. `undefined`: none is as plain as that. */
export function describeRenewal(document: SpecNode, signIn: SignIn, held: Held): FollowUp | undefined {
  if (!held.hasRefreshToken || !signIn.success?.schema) return undefined
  const operations = listOperations(document)
  const own = operations.find(({ id }) => id === signIn.operation)
  if (!own) return undefined
  const others = operations.filter((place) => place !== own && renewsSession(place))
  for (const place of [...others, own]) {
    const { success, followUp } = describe(document, place, held, ['refreshToken'])
    const answersAlike = isDeepStrictEqual(
      [success?.status, success?.schema],
      [signIn.success.status, signIn.success.schema],
    )
    if (followUp && answersAlike && sends(followUp, /^refreshToken$/)) return followUp
  }
  return undefined
}

/** The call that ends a session, where the token is all that it takes. */
export function describeSignOut(document: SpecNode, signIn: SignIn, held: Held): FollowUp | undefined {
  const operations = listOperations(document)
  const own = operations.find(({ id }) => id === signIn.operation)
  for (const place of operations) {
    if (!own || place === own || !endsSession(place, own)) continue
    // Whoever signs out here stays signed in elsewhere.
    if (wordsOf(`${place.path} ${place.id}`).includes('all')) continue
    const { followUp } = describe(document, place, held, ['refreshToken ?? accessToken', 'accessToken'])
    if (followUp && sends(followUp, /^refreshToken|accessToken/)) return followUp
  }
  return undefined
}

/** Whether something that is sent comes from the session. */
function sends({ parameters, body = [] }: FollowUp, code: RegExp): boolean {
  const look = (members: readonly Member[]): boolean =>
    members.some(({ source }) => {
      if (source.kind === 'object') return look(source.members)
      return source.kind === 'constant' && code.test(source.literal)
    })
  return look([...parameters, ...body])
}

/** @param plain - What a member that is called `token` and no more is filled with: the first that there is. */
function describe(
  document: SpecNode,
  { id, item, operation }: SpecOperation,
  held: Held,
  plain: readonly string[],
): { success: SignIn['success']; followUp: FollowUp | undefined } {
  const success = successOf(document, operation)
  const [media] = Object.values<SpecNode>(operation['requestBody']?.content ?? {})
  const schema = media && resolveNode(document, media['schema'] ?? {})
  const given = schema?.['oneOf'] || schema?.['x-variants'] ? undefined : schema && readMembers(document, schema)
  const parameters = [...(item['parameters'] ?? []), ...(operation['parameters'] ?? [])].flatMap((node: SpecNode) => {
    const parameter = resolveNode(document, node)
    const its = resolveNode(document, parameter['schema'] ?? {})
    const member = readMember(document, parameter['name'], its, parameter['required'] === true)
    // What stands before a token in a header is told in words only.
    if (member && parameter['in'] === 'header' && /token|jwt|authorization/i.test(parameter['name'])) {
      return { ...member, source: { kind: 'unknown' as const } }
    }
    return member ?? []
  })
  const security = securityMembers(document, operation, held)
  const names = givenIn([...parameters, ...(given ?? [])]).map(({ wire }) => toSnakeCase(wire))
  const fill = (members: readonly Member[]): Member[] | undefined => fillIn(members, held, plain, names)
  const [sent, body] = [fill(parameters), given && fill(given)]
  // A call to another server takes its URL, too.
  if (operation['servers'] || !security || !sent || (schema && !body)) return { success, followUp: undefined }
  return {
    success,
    followUp: { operation: id, parameters: [...security, ...sent], body, statuses: statusesOf(operation) },
  }
}

/** The credentials of a call, made of the session alone. `undefined`: it takes others. */
function securityMembers(document: SpecNode, operation: SpecNode, held: Held): Member[] | undefined {
  const schemes: SpecNode = document['components']?.securitySchemes ?? {}
  const ways: SpecNode[] = operation['security'] ?? document['security'] ?? []
  const possible = ways.map((way) => Object.keys(way).map((name) => credential(name, schemes[name] ?? {}, held)))
  const able = possible.filter((members): members is Member[] => members.every((member) => member !== undefined))
  // Without credentials only where nothing else is possible.
  return ways.length === 0 ? [] : able.sort((a, b) => b.length - a.length)[0]
}

function credential(name: string, scheme: SpecNode, { options, presentation }: Held): Member | undefined {
  const own = options.find((option) => option.secret && option.wire === name)
  if (own) return constant(name, own.name)
  // A credential of renewals only.
  if (/refresh/i.test(`${name} ${scheme['description'] ?? ''}`)) return undefined
  const isBearer = scheme['type'] === 'http' && String(scheme['scheme']).toLowerCase() === 'bearer'
  if (isBearer) return constant(name, 'accessToken')
  const { type, name: place, prefix } = presentation
  const isSame = String(scheme['name']).toLowerCase() === (place || 'cookie').toLowerCase()
  if (scheme['type'] !== 'apiKey' || !isSame) return undefined
  if (type === 'cookie' && !place) return constant(name, allCookies)
  // The header `Cookie` holds the name, too.
  const start = type === 'cookie' && scheme['in'] === 'header' && place ? `${place}=` : prefix
  return constant(name, start ? `\`${start.replaceAll(/[`$\\]/g, '\\$&')}\${accessToken}\`` : 'accessToken')
}

function fillIn(
  members: readonly Member[],
  held: Held,
  plain: readonly string[],
  names: readonly string[],
): Member[] | undefined {
  const filled: Member[] = []
  for (const member of members) {
    const { wire, source } = member
    if (source.kind === 'constant') {
      filled.push(member)
      continue
    }
    const inner = source.kind === 'object' ? fillIn(source.members, held, plain, names) : undefined
    if (source.kind === 'object' && inner) {
      filled.push({ ...member, source: { kind: 'object', members: inner } })
      continue
    }
    const [value] = source.kind === 'given' ? source.values : []
    const code = value && codeFor(value, held, plain, names)
    if (code !== undefined) filled.push(constant(wire, code))
    else if (value?.required !== false) return undefined
  }
  return filled
}

function codeFor(
  { wire, name, type, from }: Given,
  held: Held,
  plain: readonly string[],
  names: readonly string[],
): string | undefined {
  const snake = toSnakeCase(wire)
  if (type === 'string' && /^refresh(_?token)?$/.test(snake)) return held.hasRefreshToken ? 'refreshToken' : undefined
  if (type === 'string' && /^access_?token$/.test(snake)) return 'accessToken'
  if (type === 'string' && /^(token|jwt)$/.test(snake)) {
    // Beside a refresh token it is the other one.
    if (names.some((other) => /^refresh(_?token)?$/.test(other))) return 'accessToken'
    return held.hasRefreshToken ? plain[0] : plain.find((code) => !code.includes('refreshToken'))
  }
  if (snake === 'grant_type' && (type === 'string' || type.includes("'refresh_token'"))) return quote('refresh_token')
  // An option of that name would be hidden by the session's.
  if (name === 'accessToken' || name === 'refreshToken') return undefined
  const own = held.options.find((option) => option.name === name && from === 'options')
  return own && own.type === type ? own.name : undefined
}

function constant(wire: string, literal: string): Member {
  return { wire, description: '', source: { kind: 'constant', literal } }
}
