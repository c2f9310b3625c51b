import type { BuiltRequest } from '../api/build-request.ts'
import type { Instant } from '../api/operation.ts'
import { withTimeLimit } from '../time-limit.ts'
import { unlessAborted } from '../wait-for.ts'
import { checkResponse } from './call-fetch.ts'
import type { Channel } from './channel.ts'
import type { Http } from './http.ts'
import { isDecodingError, networkCode, notLoaded } from './network-error.ts'
import { readBody } from './read-body.ts'
import type { NoAnswer } from './retry.ts'
import { readTimes, type ServerTimes } from './retry-after.ts'

const maxBodyBytes = 64 * 1024

/** An answer to a token request. */
export interface Answer extends ServerTimes {
  readonly type: 'answer'
  readonly status: number
  readonly ok: boolean
  /** A redirect, which is never followed. A browser shows one as status 0. */
  readonly redirect: boolean
  readonly headers: Headers
  /** `undefined`: it was too long, broke off, or could not be decoded. */
  readonly body: string | undefined
  /** Whether the body is not what its `content-encoding` says. */
  readonly garbled?: boolean
  readonly sentAt: Instant
}

/** What came of sending a request once. */
export type Attempt = Answer | NoAnswer

/**
 * Sends a request once and reads the answer, all within `limitMs`. An aborted `caller` rejects with its reason.
 *
 * @param onSend - Called just before. What it throws is the caller's, and nothing is sent.
 */
export async function attempt(
  channel: Channel,
  request: BuiltRequest,
  limitMs: number,
  caller: AbortSignal,
  onSend: () => void,
): Promise<Attempt> {
  caller.throwIfAborted()
  const { clock } = channel
  return withTimeLimit(clock, limitMs, caller, async (signal) => {
    const http = await unlessAborted(channel.http(), signal).catch(() => undefined)
    caller.throwIfAborted()
    if (!http) return signal.aborted ? { type: 'timeout' } : { type: 'network', networkCode: notLoaded }
    onSend()
    let answer: Answer | undefined
    try {
      const sentAt = { wall: clock.now(), monotonic: clock.monotonic() }
      const response = await unlessAborted(send(http, channel, request, signal), signal)
      const { status, headers } = response
      const ok = status >= 200 && status < 300
      const redirect = response.type === 'opaqueredirect' || (status >= 300 && status < 400)
      const times = readTimes(headers, clock.now(), channel.maxRetryAfterMs)
      answer = { type: 'answer', status, ok, redirect, headers, body: undefined, sentAt, ...times }
      const { text, complete } = await readBody(response, maxBodyBytes, signal)
      if (complete) return { ...answer, body: text }
      signal.throwIfAborted()
      return answer
    } catch (error) {
      caller.throwIfAborted()
      // An error status keeps its meaning, even if its body never ends.
      if (answer && !answer.ok) return answer
      if (signal.aborted) return { type: 'timeout' }
      if (answer && isDecodingError(error)) return { ...answer, garbled: true }
      // What breaks off a body is the network, whatever the platform calls it.
      if (!answer && !channel.isNetworkError(error)) throw error
      return { type: 'network', networkCode: networkCode(error) }
    }
  })
}

function send(
  http: Http,
  channel: Channel,
  { url, method, headers, body }: BuiltRequest,
  signal: AbortSignal,
): Promise<Response> {
  for (const [name, value] of Object.entries(channel.headers ?? {})) if (!headers.has(name)) headers.set(name, value)
  return http(url, {
    method,
    headers,
    // It sends once, and judges nothing.
    ...{ hooks: {}, retry: 0, timeout: false, throwHttpErrors: false },
    // ky gets no signal: one more that follows it costs 1 kB for each client, and nothing of ky takes long.
    async fetch(input) {
      signal.throwIfAborted()
      const request = input as Request // ky hands over nothing else
      const init: RequestInit = { ...quietInit(), method: request.method, headers: request.headers }
      // Deno 2.9 sends a text again when a connection that was good is cut, and a refresh token with it; a Blob, never.
      if (body !== undefined) init.body = 'Deno' in globalThis ? new Blob([body]) : body
      // Not the signal of the Request: once that is collected as garbage, it closes no connection.
      // https://github.com/nodejs/undici/issues/3644
      return checkResponse(await channel.fetch(request.url, { ...init, signal }), `@auth/${channel.provider}`)
    },
  })
}

/** Some runtimes throw on a field that they do not know: only those that a Request has are set. */
function quietInit(): RequestInit {
  const wanted: RequestInit = {
    redirect: 'manual',
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  }
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => name in Request.prototype))
}
