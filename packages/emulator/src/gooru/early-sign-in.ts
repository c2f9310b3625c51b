import type { Call } from '../contract.ts'
import { noContentType, parseJsonObject } from '../http.ts'
import { readBasic } from './basic.ts'
import { handlerError, internalError } from './errors.ts'
import type { GooruClient, GooruSettings, GooruUser } from './options.ts'
import { findUser } from './users.ts'

/** Who may have a token. Without a user it is an anonymous visitor. */
export interface Admission {
  user: GooruUser | undefined
  client: GooruClient
}

const notRecognized = 'Please double-check your email address and password, and then try logging in again.'
const deactivated = 'The user has been deactivated from the system.\nPlease contact Gooru Administrator.'

/** `POST /token` of 2016: the checks, in the server's order. */
export function admitEarly(call: Call, settings: GooruSettings): Admission | Response {
  const { profile } = settings
  const refuse = (status: 401 | 403, message: string): Response => handlerError(profile, status, message)
  if (call.text === '') return handlerError(profile, 500, null)
  const body = parseJsonObject(call.text)
  if (body === undefined) return noContentType(500, 'Internal Server Error')
  const { client_id: clientId, client_key: clientKey, grant_type: grant } = body
  if (
    [clientId, clientKey, grant].some((value) => typeof value !== 'string' && value !== undefined && value !== null)
  ) {
    return internalError(profile)
  }

  const authorization = call.headers.get('authorization') ?? ''
  const isBasic = authorization.startsWith('Basic')
  const expectedGrant = isBasic ? 'credential' : 'anonymous'
  if (String(grant).toLowerCase() !== expectedGrant) return refuse(401, 'Invalid grant type.')
  const encoded = authorization.slice('Basic'.length).trim()
  if (isBasic && encoded === '') return refuse(401, 'username and password should be pass in authorization header.')

  const client = admitClient(call, settings, { clientId, clientKey, grant: String(grant) })
  if (client instanceof Response) return client
  if (!isBasic) return { user: undefined, client }

  const credentials = readBasic(encoded, settings.basicParsing)
  if ('unreadable' in credentials) return internalError(profile)
  const user = findUser(credentials.username, settings)
  if (user?.password !== credentials.password) return refuse(401, notRecognized)
  return user.active === false ? refuse(403, deactivated) : { user, client }
}

function admitClient(
  call: Call,
  settings: GooruSettings,
  { clientId, clientKey, grant }: { clientId: unknown; clientKey: unknown; grant: string },
): GooruClient | Response {
  const { profile } = settings
  const refuse = (status: 401 | 403, message: string): Response => handlerError(profile, status, message)
  if (isBlank(clientId)) return refuse(401, 'Client Id should not be empty or null.')
  // The first server hashed the key before it looked whether there is one.
  if (isBlank(clientKey) && profile !== 'seed') return refuse(401, 'Client key should not be empty or null.')
  if (!isUuid(clientId)) return internalError(profile)
  const client = settings.clients.find((item) => item.clientId === clientId && item.clientKey === clientKey)
  if (client === undefined) return refuse(401, 'Invalid client id or secret key.')
  // Only this comparison minds the case: `CREDENTIAL` comes so far.
  if (!client.grants.some((allowed) => allowed === grant)) {
    return refuse(403, 'Provided grant type does not have permission.')
  }
  const host = call.headers.get('host') ?? new URL(call.request.url).host
  // The text is about a user, by a mistake in the server's code.
  return client.domains?.every((domain) => !host.endsWith(domain)) ? refuse(403, deactivated) : client
}

function isBlank(value: unknown): boolean {
  return typeof value !== 'string' || value.trim() === ''
}

export function isUuid(value: unknown): boolean {
  return typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)
}
