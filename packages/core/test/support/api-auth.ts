import { checkOptions, createAuth, sharedOptions } from '../../src/adapter.ts'
import type { AuthOptions } from '../../src/index.ts'
import { type TestAdapter, type TestAuth, type TestCredentials, testAdapter } from './test-adapter.ts'

export type { TestAuth } from './test-adapter.ts'

export const authBaseUrl = 'https://auth.example.com'
export const apiBaseUrl = 'https://api.example.com/v1'
export const credentials: TestCredentials = { username: 'someone@example.com', password: 'correct horse+battery' }

export interface ApiClient {
  readonly auth: TestAuth
  /** What was sent to the API. */
  readonly sent: Request[]
  /** What was sent to the token endpoint. */
  readonly signIns: Request[]
}

/** A client whose token endpoint issues `token-1`, `token-2`, …, in front of an API that `api` plays. */
export function createApiClient(
  api: (request: Request, init: RequestInit) => Response | Promise<Response>,
  options: Partial<AuthOptions<TestCredentials>> = {},
  changes: Partial<TestAdapter> & { readonly token?: (request: Request) => Response | Promise<Response> } = {},
): ApiClient {
  const { token, ...adapterChanges } = changes
  const sent: Request[] = []
  const signIns: Request[] = []
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const request = new Request(input, init)
    if (request.url.startsWith(`${authBaseUrl}/`)) {
      signIns.push(request)
      return token ? token(request) : issue(`token-${signIns.length}`)
    }
    sent.push(request)
    return api(request.clone(), init)
  }
  return { auth: createRealTimeAuth({ credentials, fetch, ...options }, adapterChanges), sent, signIns }
}

/** A client on the clock and the `fetch` of the platform, unless told otherwise. */
export function createRealTimeAuth(
  options: AuthOptions<TestCredentials>,
  changes: Partial<TestAdapter> = {},
): TestAuth {
  checkOptions('@auth/test', options, sharedOptions)
  return createAuth({ ...testAdapter, ...changes }, options, { authBaseUrl, apiBaseUrl })
}

/** The answer of a token endpoint that issues a token, which never says when it ends. */
export function issue(token: string): Response {
  return Response.json({ access_token: token, lasting: true, user: 'Someone' })
}

/** An API that rejects the tokens in `dead`, and otherwise repeats what it was sent. */
export function rejecting(...dead: string[]): (request: Request) => Promise<Response> {
  return async (request) => {
    const token = request.headers.get('authorization')?.replace('Bearer ', '') ?? ''
    return dead.includes(token) ? new Response('dead', { status: 401 }) : new Response(await request.text())
  }
}
