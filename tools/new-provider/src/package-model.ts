import type { SpecNode } from '../../generator/src/check-names.ts'
import type { Servers } from './adopt/adopt-servers.ts'
import type { Adopted } from './adopt/adopt-spec.ts'
import { fitsScalar } from './adopt/examples.ts'
import { resolveNode } from './adopt/operations.ts'
import type { Presentation } from './adopt/presentation.ts'
import { type Names, toCamelCase } from './names.ts'
import { readServerOptions } from './server-options.ts'
import { describeSignIn, type SignIn } from './sign-in/describe-sign-in.ts'
import { type Expiry, findExpiry } from './sign-in/expiry.ts'
import { describeRenewal, describeSignOut, type FollowUp } from './sign-in/follow-ups.ts'
import { changeGiven, type Given, givenIn, isOnce, type Member } from './sign-in/members.ts'
import { namePerson } from './sign-in/name-person.ts'
import { requireSecret } from './sign-in/require-secret.ts'
import { exampleBody, listScalars, type SuccessMember } from './sign-in/success-members.ts'
import { findTokenSource, type TokenSource } from './sign-in/token-source.ts'

/** What the templates are filled with. */
export interface PackageModel {
  readonly names: Names
  readonly signIn: SignIn
  readonly presentation: Presentation
  readonly servers: Servers
  /** What the document's own URL has after the host. */
  readonly serverPath: string
  /** The provider's own options, and what whoever signs in gives. Names that occur twice are one. */
  readonly options: readonly Given[]
  /** Those of them that are in the URL of the server. */
  readonly serverOptions: readonly Given[]
  /** Where credentials have several forms, those of the first. */
  readonly credentials: readonly Given[]
  readonly forms: readonly CredentialForm[]
  /** What a success says beside the token. */
  readonly session: readonly SessionMember[]
  /** The members of a success that hold the tokens and their lifetime, where their names tell. */
  readonly accessToken: TokenSource | undefined
  readonly refreshToken: SuccessMember | undefined
  readonly expiry: Expiry | undefined
  /** The calls that renew and end a session, where they are plain. */
  readonly renewal: FollowUp | undefined
  readonly signOut: FollowUp | undefined
  /** A success that a server could send. */
  readonly example: Example
}

export interface Example {
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

/** One kind of credentials, where there are several. */
export interface CredentialForm {
  readonly pascal: string
  readonly credentials: readonly Given[]
  readonly members: readonly Member[]
}

export interface SessionMember {
  readonly member: SuccessMember
  readonly name: string
  readonly type: string
  readonly description: string
}

const shared =
  'credentials store identity authBaseUrl apiBaseUrl origins headers fetch clock random waitUntil timing retry onStoreFailure onEvent'

export function createModel(names: Names, { document, signIn: id, presentation, servers }: Adopted): PackageModel {
  const described = describeSignIn(document, id)
  requireSecret(described)
  const signIn = apart(namePerson(described))
  const fixed = givenIn([...signIn.parameters, ...(signIn.body ?? [])])
  const varying = signIn.variants.flatMap(({ members }) => givenIn(members))
  // Where users say where it is, they say all of it.
  const serverOptions = servers.hasHost ? readServerOptions(document) : []
  const forms = signIn.variants.map(({ pascal, members }) => ({
    pascal,
    members,
    credentials: needed(distinct([...fixed, ...givenIn(members)].filter(({ from }) => from === 'credentials'))),
  }))
  const inAll = (name: string): boolean =>
    signIn.variants.every(({ members }) => givenIn(members).some((given) => given.name === name && given.required))
  const options = distinct([
    ...fixed.filter(({ from }) => from === 'options'),
    ...varying.filter(({ from }) => from === 'options').map((given) => ({ ...given, required: inAll(given.name) })),
    ...serverOptions,
  ])
  const { success } = signIn
  const scalars = success?.schema ? listScalars(document, success.schema) : []
  const accessToken = findTokenSource(document, success, scalars, presentation)
  const inBody = accessToken?.kind === 'body' ? accessToken.member : undefined
  const expiry = findExpiry(scalars, inBody)
  const refreshToken = scalars.find(
    ({ path, schema }) => /^refresh_?token$/i.test(path.at(-1) ?? '') && schema['type'] === 'string',
  )
  const presented = presentationFor(accessToken, presentation)
  const held = { options, presentation: presented, hasRefreshToken: refreshToken !== undefined }
  return {
    names,
    signIn,
    presentation: presented,
    servers,
    serverPath: String(document['servers']?.[0]?.url ?? '/').replace(/^[a-z]+:\/\/[^/]*/i, ''),
    options,
    serverOptions,
    credentials: forms[0]?.credentials ?? needed(distinct(fixed.filter(({ from }) => from === 'credentials')), options),
    forms,
    session: sessionOf(scalars, inBody, expiry),
    accessToken,
    refreshToken,
    expiry,
    renewal: inBody && describeRenewal(document, signIn, held),
    signOut: accessToken && describeSignOut(document, signIn, held),
    example: exampleOfSuccess(document, success, accessToken, expiry),
  }
}

/** A session in a cookie goes back as one. */
function presentationFor(source: TokenSource | undefined, declared: Presentation): Presentation {
  if (source?.kind !== 'cookie' || source.name === undefined || declared.isDeclared) return declared
  return { type: 'cookie', name: source.name, prefix: '', isDeclared: true }
}

function exampleOfSuccess(
  document: SpecNode,
  success: SignIn['success'],
  source: TokenSource | undefined,
  expiry: Expiry | undefined,
): Example {
  const status = Number(success?.status ?? 200)
  const schema = source?.kind === 'body' ? source.member.schema : {}
  const wanted = 'an-access-token'.padEnd(schema['minLength'] ?? 0, 'x')
  const token =
    schema['type'] === undefined || fitsScalar(schema, wanted) ? wanted : String(schema['example'] ?? wanted)
  const headers: Record<string, string> = {}
  if (source?.kind === 'header') headers[source.name] = source.isBearer ? `Bearer ${token}` : token
  if (source?.kind === 'cookie') headers[source.header] = `${source.name || 'session'}=${token}; Path=/; HttpOnly`
  if (success?.isText) headers['content-type'] = 'text/plain'
  if (!success?.schema) return { status, body: null, headers }
  const placed = new Map<string, unknown>()
  if (source?.kind === 'body') placed.set(source.member.path.join('/'), token)
  if (expiry?.member) placed.set(expiry.member.path.join('/'), expiry.example)
  const body = exampleBody(document, resolveNode(document, success.schema), placed)
  return { status, body: typeof body === 'string' && !success.isText ? JSON.stringify(body) : body, headers }
}

/** An option that every provider has with another meaning gets a name of its own. */
function apart(signIn: SignIn): SignIn {
  const given = (it: Given): Given =>
    it.from === 'options' && shared.split(' ').includes(it.name)
      ? { ...it, name: `sent${it.name.charAt(0).toUpperCase()}${it.name.slice(1)}` }
      : it
  return {
    ...signIn,
    parameters: changeGiven(signIn.parameters, given),
    ...(signIn.body && { body: changeGiven(signIn.body, given) }),
    variants: signIn.variants.map((variant) => ({ ...variant, members: changeGiven(variant.members, given) })),
  }
}

function distinct(values: readonly Given[]): Given[] {
  const byName = new Map<string, Given>()
  for (const value of values) {
    const before = byName.get(value.name)
    byName.set(value.name, { ...value, ...before, required: value.required || before?.required === true })
  }
  // What must be given comes first.
  return [...byName.values()].sort((a, b) => Number(b.required) - Number(a.required))
}

/** Where a document does not say what is required, a sign-in without any secret is not what it means. */
function needed(credentials: readonly Given[], options: readonly Given[] = []): readonly Given[] {
  if ([...credentials, ...options].some(({ required, secret }) => required && secret)) return credentials
  const usual = credentials.filter(({ wire }) => !isOnce({ wire }) && !/refresh/i.test(wire))
  const most = usual.filter(({ name }) => /user|login|mail|password|client_?secret|api_?key|access_?key/i.test(name))
  const wanted = most.length > 0 ? most : (usual.length > 0 ? usual : credentials).slice(0, 1)
  return credentials
    .map((given) => (wanted.includes(given) ? { ...given, required: true } : given))
    .sort((a, b) => Number(b.required) - Number(a.required))
}

/** What is beside the token, and not what is in other objects: that may be anything about the account. */
function sessionOf(
  scalars: readonly SuccessMember[],
  accessToken: SuccessMember | undefined,
  expiry: Expiry | undefined,
): SessionMember[] {
  const types: Record<string, string> = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean' }
  const holder = accessToken?.path.slice(0, -1).join('/') ?? ''
  const named = new Map<string, SessionMember>()
  for (const member of scalars) {
    const { path, schema } = member
    const beside = path.slice(0, -1).join('/') === holder
    const type = types[schema['type']]
    if (!beside || type === undefined || schema['x-secret'] === true) continue
    if (member === accessToken || member === expiry?.member) continue
    const name = toCamelCase(path.at(-1) ?? '').replace(/^(?=\d|$)/, 'value')
    const description = String(schema['description'] ?? '').trim()
    if (!named.has(name)) named.set(name, { member, name, type, description })
  }
  return [...named.values()]
}
