import { sleep } from '../clock.ts'
import type { Channel } from '../http/channel.ts'
import { isUnsent, networkCode } from '../http/network-error.ts'
import { type AttemptOutcome, retryDelayMs } from '../http/retry.ts'
import { parseHttpDate, parseRetryAfter } from '../http/retry-after.ts'
import type { RetryBudget } from '../http/retry-budget.ts'
import type { Outgoing } from './outgoing.ts'

// https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2
const idempotentMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'])

/**
 * Sends a request to the API again after transient failures, within the limits of the token requests. The last answer
 * or error is the caller's.
 */
export async function sendAgain(
  sendOnce: () => Promise<Response>,
  { method, signal, replayable }: Outgoing,
  channel: Channel,
  budget: RetryBudget,
): Promise<Response> {
  const { clock } = channel
  const deadline = clock.monotonic() + channel.totalTimeoutMs
  for (let attempts = 1; ; attempts += 1) {
    const result = await sendOnce().catch((error: unknown) => ({ error }))
    if (!('error' in result) && result.ok) budget.refill()
    const outcome = replayable && !signal?.aborted ? outcomeOf(result, channel) : undefined
    const delayMs = outcome && mayRepeat(method, outcome) ? retryDelayMs(attempts, outcome, channel.random) : Infinity
    if (attempts >= channel.maxSends || delayMs >= deadline - clock.monotonic() || !budget.spend()) {
      if ('error' in result) throw result.error
      return result
    }
    if (!('error' in result)) result.body?.cancel().catch(() => {})
    await sleep(clock, delayMs, signal ?? new AbortController().signal)
  }
}

function outcomeOf(result: Response | { error: unknown }, channel: Channel): AttemptOutcome | undefined {
  if ('error' in result) {
    // What fetch calls a network error is a TypeError: https://fetch.spec.whatwg.org/#fetch-method
    return result.error instanceof TypeError ? { type: 'network', networkCode: networkCode(result.error) } : undefined
  }
  const { status, headers } = result
  const now = channel.clock.now()
  const asked = parseRetryAfter(headers.get('retry-after'), parseHttpDate(headers.get('date'), now), now)
  return { type: 'answer', status, retryAfterMs: asked && Math.min(asked, channel.maxRetryAfterMs) }
}

function mayRepeat(method: string, outcome: AttemptOutcome): boolean {
  const idempotent = idempotentMethods.has(method)
  if (outcome.type !== 'answer')
    return idempotent || isUnsent(outcome.type === 'network' ? outcome.networkCode : undefined)
  return outcome.status === 408 || outcome.status === 429 || (idempotent && outcome.status >= 500)
}
