import type { Call } from '../contract.ts'
import { noContentType, parseJsonObject } from '../http.ts'
import { readBasic } from './basic.ts'
import { type Admission, isUuid } from './early-sign-in.ts'
import { fieldError, handlerError } from './errors.ts'
import type { GooruClient, GooruSettings, GooruUser } from './options.ts'
import type { RefreshTokens } from './refresh-tokens.ts'
import type { Sessions } from './sessions.ts'
import { findUser } from './users.ts'

type FieldCheck = (value: unknown) => boolean

const fieldChecks: Record<string, FieldCheck> = {
  client_id: isUuid,
  client_key: isText,
  grant_type: (value) => value === 'credential' || value === 'anonymous' || otherGrants.includes(String(value)),
  anonymous_token: isText,
  app_id: isUuid,
  user: (value) => typeof value === 'object',
}
const refreshFieldChecks: Record<string, FieldCheck> = {
  ...fieldChecks,
  long_lived_access: (value) => typeof value === 'boolean',
}

/** What is known about tokens that were issued before. */
export interface Issued {
  sessions: Sessions
  refreshTokens: RefreshTokens
}

/** Known to the server, and refused here. */
const otherGrants = ['google', 'wsfed', 'saml', 'ltisso', 'oauth2']

const refuse = (status: 400 | 401 | 403 | 404 | 500, message: string | null): Response =>
  handlerError('nile', status, message)

/** `POST /token` of 2017 and later: the checks, in the server's order. */
export function admitNile(call: Call, settings: GooruSettings, issued: Issued): Admission | Response {
  const authorization = call.headers.get('authorization') ?? ''
  const hasRefresh = settings.profile === 'nile-refresh'
  const isRenewal = hasRefresh && authorization.startsWith('RefreshToken')
  // The server takes a multipart body for a file upload and then has none.
  const isMultipart = call.headers.get('content-type')?.startsWith('multipart/') ?? false
  if (call.text === '' || isMultipart) return refuse(isRenewal ? 500 : 400, isRenewal ? null : 'null or empty payload')
  const body = parseJsonObject(call.text)
  if (body === undefined) return noContentType(400, 'Invalid Json payload')
  const checks = hasRefresh ? refreshFieldChecks : fieldChecks
  for (const [name, value] of Object.entries(body)) {
    const isValid = Object.hasOwn(checks, name) ? checks[name] : undefined
    if (isValid === undefined) return fieldError(name, 'Field not allowed')
    if (!isValid(value)) return fieldError(name, 'Invalid value')
  }
  if (isRenewal) return admitRefreshToken(authorization, issued)
  if (settings.requireAppId && body['app_id'] === undefined) return fieldError('app_id', 'Missing field')
  if (hasRefresh && body['grant_type'] === undefined) return fieldError('grant_type', 'Missing field')
  return authorization.startsWith('Basic')
    ? admitPerson(body, authorization, settings, issued)
    : admitAnonymous(body, authorization, settings)
}

function admitRefreshToken(authorization: string, { refreshTokens }: Issued): Admission | Response {
  const token = authorization.slice('RefreshToken'.length).trim()
  try {
    atob(token)
  } catch {
    return refuse(500, 'Input byte array has wrong 4-byte ending unit')
  }
  const found = refreshTokens.find(token)
  if (found === undefined) return refuse(401, 'Invalid refresh token')
  return found.user.active === false ? refuse(404, 'User not found.') : found
}

function admitPerson(
  body: Record<string, unknown>,
  authorization: string,
  settings: GooruSettings,
  { sessions }: Issued,
): Admission | Response {
  if (body['grant_type'] === undefined) return refuse(400, null)
  if (body['grant_type'] !== 'credential') return refuse(401, 'Invalid Grant Type provided in the request.')
  const encoded = authorization.slice('Basic'.length).trim()
  if (encoded === '') return refuse(401, 'Invalid Credential provided in the request.')
  const client = admitClient(body, settings, sessions)
  if (client instanceof Response) return client
  const user = admitUser(encoded, settings)
  return user instanceof Response ? user : { user, client }
}

function admitAnonymous(
  body: Record<string, unknown>,
  authorization: string,
  settings: GooruSettings,
): Admission | Response {
  if (body['grant_type'] === undefined) return refuse(500, null)
  if (body['grant_type'] !== 'anonymous') return refuse(403, 'Invalid Grant Type provided in the request.')
  // Nonces come from the login discovery of tenants, which is not emulated: none is ever known.
  if (authorization.startsWith('Nonce')) return refuse(401, 'Invalid nonce token')
  if (body['client_id'] === undefined || body['client_key'] === undefined) {
    return refuse(400, 'Nonce token or client id and key should present in request')
  }
  const client = findClient(body, settings, 'anonymous')
  return client instanceof Response ? client : { user: undefined, client }
}

function admitClient(
  body: Record<string, unknown>,
  settings: GooruSettings,
  sessions: Sessions,
): GooruClient | Response {
  if (body['client_id'] !== undefined && body['client_key'] !== undefined) {
    return findClient(body, settings, 'credential')
  }
  const anonymousToken = body['anonymous_token']
  if (anonymousToken === undefined) {
    return refuse(400, 'Anonymous token or or client id and key should present in request')
  }
  const session = sessions.peek(String(anonymousToken))
  if (session !== undefined && session.user === undefined) return session.client
  // The server has no text for this, and Java says so; its exact words are not documented.
  return refuse(400, "Can't find resource for bundle java.util.PropertyResourceBundle, key invalid.anonymous.token")
}

function findClient(
  body: Record<string, unknown>,
  { clients }: GooruSettings,
  grant: 'credential' | 'anonymous',
): GooruClient | Response {
  const client = clients.find((item) => item.clientId === body['client_id'] && item.clientKey === body['client_key'])
  return client?.grants.includes(grant) ? client : refuse(403, 'Tenant or Partner not found.')
}

function admitUser(encoded: string, settings: GooruSettings): GooruUser | Response {
  const credentials = readBasic(encoded, settings.basicParsing)
  if ('unreadable' in credentials) return refuse(500, credentials.unreadable)
  const user = findUser(credentials.username, settings)
  if (user === undefined || user.active === false) return refuse(404, 'User not found.')
  if (user.password === undefined) return refuse(403, "User can't login via this mode.")
  return user.password === credentials.password ? user : refuse(401, 'Invalid password provided.')
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
