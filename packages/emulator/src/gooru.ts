import type { Call, ProviderContext, ProviderEmulator } from './contract.ts'
import { isLegacyToken, readApiToken, readAuthToken } from './gooru/authorization.ts'
import { sessionBody, tokenBody } from './gooru/bodies.ts'
import { admitEarly } from './gooru/early-sign-in.ts'
import { gatewayError, resourceNotFound, troubleError } from './gooru/errors.ts'
import { admitNile } from './gooru/nile-sign-in.ts'
import { type GooruOptions, isNile } from './gooru/options.ts'
import { authPath, endpointOf, isKnownVersion } from './gooru/paths.ts'
import { createRefreshTokens } from './gooru/refresh-tokens.ts'
import { createSessions, type Session } from './gooru/sessions.ts'
import { settingsOf } from './gooru/settings.ts'
import { json, noContentType, parseJsonObject } from './http.ts'

export { gooruCredentials } from './gooru/credentials.ts'
export type { GooruClient, GooruOptions, GooruProfile, GooruUser } from './gooru/options.ts'

const maxBodyBytes = 5 * 1024 * 1024

/** Gooru's nucleus-auth service, in one of four versions, and an API behind it. */
export function createGooru(options: GooruOptions, { clock }: ProviderContext): ProviderEmulator {
  const settings = settingsOf(options)
  const sessions = createSessions(settings, clock)
  const refreshTokens = createRefreshTokens(settings, clock)
  const isLate = isNile(settings)

  /** The gateway's check of the token, before anything else looks at the request. */
  const authSession = (call: Call): Session | undefined =>
    sessions.use(readAuthToken(call, settings) ?? '', settings.accessTokenLifetimeMs)

  const signIn = (call: Call): Response => {
    // Late servers let only exact addresses pass without a token.
    const { search, pathname } = new URL(call.request.url)
    if (isLate && (search !== '' || pathname.endsWith('/')) && authSession(call) === undefined) return gatewayError(401)
    if (new TextEncoder().encode(call.text).length > maxBodyBytes) {
      return isLate ? noContentType(500, 'Internal error') : noContentType(413, 'Request Entity Too Large')
    }
    const admission = isLate ? admitNile(call, settings, { sessions, refreshTokens }) : admitEarly(call, settings)
    if (admission instanceof Response) return admission
    const { user, client } = admission
    const body = parseJsonObject(call.text) ?? {}
    const { token, session } = sessions.open(user, client, typeof body['app_id'] === 'string' ? body['app_id'] : null)
    const isLongLived = settings.profile === 'nile-refresh' && body['long_lived_access'] === true
    const refreshToken = isLongLived && user !== undefined ? refreshTokens.issue(user, client) : undefined
    return json(200, tokenBody(settings, session, token, refreshToken))
  }

  const checkToken = (call: Call): Response => {
    const session = authSession(call)
    if (session === undefined) return gatewayError(401)
    return isLegacyToken(call, settings)
      ? noContentType(500, 'Internal Server Error')
      : json(200, sessionBody(settings, session))
  }

  const signOut = (call: Call): Response => {
    const session = authSession(call)
    if (session === undefined) return gatewayError(401)
    if (session.user === undefined && !settings.anonymousSignOut) return gatewayError(403)
    if (isLegacyToken(call, settings)) return noContentType(500, 'Internal Server Error')
    sessions.close(readAuthToken(call, settings) ?? '')
    if (session.user !== undefined) refreshTokens.end(session.user)
    if (settings.deleteStatus === 200) return json(200, { default: true, login_url: null })
    return new Response(null, { status: 204, headers: isLate ? {} : { 'content-type': 'application/json' } })
  }

  const revokeRefreshToken = (call: Call): Response => {
    const session = authSession(call)
    if (session === undefined) return gatewayError(401)
    if (session.user === undefined) return gatewayError(403)
    refreshTokens.end(session.user)
    return noContentType(200, '')
  }

  const readResource = (call: Call): Response => {
    const session = sessions.use(readApiToken(call.headers, settings) ?? '', settings.apiLifetimeMs)
    if (session === undefined) return gatewayError(401)
    const { user } = session
    const isTokenCheck = call.path === '/nucleus/v1/auth'
    if (user === undefined && (call.method !== 'GET' || isTokenCheck)) return gatewayError(403)
    if (isTokenCheck) return noContentType(200, '')
    return json(200, user === undefined ? { user_id: 'anonymous' } : { user_id: user.userId, username: user.username })
  }

  const notFound = (call: Call): Response => {
    const auth = authPath(call)
    if (auth === undefined) return resourceNotFound()
    if (isLate && !isKnownVersion(auth.version, settings)) {
      return noContentType(500, call.method === 'POST' ? 'Internal error' : 'Internal Server Error')
    }
    const session = authSession(call)
    if (session === undefined) return gatewayError(401)
    return session.user === undefined && call.method !== 'GET' ? gatewayError(403) : resourceNotFound()
  }

  const handlers: Record<string, (call: Call) => Response> = {
    token: signIn,
    session: checkToken,
    'sign-out': signOut,
    revocation: revokeRefreshToken,
    resource: readResource,
  }
  return {
    endpoint: (call) => endpointOf(call, settings),
    handle: (endpoint, call) => (handlers[endpoint] ?? notFound)(call),
    notFound,
    trouble: (status) => troubleError(settings.profile, status),
    tokens: () => [...sessions.records(), ...refreshTokens.records()],
    revokeAccessTokens: () => sessions.closeAll(),
    endToken(token, how) {
      sessions.end(token, how)
      refreshTokens.endToken(token, how)
    },
    absentEndpoints: settings.profile === 'nile-refresh' ? {} : { revocation: 'only the profile nile-refresh has it' },
  }
}
