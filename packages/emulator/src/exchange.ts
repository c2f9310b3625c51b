import type { Call, EmulatorClock, ProviderEmulator, ProviderName } from './contract.ts'
import { type Fault, type FaultQueue, htmlError, networkError, truncated, withRetryAfter } from './faults.ts'
import type { JournalEntry } from './journal.ts'
import { maskedHeaders, maskedParameters, maskedPath } from './mask.ts'
import type { Observer } from './observer.ts'
import { createCall, findRoute, type Route } from './routes.ts'

export interface ExchangeParts {
  clock: EmulatorClock
  providers: Record<ProviderName, ProviderEmulator>
  faults: FaultQueue
  record(entry: JournalEntry): void
  observer?: Observer | undefined
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/** One request and its answer, from the caller's side. */
export function createExchange(parts: ExchangeParts): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url)
    request.signal.throwIfAborted()
    const response = await untilAborted(receive(parts, request, url), request.signal)
    return finished(response, request, parts.clock)
  }
}

async function receive(parts: ExchangeParts, request: Request, url: URL): Promise<Response> {
  const route = findRoute(url.pathname)
  const text = await request.text()
  // Aborted while it was sent: it has not arrived.
  request.signal.throwIfAborted()
  if (route === undefined) return new Response(`No provider at ${url.pathname}\n`, { status: 404 })
  return answer(parts, route, createCall(request, url, route, text))
}

async function answer(parts: ExchangeParts, route: Route, call: Call): Promise<Response> {
  const provider = parts.providers[route.provider]
  const endpoint = provider.endpoint(call)
  const entry: Writable<JournalEntry> = {
    at: parts.clock.now(),
    provider: route.provider,
    endpoint,
    method: call.method,
    path: maskedPath(call.path),
    status: 'pending',
    parameters: maskedParameters(call.query, call.text, call.headers.get('content-type') ?? ''),
    headers: maskedHeaders(call.headers),
  }
  parts.record(entry)
  parts.observer?.changed(entry)
  const fault = parts.faults.take(route.provider, endpoint)
  const kind = fault?.kind
  if (kind === 'refuse' || kind === 'stall') {
    entry.status = kind
    parts.observer?.changed(entry)
    if (kind === 'refuse') throw networkError('ECONNREFUSED', new URL(call.baseUrl).host)
    return new Promise(() => {})
  }
  const response =
    insteadOfProvider(fault, provider, call) ??
    (endpoint === undefined ? provider.notFound(call) : provider.handle(endpoint, call))
  const settled = await response
  entry.status = kind === 'reset' || kind === 'truncate' ? kind : settled.status
  const { observer } = parts
  if (observer !== undefined) {
    entry.answer = await observer.describe(settled)
    observer.changed(entry)
  }
  if (kind === 'reset') throw networkError('ECONNRESET', new URL(call.baseUrl).host)
  return kind === 'truncate' ? truncated(settled) : settled
}

function insteadOfProvider(
  fault: Fault | undefined,
  provider: ProviderEmulator,
  call: Call,
): Response | Promise<Response> | undefined {
  const { kind, retryAfter } = fault ?? {}
  if (typeof kind === 'function') return kind(unread(call))
  if (kind === 'html') return htmlError()
  if (kind === 'server-error') return provider.trouble(500)
  if (kind === 'rate-limit') return withRetryAfter(provider.trouble(429), retryAfter)
  if (kind === 'unavailable') return withRetryAfter(provider.trouble(503), retryAfter)
  return undefined
}

/** The body of the original request is consumed. */
function unread({ request, text }: Call): Request {
  const { url, method, headers, signal } = request
  const copy = new Request(url, { method, headers, body: method === 'GET' || method === 'HEAD' ? null : text })
  // It may be another kind of signal than the one that the platform's Request takes.
  return Object.defineProperty(copy, 'signal', { value: signal })
}

/** Rejects with the signal's reason at once, as fetch does, even while the answer never comes. */
async function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let onAbort = (): void => {}
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort)
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

function finished(response: Response, request: Request, clock: EmulatorClock): Response {
  if (response.type === 'error') throw networkError('ECONNRESET', new URL(request.url).host)
  if (request.redirect === 'error' && response.headers.has('location') && isRedirect(response.status)) {
    throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') })
  }
  const headers = new Headers(response.headers)
  headers.set('date', new Date(clock.now()).toUTCString())
  const result = new Response(response.body, { status: response.status, statusText: response.statusText, headers })
  // Only a platform's own fetch can set it otherwise, and clients read it.
  return Object.defineProperty(result, 'url', { value: request.url })
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}
