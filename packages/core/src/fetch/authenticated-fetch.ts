import type { Adapter, RefusedResponse } from '../adapter-contract.ts'
import { createFailures } from '../errors/failures.ts'
import { readBody } from '../http/read-body.ts'
import { isSecure } from '../options/settings.ts'
import type { Settings } from '../settings.ts'
import { freshnessOf, type Held, storedGrant } from '../token/held.ts'
import type { TokenSource } from '../token/source.ts'
import { type AuthRequestInit, readOutgoing } from './outgoing.ts'
import { send } from './send.ts'

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
      text: async () => (await readBody(response.clone(), maxRefusalBytes).catch(() => undefined)) ?? '',
    }
  }

  async function authenticatedFetch(input: string | URL | Request, init: AuthRequestInit = {}): Promise<Response> {
    const outgoing = await readOutgoing(input, init, settings.apiBaseUrl)
    const { url, signal } = outgoing
    checkUrl(url)
    const sendOptions = {
      fetch: settings.fetch ?? globalThis.fetch,
      credentialHeaders: adapter.credentialHeaders,
      isAllowed,
      onBlindRedirect: () =>
        fail('unexpected_redirect', {
          message: 'the API redirected, and this platform does not show where to: call the final URL',
        }),
    }
    // A caller who brings a credential of its own answers for it.
    const ownCredential = adapter.credentialHeaders.some((name) => outgoing.headers.has(name))
    if (outgoing.headers.has('authorization') && adapter.credentialHeaders.every((name) => name === 'authorization')) {
      return send(outgoing, outgoing.headers, sendOptions)
    }
    const held = await source.get({ signal })
    const headers = await stamped(outgoing.headers, held, signal)
    const response = await send(outgoing, headers, sendOptions)
    if (ownCredential || (response.status !== 401 && response.status !== 403)) return response
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
    return send(outgoing, await stamped(outgoing.headers, next, signal), sendOptions)
  }

  return {
    fetch: authenticatedFetch,
    async headers(url, signal) {
      if (url !== undefined) checkUrl(new URL(url, settings.apiBaseUrl))
      const held = await source.get({ signal })
      return stamped(new Headers(), held, signal)
    },
  }
}
