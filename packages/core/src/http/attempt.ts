import type { KyInstance, Options } from 'ky'
import type { BuiltRequest } from '../api/build-request.ts'
import type { Instant } from '../api/operation.ts'
import type { Clock } from '../clock.ts'
import type { Fetch } from './channel.ts'
import { networkCode } from './network-error.ts'
import { readBody } from './read-body.ts'
import { parseHttpDate, parseRetryAfter } from './retry-after.ts'

const maxBodyBytes = 64 * 1024

/** What came of sending a request once. */
export type Attempt =
  | {
      readonly type: 'answer'
      readonly status: number
      /** A redirect, which is never followed. A browser shows one as status 0. */
      readonly redirect: boolean
      readonly headers: Headers
      readonly body: string | undefined
      readonly sentAt: Instant
      readonly serverTime: number | undefined
      readonly retryAfterMs: number | undefined
    }
  | { readonly type: 'network'; readonly networkCode: string | undefined }
  | { readonly type: 'timeout' }

/** Sends a request once and reads the answer, all within `timeoutMs`. An aborted `signal` rejects with its reason. */
export async function attempt(
  http: KyInstance,
  request: BuiltRequest,
  { clock, fetch, timeoutMs, signal }: { clock: Clock; fetch: Fetch; timeoutMs: number; signal: AbortSignal },
): Promise<Attempt> {
  signal.throwIfAborted()
  const controller = new AbortController()
  const stop = (): void => controller.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  let timedOut = false
  let refusal: Attempt | undefined
  const expire = new Promise<Attempt>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve(refusal ?? { type: 'timeout' }), { once: true })
  })
  const cancelTimer = clock.schedule(() => {
    timedOut = true
    controller.abort()
  }, timeoutMs)
  try {
    // The race ends the wait even where a fetch does not listen to its signal.
    const exchange = send(http, fetch, request, clock, controller.signal, (answer) => {
      refusal = answer
    })
    const outcome = await Promise.race([exchange, expire])
    if (!timedOut) signal.throwIfAborted()
    return outcome
  } catch (error) {
    if (!timedOut) signal.throwIfAborted()
    if (refusal) return refusal
    return timedOut ? { type: 'timeout' } : { type: 'network', networkCode: networkCode(error) }
  } finally {
    cancelTimer()
    signal.removeEventListener('abort', stop)
  }
}

/** @param onRefusal - Told of an error status before its body is read: it keeps its meaning if the body never ends. */
async function send(
  http: KyInstance,
  fetch: Fetch,
  request: BuiltRequest,
  clock: Clock,
  signal: AbortSignal,
  onRefusal: (answer: Attempt) => void,
): Promise<Attempt> {
  const sentAt = { wall: clock.now(), monotonic: clock.monotonic() }
  const init: Options = {
    method: request.method,
    headers: request.headers,
    signal,
    // ky hands over a Request, and once that is collected as garbage its signal closes no connection:
    // https://github.com/nodejs/undici/issues/3644
    fetch: (input, more) => fetch(input, { ...more, signal }),
  }
  if (request.body !== undefined) init.body = request.body
  const response = await http(request.url, init)
  const { status, headers } = response
  const redirect = response.type === 'opaqueredirect' || (status >= 300 && status < 400)
  const now = clock.now()
  const serverTime = parseHttpDate(headers.get('date'), now)
  const retryAfterMs = parseRetryAfter(headers.get('retry-after'), serverTime, now)
  const answer = {
    type: 'answer',
    status,
    redirect,
    headers,
    body: undefined,
    sentAt,
    serverTime,
    retryAfterMs,
  } as const
  if (!response.ok) onRefusal(answer)
  const { text, complete } = await readBody(response, maxBodyBytes)
  return complete ? { ...answer, body: text } : answer
}
