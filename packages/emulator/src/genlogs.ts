import type { Call, ProviderContext, ProviderEmulator } from './contract.ts'
import { checkAccessToken, checkApiKey, tokenError } from './genlogs/guards.ts'
import { type GenlogsOptions, genlogsDefaults } from './genlogs/options.ts'
import { createGenlogsSessions, type GenlogsSessions } from './genlogs/sessions.ts'
import { unprocessable, type Validated, validateBody, validateQuery } from './genlogs/validation.ts'
import { json } from './http.ts'

export {
  type GenlogsOptions,
  type GenlogsUser,
  genlogsCredentials,
} from './genlogs/options.ts'

interface Parts {
  options: Required<GenlogsOptions>
  sessions: GenlogsSessions
}

const routes: Record<string, { path: string; method: string; handle: (parts: Parts, call: Call) => Response }> = {
  token: { path: '/auth/token', method: 'POST', handle: createToken },
  refresh: { path: '/auth/token/refresh', method: 'POST', handle: refreshToken },
  // Not in the documentation: a stand-in for the calls that need a token.
  resource: { path: '/me', method: 'GET', handle: readResource },
}

const troubleTexts = { 429: 'Too Many Requests', 500: 'Internal Server Error', 503: 'Service Unavailable' }

/** GenLogs. Its API behaves like FastAPI, which it most likely is. */
export function createGenlogs(options: GenlogsOptions, { clock }: ProviderContext): ProviderEmulator {
  const complete = { ...genlogsDefaults, ...options }
  const parts = { options: complete, sessions: createGenlogsSessions(complete, clock) }
  return {
    endpoint: (call) => Object.keys(routes).find((name) => routes[name]?.path === call.path),
    handle: (endpoint, call) => {
      const route = routes[endpoint]
      if (route === undefined) return notFound()
      const url = new URL(call.request.url)
      if (url.pathname.endsWith('/')) return redirect(`${call.baseUrl}${call.path}${url.search}`)
      if (call.method !== route.method) return json(405, { detail: 'Method Not Allowed' }, { allow: route.method })
      return route.handle(parts, call)
    },
    notFound,
    trouble: (status) => json(status, { detail: troubleTexts[status] }),
    tokens: () => parts.sessions.records(),
    revokeAccessTokens: () => parts.sessions.revokeAccessTokens(),
    endToken: (token, how) => parts.sessions.end(token, how),
  }
}

function createToken({ options, sessions }: Parts, call: Call): Response {
  const keyProblem = checkApiKey(options, call)
  if (keyProblem instanceof Response) return keyProblem
  const inBody = isInBody(options.variant, call)
  const emailField = inBody ? options.emailField : 'email'
  const { values, problems } = validate(call, inBody, [emailField, 'password'])
  const all = keyProblem === undefined ? problems : [...problems, keyProblem]
  if (all.length > 0) return unprocessable(all)
  const [email, password] = [values.get(emailField), values.get('password')]
  const user = options.users.find((user) => user.email === email && user.password === password)
  if (user === undefined) return json(401, { detail: 'Incorrect email or password' })
  const { companyId = 17, customerName = 'Example Freight' } = user
  const company = options.includeCompany ? { company_id: companyId, customer_name: customerName } : {}
  return json(200, { ...sessions.issue(user), ...company })
}

function isInBody(variant: 'query' | 'body' | 'both', call: Call): boolean {
  return variant === 'body' || (variant === 'both' && call.text !== '')
}

function validate(call: Call, inBody: boolean, names: readonly string[]): Validated {
  if (!inBody) return validateQuery(call.query, names)
  return validateBody(call.text, call.headers.get('content-type') ?? '', names)
}

function refreshToken({ options, sessions }: Parts, call: Call): Response {
  const keyProblem = checkApiKey(options, call)
  if (keyProblem instanceof Response) return keyProblem
  const { values, problems } = validate(call, isInBody(options.refreshVariant, call), ['refresh_token'])
  const all = keyProblem === undefined ? problems : [...problems, keyProblem]
  if (all.length > 0) return unprocessable(all)
  const user = options.refreshUsable ? sessions.findByRefreshToken(values.get('refresh_token') ?? '') : undefined
  if (user === undefined) return tokenError(401, 'Refresh token is not usable', 'TOKEN_INVALID')
  return json(200, { ...sessions.issue(user), company_id: user.companyId ?? 17 })
}

function readResource({ options, sessions }: Parts, call: Call): Response {
  const keyProblem = checkApiKey(options, call)
  if (keyProblem instanceof Response) return keyProblem
  if (keyProblem !== undefined) return unprocessable([keyProblem])
  const user = checkAccessToken(options, sessions, call)
  if (user instanceof Response) return user
  if (user.permitted === false) {
    return json(403, { detail: 'User does not have the required permissions to access this resource' })
  }
  return json(200, { user_id: user.userId ?? 4821, email: user.email, company_id: user.companyId ?? 17 })
}

/** FastAPI's answer to a trailing slash. */
function redirect(location: string): Response {
  return new Response(null, { status: 307, headers: { location } })
}

function notFound(): Response {
  return json(404, { detail: 'Not Found' })
}
