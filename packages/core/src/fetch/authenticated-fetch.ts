import type { Adapter, PresentedHeaders, RejectionResponse, Verdict } from '../adapter-contract.ts'
import type { AuthError } from '../errors/auth-error.ts'
import { failure } from '../errors/failures.ts'
import { discard } from '../http/call-fetch.ts'
import { readBody } from '../http/read-body.ts'
import { RetryBudget } from '../http/retry-budget.ts'
import { isSecure } from '../options/urls.ts'
import { type CachedSession, freshnessOf, storedTokenSet } from '../session/cached-session.ts'
import type { TokenSource } from '../session/source.ts'
import type { Settings } from '../settings.ts'
import { withTimeLimit } from '../time-limit.ts'
import { unlessAborted } from '../wait-for.ts'
import { HeaderRecord } from './header-record.ts'
import { checkIntegrity } from './integrity.ts'
import { type AuthRequestInit, type Outgoing, readOutgoing, resolveUrl } from './outgoing.ts'
import { type Delivery, type SendOptions, send } from './send.ts'
import { sendAgain } from './send-again.ts'

const maxRejectionBytes = 64 * 1024

// A 401 says in its first packet what it is about; the caller waits for the rest.
const maxRejectionMs = 1000

export interface AuthenticatedFetch {
  fetch(input: string | URL | Request, init?: AuthRequestInit): Promise<Response>
  headers(url: string | URL | undefined, signal: AbortSignal | undefined): Promise<Record<string, string>>
}

interface Presented {
  readonly response: Response
  /** What a 401 or 403 is about. */
  readonly verdict: Verdict | undefined
}

/** A `fetch` that presents the token, and replaces it once when the API says that it is dead. */
export function createAuthenticatedFetch<Credentials, Session>(
  adapter: Adapter<Credentials, Session>,
  settings: Settings<Credentials>,
  source: TokenSource<Credentials, Session>,
): AuthenticatedFetch {
  const fail = (code: string, message: string): AuthError => failure(settings, code, { message }, 'request')
  const budget = new RetryBudget()
  const sending: SendOptions = {
    caller: `@auth/${settings.provider}`,
    fetch: (url, init) => settings.channel.fetch(url, init),
    credentialHeaders: adapter.credentialHeaders,
    onBlindRedirect: () =>
      fail('unexpected_redirect', 'the API redirected, and this platform does not show where to: call the final URL'),
  }

  function checkUrl(url: URL): void {
    if (!/^https?:$/.test(url.protocol)) {
      throw fail(
        'insecure_url',
        'a URL must begin with https://, and a path with a colon in its first part must begin with /',
      )
    }
    // An origin without TLS is among them only where that is allowed.
    if (settings.origins.includes(url.origin)) return
    if (!settings.allowInsecure && !isSecure(url)) {
      throw fail('insecure_url', `a request to ${url.origin} would send the token in the open: use https://`)
    }
    throw fail(
      'origin_not_allowed',
      `${url.origin} is not an origin of this API, so nothing was sent. Known: ${settings.origins.join(', ')}. Add it to the option \`origins\` if it may have the token`,
    )
  }

  /** Presents a token that was got just now. */
  function stamp(
    headers: PresentedHeaders,
    cached: CachedSession<Session>,
    signal: AbortSignal | undefined,
  ): void | Promise<void> {
    return endedBy(
      signal,
      adapter.present(headers, storedTokenSet(cached, false), signal ?? new AbortController().signal),
    )
  }

  function asRejection(response: Response, sent: Headers, signal: AbortSignal | undefined): RejectionResponse {
    const { clock, channel } = settings
    const { status, headers } = response
    return {
      status,
      headers,
      sent,
      signal: signal ?? new AbortController().signal,
      text: () =>
        withTimeLimit(clock, Math.min(maxRejectionMs, channel.attemptTimeoutMs), signal, async (limit) => {
          const start = await readBody(response.clone(), maxRejectionBytes, limit).catch(() => undefined)
          return start?.text ?? ''
        }),
    }
  }

  function deliver(outgoing: Outgoing, headers: Headers): Promise<Delivery> {
    if (!settings.retryRequests) return send(outgoing, headers, sending)
    const sendOnce = (): Promise<Delivery> => send(outgoing, new Headers(headers), sending)
    return sendAgain(sendOnce, outgoing, settings.channel, budget)
  }

  /**
   * Sends a request with a token, and finds out what a 401 or 403 is about, where that is `asked`.
   *
   * @param own - The credential headers that the caller has set.
   */
  async function present(
    outgoing: Outgoing,
    cached: CachedSession<Session>,
    own: readonly string[],
    asked: boolean,
  ): Promise<Presented> {
    const { signal } = outgoing
    const headers = new Headers(outgoing.headers)
    const stamping = stamp(headers, cached, signal)
    if (stamping) await stamping
    for (const name of own) headers.set(name, outgoing.headers?.get(name) ?? '')
    const { response, left } = await deliver(outgoing, headers)
    const { status } = response
    if (left || !asked) return { response, verdict: undefined }
    if (status !== 401 && status !== 403) {
      source.noteAccepted()
      return { response, verdict: undefined }
    }
    return { response, verdict: await judge(response, headers, cached, signal) }
  }

  /** Finds out what a 401 or 403 is about. */
  async function judge(
    response: Response,
    sent: Headers,
    cached: CachedSession<Session>,
    signal: AbortSignal | undefined,
  ): Promise<Verdict> {
    const expired = freshnessOf(cached, settings.clock) === 'expired'
    const verdict = await orDiscard(response, () =>
      endedBy(signal, adapter.classify(asRejection(response, sent, signal), storedTokenSet(cached, expired))),
    )
    signal?.throwIfAborted()
    if (verdict === 'other') source.noteAccepted()
    return verdict
  }

  async function authenticatedFetch(input: string | URL | Request, init: AuthRequestInit = {}): Promise<Response> {
    const url = resolveUrl(input, settings.apiBaseUrl)
    checkUrl(url)
    const reading = readOutgoing(input, init, url)
    const outgoing = reading instanceof Promise ? await reading : reading
    const { signal, body } = outgoing
    try {
      const own: string[] = []
      for (const name of adapter.credentialHeaders) if (outgoing.headers?.has(name)) own.push(name)
      let response: Response
      if (own.length === adapter.credentialHeaders.length) {
        // A caller who brings a credential of its own answers for it.
        response = (await deliver(outgoing, new Headers(outgoing.headers))).response
      } else {
        const cached = source.ready(signal) ?? (await source.get(signal))
        const first = await present(outgoing, cached, own, own.length === 0)
        response = first.verdict ? await replay(outgoing, cached, first.response, first.verdict) : first.response
      }
      body.release()
      return outgoing.integrity ? await checkIntegrity(response, outgoing) : response
    } catch (error) {
      body.release(error)
      throw error
    }
  }

  /** Sends a request once more that was rejected, where that helps, or returns the rejection. */
  async function replay(
    outgoing: Outgoing,
    cached: CachedSession<Session>,
    rejection: Response,
    verdict: Verdict,
  ): Promise<Response> {
    const { signal, body } = outgoing
    const isRejected = verdict === 'token-rejected'
    if (isRejected) {
      settings.emit({ type: verdict, generation: cached.token.generation, status: rejection.status })
      if (!body.replayable) source.discard(cached)
    }
    if (verdict === 'other' || !body.replayable) return rejection
    const next = isRejected ? await orDiscard(rejection, () => source.replace(cached, signal)) : cached
    // The API rejects new tokens too: its answer says more than an error of ours would.
    if (!next) return rejection
    discard(rejection)
    const second = await present(outgoing, next, [], isRejected)
    if (second.verdict === 'token-rejected') source.noteRejected(next)
    return second.response
  }

  return {
    fetch: authenticatedFetch,
    async headers(url, signal) {
      if (url !== undefined) {
        // The second is how other clients read it, and they send it.
        for (const { href } of [resolveUrl(url, settings.apiBaseUrl), new URL(url, settings.apiBaseUrl)]) {
          // The handshake of a WebSocket is HTTP, to the same origin.
          checkUrl(new URL(href.replace(/^ws/, 'http')))
        }
      }
      const cached = source.ready(signal) ?? (await source.get(signal))
      const headers = new HeaderRecord()
      const stamping = stamp(headers, cached, signal)
      if (stamping) await stamping
      return headers.fields
    },
  }
}

/** What an adapter does for one caller, which may call a function of the user's: one that hears no signal keeps nobody. */
function endedBy<Result>(signal: AbortSignal | undefined, work: Result | Promise<Result>): Result | Promise<Result> {
  return signal && work instanceof Promise ? unlessAborted(work, signal) : work
}

/** Does what follows an answer, which nobody gets to see if that fails. */
async function orDiscard<Result>(response: Response, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    discard(response)
    throw error
  }
}
