import { givenBody, type OutgoingBody } from './body.ts'
import { readRequestBody } from './request-body.ts'

/** A request that the caller wants to make, taken apart so that it can be sent more than once. */
export interface Outgoing {
  readonly url: URL
  readonly method: string
  /** `undefined`: it has none of its own, as most have. */
  readonly headers: Headers | undefined
  /** Everything else of the init, as given. */
  readonly rest: RequestInit
  readonly redirect: NonNullable<RequestInit['redirect']>
  /** What the body of the final response must match. */
  readonly integrity: string
  readonly signal: AbortSignal | undefined
  readonly body: OutgoingBody
}

/** A body, or a function that makes one for each sending. */
export type AuthRequestInit = Omit<RequestInit, 'body'> & {
  body?: RequestInit['body'] | (() => NonNullable<RequestInit['body']>)
  duplex?: 'half' | undefined
}

/**
 * Takes the arguments of `fetch` apart, at once: only the body of a Request has to be waited for. `url` is where the
 * input points to: see {@link resolveUrl}.
 */
export function readOutgoing(
  input: string | URL | Request,
  init: AuthRequestInit,
  url: URL,
): Outgoing | Promise<Outgoing> {
  const { body: initBody, headers: initHeaders, method, redirect, signal: initSignal, integrity, ...others } = init
  const request = isRequest(input) ? input : undefined
  // What it says is not its own members, which alone a spread takes along.
  const model = isRequest(init) ? init : undefined
  // As in `fetch`, null takes the signal of a Request away.
  const signal = (initSignal === undefined ? request?.signal : initSignal) ?? undefined
  const fixed = {
    url,
    method: normalizeMethod(method ?? request?.method ?? 'GET'),
    headers: initHeaders || request ? new Headers(initHeaders ?? request?.headers) : undefined,
    rest: { ...initOf(model ?? request), ...others },
    redirect: redirect ?? request?.redirect ?? 'follow',
    integrity: integrity ?? request?.integrity ?? '',
    signal,
    body: givenBody(model ? undefined : initBody),
  }
  // As in `fetch`, null is no body, and leaves that of a Request.
  const bearer = model && initBody !== null ? model : (initBody ?? undefined) === undefined ? request : undefined
  return bearer ? withBodyOf(bearer, fixed) : fixed
}

async function withBodyOf(request: Request, outgoing: Outgoing): Promise<Outgoing> {
  return { ...outgoing, body: await readRequestBody(request, outgoing.signal) }
}

/**
 * Where the input of `fetch` points to. `/users` and `users` are both below the base URL, also where that has a path.
 * White space is dropped where every URL parser drops it, so that nobody reads another URL than the one here.
 *
 * @see https://url.spec.whatwg.org/#concept-basic-url-parser
 */
export function resolveUrl(input: string | URL | Request, baseUrl: string): URL {
  const text = isRequest(input) ? input.url : String(input)
  const url = text.replace(/^[\0- ]+|[\0- ]+$|[\t\n\r]/g, '')
  if (/^[a-z][a-z\d+.-]*:/i.test(url)) return new URL(url)
  const base = baseUrl.replace(/\/+$/, '')
  // A path of two slashes, of either kind, would be read as another host.
  return new URL(`${base}/${url.replace(/^[/\\]+/, '')}`)
}

/** A Request of another realm or library counts as well. */
function isRequest(input: string | object): input is Request {
  return typeof input === 'object' && 'url' in input
}

/** Other methods are case-sensitive (https://fetch.spec.whatwg.org/#concept-method-normalize). */
function normalizeMethod(method: string): string {
  return /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method
}

/** What a Request says beside url, method, headers and body. Runtimes differ in what they have. */
function initOf(request: Request | undefined): RequestInit | undefined {
  if (!request) return undefined
  const names = ['cache', 'credentials', 'keepalive', 'mode', 'referrer', 'referrerPolicy'] as const
  const entries = names.map((name) => [name, request[name]] as const)
  // A navigation cannot be repeated by a script.
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== 'navigate'))
}
