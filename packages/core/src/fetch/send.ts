import type { Fetch } from '../http/channel.ts'
import { isStream, type Outgoing } from './outgoing.ts'

const maxRedirects = 20
const redirectStatuses = new Set([301, 302, 303, 307, 308])
const bodyHeaders = ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length']

export interface SendOptions {
  readonly fetch: Fetch
  /** Lower-case names of headers that must not reach another origin. */
  readonly credentialHeaders: readonly string[]
  readonly onBlindRedirect: () => Error
}

export interface Delivery {
  readonly response: Response
  /** Whether it comes from where the credentials were not sent. */
  readonly left: boolean
}

/**
 * Sends a request. Redirects are followed by hand, because the platform drops only `Authorization` when it leaves the
 * origin, and every other credential header goes along.
 *
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export async function send(outgoing: Outgoing, headers: Headers, options: SendOptions): Promise<Delivery> {
  // Browsers refuse to run their fetch as the method of another object.
  const { fetch, credentialHeaders } = options
  let { url, method, body } = outgoing
  const current = new Headers(headers)
  let left = false
  for (let redirects = 0; ; redirects += 1) {
    const init: RequestInit & { duplex?: 'half' } = { ...outgoing.rest, method, headers: current, body: body() ?? null }
    init.redirect = outgoing.redirect === 'error' ? 'error' : 'manual'
    if (outgoing.signal) init.signal = outgoing.signal
    if (isStream(init.body)) init.duplex = 'half'
    const response = await fetch(url.href, init)
    const { status } = response
    if (outgoing.redirect !== 'follow') return { response, left }
    if (response.type === 'opaqueredirect') throw options.onBlindRedirect()
    const location = response.headers.get('location')
    if (!redirectStatuses.has(status) || location === null || !URL.canParse(location, url)) return { response, left }
    const becomesGet = method === 'POST' ? status <= 303 : status === 303 && method !== 'HEAD'
    if (!becomesGet && !outgoing.replayable) return { response, left }
    if (redirects === maxRedirects) throw new TypeError('fetch failed: too many redirects')
    response.body?.cancel().catch(() => {})
    const next = new URL(location, url)
    // As in every fetch: some runtimes would read a local file.
    if (!/^https?:$/.test(next.protocol)) throw new TypeError('fetch failed: the redirect is not to an HTTP URL')
    if (next.origin !== url.origin) {
      left = true
      for (const name of [...credentialHeaders, 'authorization', 'cookie', 'proxy-authorization']) current.delete(name)
    }
    url = next
    if (becomesGet) {
      method = 'GET'
      body = () => undefined
      for (const name of bodyHeaders) current.delete(name)
    }
  }
}
