import type { Call, ProviderContext, ProviderEmulator } from './contract.ts'
import { json, noContentType } from './http.ts'
import { createMeshyAccounts } from './meshy/accounts.ts'
import { handleRegister, handleResource } from './meshy/api.ts'
import { type MeshyOptions, meshyDefaults } from './meshy/options.ts'
import { handleRevocation } from './meshy/revocation.ts'
import { createMeshySessions } from './meshy/sessions.ts'
import { handleToken, type MeshyParts } from './meshy/token.ts'

export { type MeshyOptions, type MeshyUser, meshyCredentials } from './meshy/options.ts'

const handlers: Record<string, (parts: MeshyParts, call: Call) => Response | Promise<Response>> = {
  token: handleToken,
  revocation: handleRevocation,
  resource: handleResource,
  register: handleRegister,
}

// The documentation says when these statuses are sent, not with which body.
const troubleTexts = { 429: 'API limit reached', 500: 'Internal server error', 503: 'Service unavailable' }

const endpoints = new Map([
  ['auth /connect/token', 'token'],
  ['api /users/me', 'resource'],
  ['api /users/register/anonymous', 'register'],
])

/** MeshyDB. Its authentication host behaves like IdentityServer4, which it most likely is. */
export function createMeshy(options: MeshyOptions, { clock }: ProviderContext): ProviderEmulator {
  const complete = { ...meshyDefaults, ...options }
  const sessions = createMeshySessions(complete, clock)
  const parts = { options: complete, clock, sessions, accounts: createMeshyAccounts(complete) }
  return {
    endpoint: (call) => {
      const [, account = '', rest = ''] = /^\/([^/]+)(\/.*)$/.exec(call.path) ?? []
      if (decoded(account) !== complete.accountName) return undefined
      // ASP.NET compares paths without regard to case.
      const path = rest.toLowerCase()
      if (path !== '/connect/revocation') return endpoints.get(`${call.host} ${path}`)
      return [call.host, 'both'].includes(complete.revocationHost) ? 'revocation' : undefined
    },
    handle: (endpoint, call) => handlers[endpoint]?.(parts, call) ?? noContentType(404, ''),
    notFound: (call) => (call.host === 'auth' ? noContentType(404, '') : json(404, { message: 'Not found' })),
    trouble: (status) => json(status, { message: troubleTexts[status] }),
    tokens: () => sessions.records(),
    revokeAccessTokens: () => sessions.revokeAccessTokens(),
    endToken: (token, how) => sessions.endToken(token, how),
  }
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
