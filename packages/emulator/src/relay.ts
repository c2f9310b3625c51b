import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { Emulator } from './emulator.ts'

/** Hands a request to the emulator, and plays its network faults on the real socket. */
export async function relay(
  emulator: Emulator,
  origin: string,
  context: Context<{ Bindings: HttpBindings }>,
): Promise<Response> {
  const { incoming, outgoing } = context.env
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  try {
    const response = await emulator.fetch(await toRequest(origin, context, gone.signal))
    const bytes = new Uint8Array(await response.arrayBuffer())
    // Written by hand, because the server would give text/plain to an answer that has no type.
    outgoing.statusCode = response.status
    if (response.statusText !== '') outgoing.statusMessage = response.statusText
    for (const [name, value] of response.headers) outgoing.appendHeader(name, value)
    if (Number(response.headers.get('content-length') ?? 0) <= bytes.length) outgoing.end(bytes)
    else outgoing.write(bytes, () => outgoing.destroy())
  } catch (error) {
    if (!gone.signal.aborted && !isNetworkError(error)) throw error
    incoming.socket.resetAndDestroy()
  }
  return RESPONSE_ALREADY_SENT
}

/** The same request at the emulator's own origin, whatever name the client used for this machine. */
async function toRequest(
  origin: string,
  { req, env }: Context<{ Bindings: HttpBindings }>,
  signal: AbortSignal,
): Promise<Request> {
  const { pathname, search } = new URL(req.url)
  // The parsed path would have lost what the client really sent.
  const target = env.incoming.url?.startsWith('/') ? env.incoming.url : pathname + search
  const text = await req.text()
  const bodyless = req.method === 'GET' || req.method === 'HEAD'
  return new Request(origin + target, {
    method: req.method,
    headers: req.raw.headers,
    body: bodyless ? null : new TextEncoder().encode(text),
    redirect: 'manual',
    signal,
  })
}

function isNetworkError(error: unknown): boolean {
  return error instanceof TypeError && error.cause instanceof Error && 'code' in error.cause
}
