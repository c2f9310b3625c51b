import type { Call, EmulatorClock } from '../contract.ts'
import { createJwt, json, randomToken, readForm } from '../http.ts'
import type { MeshyAccounts } from './accounts.ts'
import type { MeshyOptions } from './options.ts'
import type { MeshySession, MeshySessions } from './sessions.ts'

export interface MeshyParts {
  options: Required<MeshyOptions>
  clock: EmulatorClock
  accounts: MeshyAccounts
  sessions: MeshySessions
}

// IdentityServer4's limits (InputLengthRestrictions).
const maxLength = 100
const maxScopeLength = 300
const unusedGrantTypes = [
  'authorization_code',
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:device_code',
] as const

/** `POST /connect/token`, with the checks in IdentityServer4's order. Every failure has the same status. */
export async function handleToken(parts: MeshyParts, call: Call): Promise<Response> {
  const form = call.method === 'POST' ? await formOf(call) : undefined
  if (form === undefined) return oauthError(parts, 'invalid_request')
  const publicKey = authenticateClient(parts, call, form)
  if (publicKey === undefined) return oauthError(parts, 'invalid_client')
  const grantType = form.get('grant_type') ?? ''
  if (grantType === 'password') return signIn(parts, call, form, publicKey)
  if (grantType === 'refresh_token') return renew(parts, form, publicKey)
  const known = unusedGrantTypes.some((unused) => unused === grantType)
  return oauthError(parts, known ? 'unauthorized_client' : 'unsupported_grant_type')
}

export function formOf({ text, headers }: Call): Promise<Map<string, string> | undefined> {
  return readForm(text, headers.get('content-type') ?? '')
}

/** The public key, when it is the one of the request's tenant. */
export function authenticateClient(parts: MeshyParts, call: Call, form: Map<string, string>): string | undefined {
  const expected = parts.accounts.publicKey(tenantOf(call))
  return (clientIdInHeader(call) ?? form.get('client_id')) === expected ? expected : undefined
}

/** OAuth clients may send their id in `Authorization: Basic` (RFC 6749, section 2.3.1). Public ones have no secret. */
function clientIdInHeader(call: Call): string | undefined {
  const encoded = /^basic +(\S+)$/i.exec(call.headers.get('authorization') ?? '')?.[1]
  if (encoded === undefined) return undefined
  try {
    const [id = ''] = atob(encoded).split(':')
    return decodeURIComponent(id.replaceAll('+', ' ')) || undefined
  } catch {
    return undefined
  }
}

export function tenantOf(call: Call): string | undefined {
  return call.headers.get('tenant') || undefined
}

export function oauthError({ options }: Pick<MeshyParts, 'options'>, error: string, description?: string): Response {
  return json(options.refusalStatus, { error, error_description: description }, noStore)
}

function signIn(parts: MeshyParts, call: Call, form: Map<string, string>, publicKey: string): Response {
  const { options, clock, accounts, sessions } = parts
  const scopes = requestedScopes(form.get('scope') ?? '', options.scopes)
  if (scopes === undefined) return oauthError(parts, 'invalid_scope')
  const username = form.get('username') ?? ''
  const password = form.get('password') ?? ''
  const fits = username !== '' && username.length <= maxLength && password.length <= maxLength
  if (!fits) return oauthError(parts, 'invalid_grant')
  const user = accounts.find(username, tenantOf(call))
  if (user?.password !== password) return oauthError(parts, 'invalid_grant', options.passwordErrorText)
  if (!user.active) return oauthError(parts, 'invalid_grant')
  const now = clock.now()
  user.lastAccessed = now
  const session = { user, publicKey, tenant: tenantOf(call), scopes, signedInAt: now }
  const offline = scopes.includes('offline_access')
  return tokenResponse(parts, session, offline ? sessions.issueRefreshToken(session) : undefined)
}

function renew(parts: MeshyParts, form: Map<string, string>, publicKey: string): Response {
  const token = form.get('refresh_token') ?? ''
  if (token === '') return oauthError(parts, 'invalid_request')
  const used = token.length > maxLength ? undefined : parts.sessions.useRefreshToken(token, publicKey)
  if (used === undefined) {
    const { deadTokenError } = parts.options
    return oauthError(parts, deadTokenError, deadTokenError === 'invalid_grant' ? undefined : 'Token has been revoked')
  }
  const idToken = used.session.scopes.includes('openid') ? createJwt(claims(parts, used.session)) : undefined
  return tokenResponse(parts, used.session, used.refreshToken, idToken)
}

/** No scope asks for all of them. */
function requestedScopes(scope: string, allowed: readonly string[]): readonly string[] | undefined {
  const scopes = scope.split(' ').filter((part) => part !== '')
  if (scope.length > maxScopeLength || !scopes.every((part) => allowed.includes(part))) return undefined
  return scopes.length === 0 ? allowed : scopes
}

function tokenResponse(parts: MeshyParts, session: MeshySession, refreshToken?: string, idToken?: string): Response {
  const { options, sessions } = parts
  const accessToken = createJwt({ ...claims(parts, session), scope: session.scopes, jti: randomToken('', 32) })
  sessions.addAccessToken(accessToken, session)
  const body = {
    access_token: accessToken,
    expires_in: Math.floor(options.accessTokenLifetimeMs / 1000),
    token_type: 'Bearer',
    refresh_token: refreshToken,
    scope: options.includeScope ? session.scopes.join(' ') : undefined,
    id_token: idToken,
  }
  return json(200, body, noStore)
}

function claims(
  { options, clock }: MeshyParts,
  { user, publicKey, signedInAt }: MeshySession,
): Record<string, unknown> {
  const now = Math.floor(clock.now() / 1000)
  return {
    nbf: now,
    exp: now + Math.floor(options.accessTokenLifetimeMs / 1000),
    client_id: publicKey,
    sub: user.id,
    auth_time: Math.floor(signedInAt / 1000),
    // The provider keeps the user name here.
    id: user.username,
  }
}

const noStore: Record<string, string> = {
  'content-type': 'application/json; charset=UTF-8',
  'cache-control': 'no-store, no-cache, max-age=0',
  pragma: 'no-cache',
}
