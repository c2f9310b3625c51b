import { discard } from '../http/call-fetch.ts'
import { isStream, type OutgoingBody } from './body.ts'
import { checkIntegrity } from './integrity.ts'
import type { Outgoing } from './outgoing.ts'

const maxRedirects = 20
const redirectStatuses = new Set([301, 302, 303, 307, 308])
const bodyHeaders = ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length']

export interface SendOptions {
  fetch(url: string, init: RequestInit): Promise<Response>
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
  const { redirect, integrity } = outgoing
  let { url, method } = outgoing
  let body: OutgoingBody | undefined = outgoing.body
  const current = new Headers(headers)
  let left = false
  for (let redirects = 0; ; redirects += 1) {
    const init: RequestInit & { duplex?: 'half' } = { ...outgoing.rest, method, headers: current }
    init.body = body?.open() ?? null
    init.redirect = redirect === 'error' ? 'error' : 'manual'
    // A redirect that is followed by hand would be checked as well.
    if (integrity && redirect !== 'follow') init.integrity = integrity
    if (outgoing.signal) init.signal = outgoing.signal
    if (isStream(init.body)) init.duplex = 'half'
    const response = await options.fetch(url.href, init)
    const { status } = response
    if (redirects > 0) markRedirected(response)
    if (redirect !== 'follow') return { response, left }
    if (response.type === 'opaqueredirect') throw options.onBlindRedirect()
    const location = response.headers.get('location')
    if (!redirectStatuses.has(status) || location === null || !URL.canParse(location, url)) return { response, left }
    const becomesGet = method === 'POST' ? status <= 303 : status === 303 && method !== 'HEAD'
    if (!becomesGet && !outgoing.body.replayable) return { response, left }
    if (redirects === maxRedirects) throw new TypeError('fetch failed: too many redirects')
    discard(response)
    const next = new URL(location, url)
    // As in every fetch: some runtimes would read a local file.
    if (!/^https?:$/.test(next.protocol)) throw new TypeError('fetch failed: the redirect is not to an HTTP URL')
    if (next.origin !== url.origin) {
      left = true
      for (const name of [...options.credentialHeaders, 'authorization', 'cookie', 'proxy-authorization'])
        current.delete(name)
    }
    url = next
    if (becomesGet) {
      method = 'GET'
      body = undefined
      for (const name of bodyHeaders) current.delete(name)
    }
  }
}

/** Says what the platform says after a redirect that it followed, also of a clone. */
function markRedirected(response: Response): Response {
  const { clone } = response
  const copy = (): Response => markRedirected(clone.call(response))
  return Object.defineProperties(response, { redirected: { value: true }, clone: { value: copy, configurable: true } })
}

/** Ends a call whose answer has come, or will not: its body is not sent again, and the answer's integrity is checked. */
export async function conclude({ body, redirect, integrity }: Outgoing, answer: Promise<Response>): Promise<Response> {
  try {
    const response = await answer
    body.release()
    if (redirect === 'follow') await checkIntegrity(response, integrity)
    return response
  } catch (error) {
    body.release(error)
    throw error
  }
}
