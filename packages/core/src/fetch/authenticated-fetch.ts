import type { Adapter, RefusedResponse } from '../adapter-contract.ts'
import { createFailures } from '../errors/failures.ts'
import { readBody } from '../http/read-body.ts'
import { createRetryBudget } from '../http/retry-budget.ts'
import { isSecure } from '../options/urls.ts'
import type { Settings } from '../settings.ts'
import { freshnessOf, type Held, storedGrant } from '../token/held.ts'
import type { TokenSource } from '../token/source.ts'
import { type AuthRequestInit, type Outgoing, readOutgoing, resolveUrl } from './outgoing.ts'
import { type SendOptions, send } from './send.ts'
import { sendAgain } from './send-again.ts'

const maxRefusalBytes = 64 * 1024

export interface AuthenticatedFetch {
  fetch(input: string | URL | Request, init?: AuthRequestInit): Promise<Response>
  headers(url: string | URL | undefined, signal: AbortSignal | undefined): Promise<Headers>
}

/** A `fetch` that presents the token, and replaces it once when the API says that it is dead. */
export function createAuthenticatedFetch<Credentials, Session>(
  adapter: Adapter<Credentials, Session>,
  settings: Settings<Credentials>,
  source: TokenSource<Credentials, Session>,
): AuthenticatedFetch {
  const fail = createFailures(settings.provider, 'request', [])
  const budget = createRetryBudget()
  const isAllowed = (url: URL): boolean =>
    settings.origins.includes(url.origin) && (settings.allowInsecure || isSecure(url))

  function checkUrl(url: URL): void {
    if (!settings.allowInsecure && !isSecure(url)) {
      throw fail('insecure_url', {
        message: `a request to ${url.origin} would send the token in the open: use https://`,
      })
    }
    if (!settings.origins.includes(url.origin)) {
      throw fail('origin_not_allowed', {
        message: `${url.origin} is not an origin of this API, so nothing was sent. Known: ${settings.origins.join(', ')}. Add it to the option \`origins\` if it may have the token`,
      })
    }
  }

  async function stamped(given: Headers, held: Held<Session>, signal: AbortSignal | undefined): Promise<Headers> {
    const headers = new Headers(given)
    const grant = storedGrant(held, false)
    await adapter.present(headers, grant, signal ?? new AbortController().signal)
    // What the caller set stays as it is.
    for (const name of adapter.credentialHeaders) {
      const own = given.get(name)
      if (own !== null) headers.set(name, own)
    }
    return headers
  }

  function asRefused(response: Response, sent: Headers): RefusedResponse {
    return {
      status: response.status,
      headers: response.headers,
      sent,
      text: async () => {
        const start = await readBody(response.clone(), maxRefusalBytes).catch(() => undefined)
        return start?.text ?? ''
      },
    }
  }

  /** @param trip - Is told whether the answer comes from where the credentials were not sent. */
  function deliver(outgoing: Outgoing, headers: Headers, trip: { left: boolean }): Promise<Response> {
    const options: SendOptions = {
      fetch: settings.fetch ?? globalThis.fetch,
      credentialHeaders: adapter.credentialHeaders,
      isAllowed,
      onBlindRedirect: () =>
        fail('unexpected_redirect', {
          message: 'the API redirected, and this platform does not show where to: call the final URL',
        }),
      onLeave() {
        trip.left = true
      },
    }
    const sendOnce = (): Promise<Response> => {
      trip.left = false
      return send(outgoing, headers, options)
    }
    return settings.retryRequests ? sendAgain(sendOnce, outgoing, settings.channel, budget) : sendOnce()
  }

  async function authenticatedFetch(input: string | URL | Request, init: AuthRequestInit = {}): Promise<Response> {
    const url = resolveUrl(input, settings.apiBaseUrl)
    checkUrl(url)
    const outgoing = await readOutgoing(input, init, url)
    const { signal } = outgoing
    // A caller who brings a credential of its own answers for it.
    const trip = { left: false }
    const ownCredential = adapter.credentialHeaders.some((name) => outgoing.headers.has(name))
    if (outgoing.headers.has('authorization') && adapter.credentialHeaders.every((name) => name === 'authorization')) {
      return deliver(outgoing, outgoing.headers, trip)
    }
    const held = await source.get({ signal })
    const headers = await stamped(outgoing.headers, held, signal)
    const response = await deliver(outgoing, headers, trip)
    if (ownCredential || trip.left || (response.status !== 401 && response.status !== 403)) return response
    const grant = storedGrant(held, freshnessOf(held, settings.clock) === 'expired')
    const verdict = await adapter.classify(asRefused(response, headers), grant)
    if (verdict === 'other') return response
    if (verdict === 'token-dead') {
      settings.emit({ type: 'token-rejected', generation: held.token.generation, status: response.status })
      if (!outgoing.replayable) {
        source.reject(held)
        return response
      }
    } else if (!outgoing.replayable) return response
    response.body?.cancel().catch(() => {})
    const next = verdict === 'token-dead' ? await source.refresh(held.token, signal) : held
    return deliver(outgoing, await stamped(outgoing.headers, next, signal), trip)
  }

  return {
    fetch: authenticatedFetch,
    async headers(url, signal) {
      // The handshake of a WebSocket is HTTP, to the same origin.
      if (url !== undefined) checkUrl(new URL(resolveUrl(url, settings.apiBaseUrl).href.replace(/^ws/, 'http')))
      const held = await source.get({ signal })
      return stamped(new Headers(), held, signal)
    },
  }
}
