import { createTokenEndpoint } from '../support/token-endpoint.ts'
import { Families, type IssuedToken } from './families.ts'
import type { SeededRandom } from './random.ts'
import type { SimulationClock } from './simulation-clock.ts'
import type { Trace } from './trace.ts'

/** What goes wrong with a request. */
export type Trouble =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string | undefined }
  /** The connection fails before the request arrives. */
  | { readonly kind: 'refused' }
  /** The request arrives and is acted on, and the connection fails before the answer arrives. */
  | { readonly kind: 'lost' }
  /** Nothing is acted on, and no answer comes. */
  | { readonly kind: 'silent' }

/** A token endpoint that judges its clients: it knows what it issued, what arrived, and what is used twice. */
export interface Provider {
  /** The `fetch` of a client. */
  fetchOf(client: string): (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  readonly tokenRequests: number
  lifeMs: number
  latencyMs: number
  outage: Trouble | undefined
  /** Troubles of the next requests, one each. */
  readonly troubles: Trouble[]
  find(accessToken: string): IssuedToken | undefined
  readonly families: Families
  /** When something happened last, in true time, after which a token may be replaced before its time. */
  excusedAt: number
  /** The refresh token that a client has sent, while there is no answer. */
  renewalOf(client: string): string | undefined
}

interface Wire {
  readonly grant: string
  readonly refreshToken?: string
}

export function createProvider(
  clock: SimulationClock,
  random: SeededRandom,
  trace: Trace,
  options: { readonly rotates: boolean; readonly overstatement: number; readonly onViolation: (what: string) => void },
): Provider {
  const endpoint = createTokenEndpoint(clock)
  endpoint.rotates = options.rotates
  const accessTokens = new Map<string, IssuedToken>()
  const families = new Families()
  const renewals = new Map<string, string>()
  let latest: IssuedToken | undefined
  let tokenRequests = 0

  const travel = (ms: number): Promise<void> => new Promise((resolve) => clock.schedule(resolve, ms))

  /** Whatever the reason, a client that was slow to act on it did so within a flight or two. */
  const excuseMs = 80_000

  /** A token that lives is replaced only when most of its life is over, or for a reason. */
  function checkNeed(client: string): void {
    const now = clock.truth()
    if (!latest || provider.excusedAt + excuseMs >= latest.sentAt) return
    // Wall clocks count in whole milliseconds.
    const restedMs = now - latest.sentAt + 2
    if (restedMs < 0.8 * latest.lifeMs) {
      options.onViolation(
        `needless: ${client} asked for a token ${restedMs} ms after one that lives ${latest.lifeMs} ms`,
      )
    }
  }

  async function act(sent: Wire, request: Request, text: string): Promise<Response> {
    if (sent.grant === 'refresh') {
      const verdict = families.check(sent.refreshToken ?? '')
      if (verdict === 'betrayed') options.onViolation(`reuse: ${sent.refreshToken} was used twice`)
      if (verdict !== 'good') return Response.json({ error: 'invalid_grant' }, { status: 400 })
    }
    endpoint.fields = { expires_in: (provider.lifeMs * options.overstatement) / 1000 }
    return endpoint.fetch(request.url, { method: 'POST', headers: request.headers, body: text })
  }

  async function record(sent: Wire, sentAt: number, response: Response): Promise<IssuedToken | undefined> {
    if (!response.ok || sent.grant === 'revoke') return undefined
    const body: { access_token: string; refresh_token?: string; expires_in: number } = await response.clone().json()
    const issued = { sentAt, lifeMs: (body.expires_in * 1000) / options.overstatement, arrivedAt: undefined }
    accessTokens.set(body.access_token, issued)
    if (sent.refreshToken === undefined) families.begin(body.refresh_token ?? '', issued)
    else if (body.refresh_token !== undefined) families.rotate(sent.refreshToken, body.refresh_token, issued)
    return issued
  }

  async function answer(
    client: string,
    input: string | URL | Request,
    init: RequestInit | undefined,
  ): Promise<Response> {
    const request = new Request(input, init)
    const { signal } = request
    const text = await request.text()
    const sent = JSON.parse(text) as Wire // as the test adapter sends it
    const sentAt = clock.truth()
    const trouble = provider.troubles.shift() ?? provider.outage
    if (sent.grant !== 'revoke') {
      tokenRequests += 1
      checkNeed(client)
    }
    trace.add(`${client} → ${sent.grant} ${sent.refreshToken ?? ''} ${trouble?.kind ?? ''}`)
    // Whoever asks for the end of a session has given it up, whether or not the provider gets to know.
    if (sent.grant === 'revoke') families.end(sent.refreshToken)
    if (sent.grant === 'refresh' && sent.refreshToken) renewals.set(client, sent.refreshToken)
    const latencyMs = random.between(0.5, 1) * provider.latencyMs
    await travel(latencyMs / 2)
    if (trouble?.kind === 'refused') throw connectionError('ECONNREFUSED')
    if (trouble?.kind === 'silent') return new Promise(() => {})
    if (trouble?.kind === 'status') {
      const { status, retryAfter } = trouble
      return Response.json({}, { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } })
    }
    const response = await act(sent, request, text)
    const issued = await record(sent, sentAt, response)
    await travel(latencyMs / 2)
    if (trouble?.kind === 'lost' || signal.aborted) {
      trace.add(`${client} ← lost`)
      throw connectionError('ECONNRESET')
    }
    if (issued) {
      issued.arrivedAt = clock.truth()
      latest = issued
      if (sent.grant === 'password') families.excuseReplaced()
    }
    trace.add(`${client} ← ${response.status}`)
    return response
  }

  const provider: Provider = {
    fetchOf: (client) => (input, init) => {
      const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
      signal?.throwIfAborted()
      const aborted = new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
      return Promise.race([answer(client, input, init), aborted]).finally(() => renewals.delete(client))
    },
    get tokenRequests() {
      return tokenRequests
    },
    lifeMs: 3_600_000,
    latencyMs: 0,
    outage: undefined,
    excusedAt: 0,
    troubles: [],
    find: (accessToken) => accessTokens.get(accessToken),
    families,
    renewalOf: (client) => renewals.get(client),
  }
  return provider
}

function connectionError(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}
