import { discard } from '../http/call-fetch.ts'
import type { Channel } from '../http/channel.ts'
import { isUnsent, networkCode } from '../http/network-error.ts'
import { type AttemptOutcome, sendWithRetries } from '../http/retry.ts'
import { readTimes } from '../http/retry-after.ts'
import type { RetryBudget } from '../http/retry-budget.ts'
import type { Outgoing } from './outgoing.ts'
import type { Delivery } from './send.ts'

// https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2
const idempotentMethods = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']

type Sent = AttemptOutcome & ({ readonly delivery: Delivery } | { readonly error: unknown })

/**
 * Sends a request to the API again after transient failures, within the limits of the token requests. The last answer
 * or error is the caller's.
 */
export async function sendAgain(
  sendOnce: () => Promise<Delivery>,
  { method, signal, body }: Outgoing,
  channel: Channel,
  budget: RetryBudget,
): Promise<Delivery> {
  const { clock, maxAttempts, maxRetryAfterMs } = channel
  const limits = {
    maxAttempts,
    deadline: clock.monotonic() + channel.totalTimeoutMs,
    budget,
    signal: signal ?? new AbortController().signal,
    mayRetry: (outcome: Sent) => body.replayable && mayRepeat(method, outcome),
    onRetry(_attempts: number, _delayMs: number, outcome: Sent) {
      if ('delivery' in outcome) discard(outcome.delivery.response)
    },
  }
  const { last } = await sendWithRetries<Sent>(channel, limits, async () => {
    try {
      const delivery = await sendOnce()
      const { status, headers } = delivery.response
      return { type: 'answer', status, ...readTimes(headers, clock.now(), maxRetryAfterMs), delivery }
    } catch (error) {
      signal?.throwIfAborted()
      if (!channel.isNetworkError(error)) throw error
      return { type: 'network', networkCode: networkCode(error), error }
    }
  })
  if ('error' in last) throw last.error
  return last.delivery
}

function mayRepeat(method: string, outcome: AttemptOutcome): boolean {
  const idempotent = idempotentMethods.includes(method)
  if (outcome.type !== 'answer') return idempotent || isUnsent(outcome.networkCode)
  return outcome.status === 408 || outcome.status === 429 || (idempotent && outcome.status >= 500)
}
