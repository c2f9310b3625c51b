import { checkResponse, discard } from '../http/call-fetch.ts'
import { isStream, type OutgoingBody } from './body.ts'
import type { Outgoing } from './outgoing.ts'

const maxRedirects = 20
const redirectStatuses = [301, 302, 303, 307, 308]
const bodyHeaders = ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length']

export interface SendOptions {
  fetch(url: string, init: RequestInit): Promise<unknown>
  /** Who is named in the error when that gives no Response. */
  readonly caller: string
  /** Lower-case names of headers that must not reach another origin. */
  readonly credentialHeaders: readonly string[]
  readonly onBlindRedirect: () => Error
}

export interface Delivery {
  readonly response: Response
  /** Whether it comes from where the credentials were not sent. */
  readonly left: boolean
}

/** One sending, and where it goes. */
interface Hop {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  /** `undefined`: a redirect has dropped it. */
  readonly body: OutgoingBody | undefined
  readonly left: boolean
}

/**
 * Sends a request, with headers that are given away. Redirects are followed by hand, because the platform drops only
 * `Authorization` when it leaves the origin, and every other credential header goes along.
 *
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export async function send(outgoing: Outgoing, headers: Headers, options: SendOptions): Promise<Delivery> {
  const { url, method, body } = outgoing
  let hop: Hop = { url, method, headers, body, left: false }
  for (let redirects = 0; ; redirects += 1) {
    const response = checkResponse(await options.fetch(hop.url.href, initOf(outgoing, hop)), options.caller)
    if (redirects > 0) markRedirected(response)
    const next = outgoing.redirect === 'follow' ? nextHop(outgoing, hop, response, options) : undefined
    if (!next) return { response, left: hop.left }
    if (redirects === maxRedirects) throw new TypeError('fetch failed: too many redirects')
    discard(response)
    // As in every fetch: some runtimes would read a local file.
    if (!/^https?:$/.test(next.url.protocol)) throw new TypeError('fetch failed: the redirect is not to an HTTP URL')
    hop = next
  }
}

function initOf({ rest, redirect, integrity, signal }: Outgoing, { method, headers, body }: Hop): RequestInit {
  const init: RequestInit & { duplex?: 'half' } = {
    method,
    headers,
    body: body?.open() ?? null,
    redirect: redirect === 'error' ? 'error' : 'manual',
    ...rest,
  }
  // A redirect that is followed by hand would be checked as well.
  if (integrity && redirect !== 'follow') init.integrity = integrity
  if (signal) init.signal = signal
  if (isStream(init.body)) init.duplex = 'half'
  return init
}

/** Where a redirect leads, and what goes along. */
function nextHop(outgoing: Outgoing, hop: Hop, response: Response, options: SendOptions): Hop | undefined {
  const { status, type } = response
  if (type === 'opaqueredirect') throw options.onBlindRedirect()
  if (!redirectStatuses.includes(status)) return undefined
  const location = response.headers.get('location')
  if (location === null || !URL.canParse(location, hop.url)) return undefined
  const becomesGet = hop.method === 'POST' ? status <= 303 : status === 303 && hop.method !== 'HEAD'
  if (!becomesGet && !outgoing.body.replayable) return undefined
  const url = new URL(location, hop.url)
  const headers = new Headers(hop.headers)
  const leaves = url.origin !== hop.url.origin
  if (leaves) drop(headers, [...options.credentialHeaders, 'authorization', 'cookie', 'proxy-authorization'])
  const next = { ...hop, url, headers, left: hop.left || leaves }
  if (!becomesGet) return next
  drop(headers, bodyHeaders)
  return { ...next, method: 'GET', body: undefined }
}

function drop(headers: Headers, names: readonly string[]): void {
  for (const name of names) headers.delete(name)
}

/** Says what the platform says after a redirect that it followed, also of a clone. */
function markRedirected(response: Response): Response {
  const { clone } = response
  const copy = (): Response => markRedirected(clone.call(response))
  return Object.defineProperties(response, { redirected: { value: true }, clone: { value: copy, configurable: true } })
}
