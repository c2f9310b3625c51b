import { createTokenEndpoint } from '../support/token-endpoint.ts'
import { Families, type IssuedToken, type Use } from './families.ts'
import type { SeededRandom } from './random.ts'
import type { SimulationClock } from './simulation-clock.ts'
import type { Trace } from './trace.ts'
import { Waits } from './waits.ts'

/** What goes wrong with a request. */
export type Trouble =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string | undefined }
  /** The connection fails before the request arrives. */
  | { readonly kind: 'refused' }
  /** The request arrives and is acted on, and the connection fails before the answer arrives. */
  | { readonly kind: 'lost' }
  /** Nothing is acted on, and no answer comes. */
  | { readonly kind: 'silent' }
  /** The answer takes longer than its token lives. */
  | { readonly kind: 'dead' }

/** A token endpoint that judges its clients: it knows what it issued, what arrived, and what is used twice. */
export interface Provider {
  /** The `fetch` of a client. */
  fetchOf(client: string): (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  readonly tokenRequests: number
  /** Requests that were given up by the client before there was an answer. */
  readonly abandoned: number
  lifeMs: number
  latencyMs: number
  outage: Trouble | undefined
  /** Troubles of the next requests, one each. */
  readonly troubles: Trouble[]
  find(accessToken: string): IssuedToken | undefined
  readonly families: Families
  readonly waits: Waits
  /** When something happened last, in true time, after which a token may be replaced before its time. */
  excusedAt: number
  /** The refresh token that a client has sent last, unless it knows that it was not used. */
  spentBy(client: string): Use | undefined
}

interface Wire {
  readonly grant: string
  readonly refreshToken?: string
}

/** The last request of its kind that a client has sent. */
interface Sent {
  readonly refreshToken: string | undefined
  /** How often somebody had signed in or out when its flight began. */
  resets: number
  readonly signal: AbortSignal
  isSettled: boolean
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
  const waits = new Waits()
  const spent = new Map<string, Use>()
  const requests = new Map<string, Sent>()
  let latest: IssuedToken | undefined
  let tokenRequests = 0
  let abandoned = 0

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

  async function act(use: Use | undefined, lifeMs: number, request: Request, text: string): Promise<Response> {
    if (use) {
      const verdict = families.check(use)
      if (verdict === 'betrayed') options.onViolation(`reuse: ${use.refreshToken} was used twice, by ${use.client}`)
      if (verdict !== 'good') return Response.json({ error: 'invalid_grant' }, { status: 400 })
    }
    endpoint.fields = { expires_in: (lifeMs * options.overstatement) / 1000 }
    return endpoint.fetch(request.url, { method: 'POST', headers: request.headers, body: text })
  }

  async function record(
    client: string,
    sent: Wire,
    sentAt: number,
    response: Response,
  ): Promise<IssuedToken | undefined> {
    if (!response.ok || sent.grant === 'revoke') return undefined
    const body: { access_token: string; refresh_token?: string; expires_in: number } = await response.clone().json()
    const lifeMs = (body.expires_in * 1000) / options.overstatement
    const session = families.sessionOf(sent.refreshToken)
    const issued: IssuedToken = { client, sentAt, lifeMs, session, arrivedAt: undefined }
    accessTokens.set(body.access_token, issued)
    if (sent.refreshToken === undefined) families.begin(body.refresh_token ?? '', issued)
    else if (body.refresh_token !== undefined) families.rotate(sent.refreshToken, body.refresh_token, issued)
    return issued
  }

  /** Counts a token request, and judges whether it may be sent now. */
  function count(client: string, { grant, refreshToken }: Wire, signal: AbortSignal): Use | undefined {
    tokenRequests += 1
    checkNeed(client)
    const resets = waits.resetsOf(client)
    const own: Sent = { refreshToken, resets, signal, isSettled: false }
    const before = requests.get(`${client} ${grant}`)
    requests.set(`${client} ${grant}`, own)
    // A renewal that a sign-in overtakes may still be sent again: what the sign-in is told does not matter to it.
    const isOvertaken = refreshToken !== undefined && before?.refreshToken === refreshToken && before.resets < resets
    if (isOvertaken) own.resets = before.resets
    const early = isOvertaken ? undefined : waits.check(client, clock.truth())
    if (early) options.onViolation(early)
    if (before?.resets === own.resets && !before.isSettled && !before.signal.aborted) {
      options.onViolation(`twice: ${client} sent a request while another like it was out`)
    }
    return grant === 'refresh' && refreshToken ? { client, refreshToken, order: tokenRequests } : undefined
  }

  async function answer(client: string, request: Request): Promise<Response> {
    const { signal } = request
    const text = await request.text()
    const sent = JSON.parse(text) as Wire // as the test adapter sends it
    const sentAt = clock.truth()
    const trouble = provider.troubles.shift() ?? provider.outage
    trace.add(`${client} → ${sent.grant} ${sent.refreshToken ?? ''} ${trouble?.kind ?? ''}`)
    const use = sent.grant === 'revoke' ? undefined : count(client, sent, signal)
    const resets = requests.get(`${client} ${sent.grant}`)?.resets ?? 0
    // Whoever asks for the end of a session has given it up, whether or not the provider gets to know.
    if (sent.grant === 'revoke') families.end(sent.refreshToken)
    if (use) spent.set(client, use)
    const unspent = (): void => {
      if (use && spent.get(client) === use) spent.delete(client)
    }
    const usualMs = random.between(0.5, 1) * provider.latencyMs
    const latencyMs = trouble?.kind === 'dead' ? Math.max(usualMs, 100) : usualMs
    await travel(latencyMs / 2)
    if (trouble?.kind === 'refused') {
      unspent()
      throw connectionError('ECONNREFUSED')
    }
    if (trouble?.kind === 'silent') return new Promise(() => {})
    if (trouble?.kind === 'status') {
      unspent()
      const { status, retryAfter } = trouble
      if (retryAfter === undefined) return Response.json({}, { status })
      if (sent.grant !== 'revoke' && !signal.aborted) {
        waits.tell(client, Number(retryAfter) * 1000, clock.truth(), resets)
      }
      return Response.json({}, { status, headers: { 'retry-after': retryAfter } })
    }
    const lifeMs = trouble?.kind === 'dead' ? latencyMs / 4 : provider.lifeMs
    const response = await act(use, lifeMs, request, text)
    const issued = await record(client, sent, sentAt, response)
    await travel(latencyMs / 2)
    if (trouble?.kind === 'lost' || signal.aborted) {
      trace.add(`${client} ← lost`)
      throw connectionError('ECONNRESET')
    }
    if (issued) {
      issued.arrivedAt = clock.truth()
      latest = issued
      if (issued.suspicion) options.onViolation(issued.suspicion)
    }
    trace.add(`${client} ← ${response.status}`)
    return response
  }

  /** The answer, or the reason of the client's own signal as soon as that is aborted. */
  function exchange(client: string, request: Request, signal: AbortSignal | undefined | null): Promise<Response> {
    signal?.throwIfAborted()
    let isSettled = false
    const aborted = new Promise<never>((_, reject) => {
      const leave = (): void => {
        if (!isSettled) abandoned += 1
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', leave, { once: true })
    })
    return Promise.race([answer(client, request), aborted]).finally(() => {
      isSettled = true
      for (const sent of requests.values()) if (sent.signal === request.signal) sent.isSettled = true
    })
  }

  const provider: Provider = {
    fetchOf: (client) => (input, init) => {
      const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
      return exchange(client, new Request(input, init), signal)
    },
    get tokenRequests() {
      return tokenRequests
    },
    get abandoned() {
      return abandoned
    },
    lifeMs: 3_600_000,
    latencyMs: 0,
    outage: undefined,
    excusedAt: 0,
    troubles: [],
    find: (accessToken) => accessTokens.get(accessToken),
    families,
    waits,
    spentBy: (client) => spent.get(client),
  }
  return provider
}

function connectionError(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}
