import type { Options } from 'ky'
import type { BuiltRequest } from '../api/build-request.ts'
import type { Instant } from '../api/operation.ts'
import type { Channel } from './channel.ts'
import { networkCode } from './network-error.ts'
import { readBody } from './read-body.ts'
import type { NoAnswer } from './retry.ts'
import { readTimes, type ServerTimes } from './retry-after.ts'
import { withTimeLimit } from './time-limit.ts'

const maxBodyBytes = 64 * 1024

/** An answer to a token request. */
export interface Answer extends ServerTimes {
  readonly type: 'answer'
  readonly status: number
  readonly ok: boolean
  /** A redirect, which is never followed. A browser shows one as status 0. */
  readonly redirect: boolean
  readonly headers: Headers
  /** `undefined`: it was too long, or broke off. */
  readonly body: string | undefined
  readonly sentAt: Instant
}

/** What came of sending a request once. */
export type Attempt = Answer | NoAnswer

/** Sends a request once and reads the answer, all within `limitMs`. An aborted `caller` rejects with its reason. */
export async function attempt(
  channel: Channel,
  request: BuiltRequest,
  limitMs: number,
  caller: AbortSignal,
): Promise<Attempt> {
  caller.throwIfAborted()
  const { clock } = channel
  return withTimeLimit(clock, limitMs, caller, async (signal) => {
    // An error status keeps its meaning, even if its body never ends.
    let refusal: Answer | undefined
    try {
      const sentAt = { wall: clock.now(), monotonic: clock.monotonic() }
      const response = await unlessAborted(send(channel, request, signal), signal)
      const { status, ok, headers } = response
      const redirect = response.type === 'opaqueredirect' || (status >= 300 && status < 400)
      const times = readTimes(headers, clock.now(), channel.maxRetryAfterMs)
      const answer: Answer = { type: 'answer', status, ok, redirect, headers, body: undefined, sentAt, ...times }
      if (!ok) refusal = answer
      const { text, complete } = await readBody(response, maxBodyBytes, signal)
      if (complete) return { ...answer, body: text }
      signal.throwIfAborted()
      return answer
    } catch (error) {
      caller.throwIfAborted()
      return refusal ?? (signal.aborted ? { type: 'timeout' } : { type: 'network', networkCode: networkCode(error) })
    }
  })
}

function send(channel: Channel, { url, method, headers, body }: BuiltRequest, signal: AbortSignal): Promise<Response> {
  const init: Options = {
    method,
    headers,
    signal,
    // ky hands over a Request, and once that is collected as garbage its signal closes no connection:
    // https://github.com/nodejs/undici/issues/3644
    fetch: (input, more) => channel.fetch(input, { ...more, signal }),
  }
  if (body !== undefined) init.body = body
  return channel.http()(url, init)
}

/** It ends the wait even where a fetch does not listen to its signal. */
function unlessAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })
  return Promise.race([promise, aborted])
}
