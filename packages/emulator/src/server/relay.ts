import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

type Answer = (request: Request) => Promise<Response>

/** Hands a request to the emulator, and plays its network faults on the real socket. */
export async function relay(
  answer: Answer,
  url: string,
  { incoming, outgoing }: { incoming: IncomingMessage; outgoing: ServerResponse },
): Promise<void> {
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  try {
    const response = await answer(await toRequest(url, incoming, gone.signal))
    const bytes = new Uint8Array(await response.arrayBuffer())
    outgoing.statusCode = response.status
    if (response.statusText !== '') outgoing.statusMessage = response.statusText
    for (const [name, value] of response.headers) outgoing.appendHeader(name, value)
    if (Number(response.headers.get('content-length') ?? 0) <= bytes.length) outgoing.end(bytes)
    else outgoing.write(bytes, () => outgoing.destroy())
  } catch (error) {
    if (!gone.signal.aborted && !isNetworkError(error)) throw error
    incoming.socket.resetAndDestroy()
  }
}

/** The same request at the emulator's own origin, whatever name the client used for this machine. */
async function toRequest(url: string, incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const { method = 'GET', headersDistinct } = incoming
  const body = await buffer(incoming)
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value)
  }
  const isBodyless = method === 'GET' || method === 'HEAD'
  const request = new Request(url, { method, headers, redirect: 'manual', body: isBodyless ? null : body })
  // Where a test environment brings a browser's Request, that drops headers that a page may not set: Host, Origin,
  // Cookie. Where it brings an AbortSignal alone, the platform's Request does not take it.
  return Object.defineProperties(request, { headers: { value: headers }, signal: { value: signal } })
}

function isNetworkError(error: unknown): boolean {
  return error instanceof TypeError && error.cause instanceof Error && 'code' in error.cause
}
