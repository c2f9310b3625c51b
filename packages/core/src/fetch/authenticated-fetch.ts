import type { Adapter, RejectionResponse, StoredTokenSet, Verdict } from '../adapter-contract.ts'
import type { AuthError } from '../errors/auth-error.ts'
import { failure } from '../errors/failures.ts'
import { discard } from '../http/call-fetch.ts'
import { readBody } from '../http/read-body.ts'
import { createRetryBudget } from '../http/retry-budget.ts'
import { withTimeLimit } from '../http/time-limit.ts'
import { isSecure } from '../options/urls.ts'
import { type CachedSession, freshnessOf, storedTokenSet } from '../session/cached-session.ts'
import type { TokenSource } from '../session/source.ts'
import type { Settings } from '../settings.ts'
import { type AuthRequestInit, type Outgoing, readOutgoing, resolveUrl } from './outgoing.ts'
import { conclude, type Delivery, type SendOptions, send } from './send.ts'
import { sendAgain } from './send-again.ts'

const maxRejectionBytes = 64 * 1024

// A 401 says in its first packet what it is about; the caller waits for the rest.
const maxRejectionMs = 1000

export interface AuthenticatedFetch {
  fetch(input: string | URL | Request, init?: AuthRequestInit): Promise<Response>
  headers(url: string | URL | undefined, signal: AbortSignal | undefined): Promise<Headers>
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
  const budget = createRetryBudget()
  const tokenSetOf = (cached: CachedSession<Session>): StoredTokenSet<Session> =>
    storedTokenSet(cached, freshnessOf(cached, settings.clock) === 'expired')

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

  async function stamped(
    given: Headers,
    cached: CachedSession<Session>,
    signal: AbortSignal | undefined,
  ): Promise<Headers> {
    const headers = new Headers(given)
    await adapter.present(headers, tokenSetOf(cached), signal ?? new AbortController().signal)
    // What the caller set stays as it is.
    for (const name of adapter.credentialHeaders) {
      const own = given.get(name)
      if (own !== null) headers.set(name, own)
    }
    return headers
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
    const options: SendOptions = {
      fetch: settings.channel.fetch,
      credentialHeaders: adapter.credentialHeaders,
      onBlindRedirect: () =>
        fail('unexpected_redirect', 'the API redirected, and this platform does not show where to: call the final URL'),
    }
    const sendOnce = (): Promise<Delivery> => send(outgoing, headers, options)
    return settings.retryRequests ? sendAgain(sendOnce, outgoing, settings.channel, budget) : sendOnce()
  }

  /** Sends a request with a token, and finds out what a 401 or 403 is about, where that is `asked`. */
  async function present(outgoing: Outgoing, cached: CachedSession<Session>, asked: boolean): Promise<Presented> {
    const { signal } = outgoing
    const headers = await stamped(outgoing.headers, cached, signal)
    const { response, left } = await deliver(outgoing, headers)
    const { status } = response
    if (left || !asked) return { response, verdict: undefined }
    if (status !== 401 && status !== 403) {
      source.noteAccepted()
      return { response, verdict: undefined }
    }
    const verdict = await orDiscard(response, () =>
      adapter.classify(asRejection(response, headers, signal), tokenSetOf(cached)),
    )
    signal?.throwIfAborted()
    if (verdict === 'other') source.noteAccepted()
    return { response, verdict }
  }

  async function authenticatedFetch(input: string | URL | Request, init: AuthRequestInit = {}): Promise<Response> {
    const url = resolveUrl(input, settings.apiBaseUrl)
    checkUrl(url)
    const outgoing = await readOutgoing(input, init, url)
    return conclude(outgoing, exchange(outgoing))
  }

  async function exchange(outgoing: Outgoing): Promise<Response> {
    const { signal, body } = outgoing
    // A caller who brings a credential of its own answers for it.
    const own = adapter.credentialHeaders.filter((name) => outgoing.headers.has(name))
    if (own.length === adapter.credentialHeaders.length) return (await deliver(outgoing, outgoing.headers)).response
    const cached = await source.get({ signal })
    const first = await present(outgoing, cached, own.length === 0)
    if (first.verdict === 'token-rejected') {
      const { status } = first.response
      settings.emit({ type: 'token-rejected', generation: cached.token.generation, status })
      if (!body.replayable) source.discard(cached)
    }
    if (!first.verdict || first.verdict === 'other' || !body.replayable) return first.response
    const isRejected = first.verdict === 'token-rejected'
    const next = isRejected ? await orDiscard(first.response, () => source.replace(cached, signal)) : cached
    // The API rejects new tokens too: its answer says more than an error of ours would.
    if (!next) return first.response
    discard(first.response)
    const second = await present(outgoing, next, isRejected)
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
      const cached = await source.get({ signal })
      return stamped(new Headers(), cached, signal)
    },
  }
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
