import { checkOptions, sharedOptions } from '../../src/adapter.ts'
import type { Adapter } from '../../src/adapter-contract.ts'
import type { Operation } from '../../src/api/operation.ts'
import { schema } from '../../src/api/schema.ts'
import type { Auth } from '../../src/auth.ts'
import { createAuth } from '../../src/create-auth.ts'
import type { AuthOptions } from '../../src/options/auth-options.ts'

export interface TinyCredentials {
  readonly username: string
  readonly password: string
}
export type TinyAuth = Auth<{ readonly user: string }, TinyCredentials>
type TinyAdapter = Adapter<TinyCredentials, { readonly user: string }>

export const authBaseUrl = 'https://auth.example.com'
export const apiBaseUrl = 'https://api.example.com/v1'
export const credentials: TinyCredentials = { username: 'someone@example.com', password: 'correct horse+battery' }

const text = { type: 'string' } as const
const secretText = { type: 'string', secret: true } as const
const credentialsSchema = schema<TinyCredentials>({
  type: 'object',
  properties: { username: secretText, password: secretText },
})
const tokenSchema = schema<{ token: string; user: string }>({
  type: 'object',
  required: ['token', 'user'],
  properties: { token: secretText, user: text },
})
const signIn: Operation = {
  id: 'signIn',
  method: 'POST',
  path: '/token',
  body: { type: 'json', schema: credentialsSchema },
  responses: { '200': tokenSchema, '400': undefined },
}

/** The smallest provider there can be: one token call, a bearer header, and a 401 for a dead token. */
export function createTinyAdapter(changes: Partial<TinyAdapter> = {}): TinyAdapter {
  return {
    name: 'tiny',
    account: 'test',
    credentialHeaders: ['authorization'],
    checkCredentials: (given) =>
      checkOptions('@auth/tiny: `credentials`', given, { username: 'text', password: 'text' }),
    identity: ({ username }) => username,
    async signIn(context, body) {
      type Answer =
        | { status: 200; code: 200; data: { token: string; user: string }; text: string; exchange: never }
        | { status: 400; code: 400; data: undefined; text: string; exchange: never }
        | { status: 'undocumented'; code: number; data: undefined; text: string; exchange: never }
      const result = await context.transport<Answer>(signIn, { body })
      if (result.status === 400) {
        throw context.fail('invalid_credentials', { message: 'sign-in was refused', answer: result })
      }
      if (result.status === 'undocumented') throw context.fail.ofStatus(result)
      const { token, user } = result.data
      return { accessToken: token, lifetime: 'unknown', exchange: result.exchange, session: { user } }
    },
    present: (headers, { accessToken }) => headers.set('authorization', `Bearer ${accessToken}`),
    classify: ({ status }) => (status === 401 ? 'token-dead' : 'other'),
    ...changes,
  }
}

export interface Tiny {
  readonly auth: TinyAuth
  /** What was sent to the API and, last, to the token endpoint. */
  readonly sent: Request[]
  readonly signIns: Request[]
}

/** A client whose token endpoint issues `token-1`, `token-2`, …, in front of an API that `api` plays. */
export function createTiny(
  api: (request: Request, init: RequestInit) => Response | Promise<Response>,
  options: Partial<AuthOptions<TinyCredentials>> = {},
  changes: Partial<TinyAdapter> & { readonly token?: (request: Request) => Response | Promise<Response> } = {},
): Tiny {
  const { token, ...adapterChanges } = changes
  const sent: Request[] = []
  const signIns: Request[] = []
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const request = new Request(input, init)
    if (request.url.startsWith(`${authBaseUrl}/`)) {
      signIns.push(request)
      return token ? token(request) : Response.json({ token: `token-${signIns.length}`, user: 'Someone' })
    }
    sent.push(request)
    return api(request.clone(), init)
  }
  return { auth: createTinyAuth({ credentials, fetch, ...options }, adapterChanges), sent, signIns }
}

export function createTinyAuth(options: AuthOptions<TinyCredentials>, changes: Partial<TinyAdapter> = {}): TinyAuth {
  checkOptions('@auth/tiny', options, sharedOptions)
  return createAuth(createTinyAdapter(changes), options, { authBaseUrl, apiBaseUrl })
}

/** An API that refuses tokens that are in `dead`, and else says what it was sent. */
export function refusing(...dead: string[]): (request: Request) => Promise<Response> {
  return async (request) => {
    const token = request.headers.get('authorization')?.replace('Bearer ', '') ?? ''
    return dead.includes(token) ? new Response('dead', { status: 401 }) : new Response(await request.text())
  }
}
