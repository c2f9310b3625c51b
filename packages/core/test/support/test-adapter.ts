import { createVirtualClock, type VirtualClock } from '@auth-tools/testing'
import { type Adapter, type AdapterContext, createAuth, type TokenSet } from '../../src/adapter.ts'
import { type CallOptions, type Documented, type Operation, schema, type Undocumented } from '../../src/api.ts'
import { type Auth, type AuthEvent, type AuthOptions, createMemoryStore, type TokenStore } from '../../src/index.ts'
import { createTokenEndpoint, type TokenEndpoint } from './token-endpoint.ts'

export interface TestCredentials {
  readonly username: string
  readonly password: string
}

export interface TestSession {
  readonly user: string | undefined
}

interface TokenResponse {
  readonly access_token: string
  readonly refresh_token?: string
  readonly expires_in?: number
  /** Epoch milliseconds. */
  readonly expires_at?: number
  /** This kind of token never says when it ends. */
  readonly lasting?: boolean
  readonly user?: string
}

type TokenResult =
  | Documented<200, TokenResponse>
  | Documented<400, { readonly error?: string } | undefined>
  | Undocumented

const text = { type: 'string' } as const
const requestToken: Operation = {
  id: 'requestToken',
  method: 'POST',
  path: '/token',
  body: {
    type: 'json',
    schema: schema({
      type: 'object',
      properties: {
        username: { ...text, secret: true },
        password: { ...text, secret: true },
        refreshToken: { ...text, secret: true },
      },
    }),
  },
  responses: {
    200: schema({
      type: 'object',
      required: ['access_token'],
      properties: {
        access_token: { ...text, secret: true },
        refresh_token: { ...text, secret: true },
        expires_in: { type: 'number', lenient: true },
        expires_at: { type: 'number' },
        user: text,
      },
    }),
    400: schema({ type: 'object', properties: { error: text } }),
  },
}

const endSession: Operation = { ...requestToken, id: 'endSession', responses: { 200: undefined } }

async function send(context: AdapterContext, body: object, options: CallOptions): Promise<TokenSet<TestSession>> {
  const result: TokenResult = await context.transport(requestToken, { body }, options)
  switch (result.status) {
    case 200: {
      const { access_token, refresh_token, expires_in, expires_at, lasting, user } = result.data
      const lifetime = (): TokenSet<TestSession>['lifetime'] => {
        if (lasting) return 'unknown'
        if (expires_at !== undefined) return { expiresAt: expires_at }
        return expires_in === undefined ? 'missing' : { expiresInMs: expires_in * 1000 }
      }
      const { exchange } = result
      return {
        accessToken: access_token,
        refreshToken: refresh_token,
        lifetime: lifetime(),
        exchange,
        session: { user },
      }
    }
    case 400: {
      const codes: Record<string, string> = { invalid_grant: 'reauth_required', invalid_client: 'invalid_client' }
      const error = result.data?.error ?? ''
      throw context.fail(codes[error] ?? 'invalid_credentials', { message: 'refused', answer: result })
    }
    case 'undocumented':
      throw context.fail.ofStatus(result)
  }
}

export type TestAdapter = Adapter<TestCredentials, TestSession> &
  Required<Pick<Adapter<TestCredentials, TestSession>, 'renew' | 'signOut'>>

/** A provider as simple as can be: a password brings a session, a refresh token renews it. */
export const testAdapter: TestAdapter = {
  name: 'test',
  account: 'account',
  credentialHeaders: ['authorization'],
  checkCredentials({ username }) {
    if (typeof username !== 'string') throw new TypeError('@auth/test: `username` must be a string')
  },
  refuseCredentials: ({ password }) => (password === '' ? '`password` must be a non-empty string' : undefined),
  identity: ({ username }) => username,
  isSession: (stored) => typeof stored === 'object' && stored !== null && !Array.isArray(stored),
  signIn: (context, { username, password }) =>
    send(context, { grant: 'password', username, password }, { retry: 'repeatable' }),
  async renew(context, { refreshToken }) {
    return refreshToken === undefined
      ? undefined
      : send(context, { grant: 'refresh', refreshToken }, { retry: 'unsent' })
  },
  async signOut(context, { refreshToken }) {
    const body = { grant: 'revoke', refreshToken }
    const result: Documented<200, undefined> | Undocumented = await context.transport(
      endSession,
      { body },
      { retry: 'repeatable' },
    )
    if (result.status === 'undocumented') throw context.fail.ofStatus(result)
  },
  present(headers, { accessToken }) {
    headers.set('authorization', `Bearer ${accessToken}`)
  },
  classify: ({ status }) => (status === 401 ? 'token-rejected' : 'other'),
}

export type TestAuth = Auth<TestSession, TestCredentials>

export interface TestOverrides extends AuthOptions<TestCredentials> {
  readonly clock?: VirtualClock
  readonly endpoint?: TokenEndpoint
  readonly adapter?: Partial<Adapter<TestCredentials, TestSession>>
}

export interface TestSetup {
  readonly auth: TestAuth
  readonly clock: VirtualClock
  readonly endpoint: TokenEndpoint
  /** What `onEvent` was told. */
  readonly events: AuthEvent[]
}

export const ada: TestCredentials = { username: 'ada', password: 'correct horse' }

/** A client on virtual time, against a token endpoint of its own. It signs in as Ada unless told otherwise. */
export function createTestAuth(overrides: TestOverrides = {}): TestSetup {
  const { clock = createVirtualClock(), adapter, endpoint = createTokenEndpoint(clock), ...options } = overrides
  const events: AuthEvent[] = []
  const defaults: AuthOptions<TestCredentials> = {
    credentials: ada,
    fetch: endpoint.fetch,
    random: () => 0.5,
    onEvent: (event) => events.push(event),
  }
  const urls = { authBaseUrl: 'https://auth.example', apiBaseUrl: 'https://api.example' }
  const auth = createAuth({ ...testAdapter, ...adapter }, { ...defaults, ...options, clock }, urls)
  return { auth, clock, endpoint, events }
}

/** Two clients of one session, as two processes would be: their own memory, one store. */
export function createTwins(overrides: TestOverrides = {}): {
  readonly first: TestSetup
  readonly second: TestSetup
  readonly store: TokenStore
} {
  const clock = overrides.clock ?? createVirtualClock()
  const endpoint = overrides.endpoint ?? createTokenEndpoint(clock)
  const store = overrides.store ?? createMemoryStore(clock)
  const shared = { ...overrides, clock, endpoint, store, identity: 'ada' }
  return { first: createTestAuth(shared), second: createTestAuth(shared), store }
}

/** Runs a promise that must fail, in virtual time, and returns what it failed with. */
export async function failureOf(clock: VirtualClock, promise: Promise<unknown>): Promise<unknown> {
  return clock.settle(
    promise.then(
      () => {
        throw new Error('this should have failed')
      },
      (error: unknown) => error,
    ),
  )
}
