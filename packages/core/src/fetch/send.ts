import type { Fetch } from '../http/channel.ts'
import { isStream, type Outgoing } from './outgoing.ts'

const maxRedirects = 20
const redirectStatuses = new Set([301, 302, 303, 307, 308])
const bodyHeaders = ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length']

export interface SendOptions {
  readonly fetch: Fetch
  /** Lower-case names of headers that must not reach another origin. */
  readonly credentialHeaders: readonly string[]
  /** Where credentials may go. */
  readonly isAllowed: (url: URL) => boolean
  readonly onBlindRedirect: () => Error
  /** Told when a redirect led where no credential may go. */
  readonly onLeave: () => void
}

/**
 * Sends a request. Redirects are followed by hand, because the platform drops only `Authorization` when it leaves the
 * origin, and every other credential header goes along.
 *
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export async function send(outgoing: Outgoing, headers: Headers, options: SendOptions): Promise<Response> {
  // Browsers refuse to run their fetch as the method of another object.
  const { fetch, credentialHeaders, isAllowed } = options
  let { url, method } = outgoing
  let body = outgoing.body()
  const current = new Headers(headers)
  for (let redirects = 0; ; redirects += 1) {
    const init: RequestInit & { duplex?: 'half' } = { ...outgoing.rest, method, headers: current, redirect: 'manual' }
    if (outgoing.redirect === 'error') init.redirect = 'error'
    if (outgoing.signal) init.signal = outgoing.signal
    if (body !== undefined && body !== null) init.body = body
    if (isStream(body)) init.duplex = 'half'
    const response = await fetch(url.href, init)
    if (outgoing.redirect !== 'follow') return response
    if (response.type === 'opaqueredirect') throw options.onBlindRedirect()
    const location = response.headers.get('location')
    if (!redirectStatuses.has(response.status) || location === null || !URL.canParse(location, url)) return response
    const becomesGet = method === 'POST' ? response.status <= 303 : response.status === 303 && method !== 'HEAD'
    if (!becomesGet && !outgoing.replayable) return response
    if (redirects === maxRedirects) throw new TypeError('fetch failed: too many redirects')
    response.body?.cancel().catch(() => {})
    const next = new URL(location, url)
    if (next.origin !== url.origin || !isAllowed(next)) {
      options.onLeave()
      for (const name of [...credentialHeaders, 'authorization', 'cookie', 'proxy-authorization']) current.delete(name)
    }
    url = next
    if (becomesGet) {
      method = 'GET'
      body = undefined
      for (const name of bodyHeaders) current.delete(name)
    } else if (body !== undefined && body !== null) {
      body = outgoing.body()
    }
  }
}
