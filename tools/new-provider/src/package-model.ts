import type { SpecNode } from '../../generator/src/check-names.ts'
import type { Presentation } from './adopt/adopt-security.ts'
import type { Servers } from './adopt/adopt-servers.ts'
import type { Adopted } from './adopt/adopt-spec.ts'
import { fitsScalar } from './adopt/examples.ts'
import { resolveNode } from './adopt/operations.ts'
import { type Names, toCamelCase } from './names.ts'
import { readServerOptions } from './server-options.ts'
import { describeSignIn, type SignIn } from './sign-in/describe-sign-in.ts'
import { type Expiry, findExpiry } from './sign-in/expiry.ts'
import { findToken } from './sign-in/find-token.ts'
import { changeGiven, type Given, givenIn, isOnce, type Member } from './sign-in/members.ts'
import { requireSecret } from './sign-in/require-secret.ts'
import { exampleBody, listScalars, type SuccessMember } from './sign-in/success-members.ts'

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
  readonly accessToken: SuccessMember | undefined
  readonly refreshToken: SuccessMember | undefined
  readonly expiry: Expiry | undefined
  /** A success that a server could send. */
  readonly example: { readonly status: number; readonly token: string; readonly body: unknown }
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
  const signIn = apart(describeSignIn(document, id))
  requireSecret(signIn)
  const fixed = givenIn([...signIn.parameters, ...(signIn.body ?? [])])
  const varying = signIn.variants.flatMap(({ members }) => givenIn(members))
  const serverOptions = readServerOptions(document)
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
  const scalars = success ? listScalars(document, success.schema) : []
  const accessToken = tokenIn(document, success?.schema, scalars)
  const expiry = findExpiry(scalars, accessToken)
  return {
    names,
    signIn,
    presentation,
    servers,
    serverPath: String(document['servers']?.[0]?.url ?? '/').replace(/^[a-z]+:\/\/[^/]*/i, '') || '/',
    options,
    serverOptions,
    credentials: forms[0]?.credentials ?? needed(distinct(fixed.filter(({ from }) => from === 'credentials')), options),
    forms,
    session: sessionOf(scalars, accessToken, expiry),
    accessToken,
    refreshToken: scalars.find(
      ({ path, schema }) => /^refresh_?token$/i.test(path.at(-1) ?? '') && schema['type'] === 'string',
    ),
    expiry,
    example: exampleOfSuccess(document, success, accessToken, expiry),
  }
}

function tokenIn(
  document: SpecNode,
  schema: SpecNode | undefined,
  scalars: readonly SuccessMember[],
): SuccessMember | undefined {
  const path = schema && findToken(document, schema)?.path.join('/')
  return scalars.find((scalar) => scalar.path.join('/') === path)
}

function exampleOfSuccess(
  document: SpecNode,
  success: SignIn['success'],
  accessToken: SuccessMember | undefined,
  expiry: Expiry | undefined,
): PackageModel['example'] {
  const status = Number(success?.status ?? 200)
  const wanted = 'an-access-token'.padEnd(accessToken?.schema['minLength'] ?? 0, 'x')
  const fits = !accessToken || fitsScalar(accessToken.schema, wanted)
  const token = fits ? wanted : String(accessToken.schema['example'] ?? wanted)
  if (!success) return { status, token, body: null }
  const placed = new Map<string, unknown>()
  if (accessToken) placed.set(accessToken.path.join('/'), token)
  if (expiry?.member) placed.set(expiry.member.path.join('/'), expiry.example)
  return { status, token, body: exampleBody(document, resolveNode(document, success.schema), placed) }
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
