import type { VirtualClock } from '@auth-tools/testing'

/** What the endpoint was asked. */
export interface TokenRequest {
  readonly grant: 'password' | 'refresh' | 'revoke'
  readonly username?: string
  readonly password?: string
  readonly refreshToken?: string
  /** When it arrived, on the monotonic clock. */
  readonly at: number
  readonly headers: Headers
}

/** An answer other than the usual one: a status with a body, a failed connection, or none at all. */
export type Fault =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | { readonly connection: string }
  | 'no-answer'

/** A token endpoint that rotates refresh tokens and ends a session whose refresh token is used twice. */
export interface TokenEndpoint {
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  readonly requests: readonly TokenRequest[]
  /** Members of the next successes, over the usual ones; `undefined` leaves one out. */
  fields: Record<string, unknown>
  /** Headers of successes. */
  headers: Record<string, string>
  /** How long an answer takes, in milliseconds. */
  latencyMs: number
  /** Whether a renewal brings a new refresh token. */
  rotates: boolean
  /** Whether a refresh token was used twice. */
  readonly reuseDetected: boolean
  /** Answers the next requests with faults, in order. */
  fail(...faults: Fault[]): void
  /** Answers every request with a fault, until `recover`. */
  goDown(fault?: Fault): void
  recover(): void
  /** Holds every answer back until the returned function is called. */
  hold(): () => void
  /** Ends every session: refresh tokens are refused from now on. */
  endSessions(): void
  accept(username: string, password: string): void
}

export const usualLifeMs = 3_600_000

export function createTokenEndpoint(clock: VirtualClock): TokenEndpoint {
  const requests: TokenRequest[] = []
  const passwords = new Map([
    ['ada', 'correct horse'],
    ['grace', 'correct horse'],
  ])
  const sessions = new Map<string, { readonly username: string; current: boolean }>()
  let faults: Fault[] = []
  let outage: Fault | undefined
  let gate: Promise<void> | undefined
  let issued = 0

  function issue(username: string, withRefreshToken: boolean): Response {
    issued += 1
    const refreshToken = `refresh-token-${issued}`
    if (withRefreshToken) sessions.set(refreshToken, { username, current: true })
    const usual = {
      access_token: `access-token-${issued}`,
      refresh_token: withRefreshToken ? refreshToken : undefined,
      expires_in: usualLifeMs / 1000,
      user: username,
    }
    return Response.json({ ...usual, ...endpoint.fields }, { headers: endpoint.headers })
  }

  function answer(request: TokenRequest): Response {
    if (request.grant === 'password') {
      const known = passwords.get(request.username ?? '') === request.password
      return known ? issue(request.username ?? '', true) : Response.json({ error: 'wrong_password' }, { status: 400 })
    }
    if (request.grant === 'revoke') {
      sessions.delete(request.refreshToken ?? '')
      return Response.json({})
    }
    const session = sessions.get(request.refreshToken ?? '')
    if (session && !session.current) {
      reuse.detected = true
      sessions.clear()
    }
    if (!session?.current) return Response.json({ error: 'invalid_grant' }, { status: 400 })
    if (endpoint.rotates) session.current = false
    return issue(session.username, endpoint.rotates)
  }

  const reuse = { detected: false }
  const endpoint: TokenEndpoint = {
    async fetch(input, init) {
      const { signal } = init ?? {}
      signal?.throwIfAborted()
      const sent = new Request(input, init)
      const body: unknown = await sent.json()
      const request = { ...(body as object), at: clock.monotonic(), headers: sent.headers } as TokenRequest // as sent below
      requests.push(request)
      const fault = faults.shift() ?? outage
      const waiting = [gate, delay(clock, endpoint.latencyMs), fault === 'no-answer' ? never : undefined]
      await Promise.race([Promise.all(waiting), aborted(signal)])
      if (fault === undefined || fault === 'no-answer') return answer(request)
      if ('connection' in fault) throw connectionError(fault.connection)
      return Response.json(fault.body ?? {}, { status: fault.status, headers: fault.headers ?? {} })
    },
    requests,
    fields: {},
    headers: {},
    latencyMs: 0,
    rotates: true,
    get reuseDetected() {
      return reuse.detected
    },
    fail(...next) {
      faults = [...faults, ...next]
    },
    goDown(fault = { status: 503 }) {
      outage = fault
    },
    recover() {
      outage = undefined
      faults = []
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return () => {
        gate = undefined
        resolve()
      }
    },
    endSessions: () => sessions.clear(),
    accept(username, password) {
      passwords.set(username, password)
    },
  }
  return endpoint
}

const never = new Promise<never>(() => {})

function delay(clock: VirtualClock, ms: number): Promise<void> | undefined {
  return ms > 0 ? new Promise((resolve) => clock.schedule(resolve, ms)) : undefined
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }))
}

function connectionError(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}
