import type { Fetch } from '../http/channel.ts'
import type { Outgoing } from './outgoing.ts'

const maxRedirects = 20

export interface SendOptions {
  readonly fetch: Fetch
  /** Lower-case names of headers that must not reach another origin. */
  readonly credentialHeaders: readonly string[]
  /** Where credentials may go. */
  readonly isAllowed: (url: URL) => boolean
  readonly onBlindRedirect: () => Error
}

/**
 * Sends a request. Redirects are followed by hand, because the platform drops only `Authorization` when it leaves the
 * origin, and every other credential header goes along.
 *
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export async function send(outgoing: Outgoing, headers: Headers, options: SendOptions): Promise<Response> {
  let { url, method } = outgoing
  let body = outgoing.body()
  const current = new Headers(headers)
  for (let redirects = 0; ; redirects += 1) {
    const init: RequestInit & { duplex?: 'half' } = { ...outgoing.rest, method, headers: current, redirect: 'manual' }
    if (outgoing.redirect === 'error') init.redirect = 'error'
    if (outgoing.signal) init.signal = outgoing.signal
    if (body !== undefined && body !== null) init.body = body
    if (body instanceof ReadableStream) init.duplex = 'half'
    const response = await options.fetch(url.href, init)
    if (outgoing.redirect !== 'follow') return response
    if (response.type === 'opaqueredirect') throw options.onBlindRedirect()
    const location = response.headers.get('location')
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null || !URL.canParse(location, url))
      return response
    if (redirects === maxRedirects) throw new TypeError('fetch failed: too many redirects')
    const keepsBody = response.status === 307 || response.status === 308
    if (keepsBody && !outgoing.replayable) return response
    response.body?.cancel().catch(() => {})
    const next = new URL(location, url)
    if (next.origin !== url.origin || !options.isAllowed(next)) {
      for (const name of [...options.credentialHeaders, 'authorization', 'cookie', 'proxy-authorization'])
        current.delete(name)
    }
    url = next
    if (keepsBody) body = outgoing.body()
    else if (method !== 'HEAD' && (response.status === 303 || method === 'POST')) {
      method = 'GET'
      body = undefined
      for (const name of ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length'])
        current.delete(name)
    }
  }
}
