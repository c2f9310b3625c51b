import type { RetryRule } from '../api/operation.ts'
import { sleep } from '../clock.ts'
import type { Channel } from './channel.ts'
import { isCertificateError, isUnsent } from './network-error.ts'
import type { RetryBudget } from './retry-budget.ts'

/** What one attempt came to: an answer's status, or the reason why there is none. */
export type AttemptOutcome =
  | {
      readonly type: 'answer'
      readonly status: number
      readonly retryAfterMs: number | undefined
      readonly networkCode?: undefined
    }
  | NoAnswer

/** The platform's code for a failed connection goes with `network`, where there is one. */
export interface NoAnswer {
  readonly type: 'network' | 'timeout'
  readonly networkCode?: string | undefined
  readonly status?: undefined
  readonly retryAfterMs?: undefined
}

const transientStatuses = [408, 429, 500, 502, 503, 504]
const backoffBaseMs = 250
const backoffCapMs = 5000

/** Whether a request with this rule may be sent again after this outcome. */
export function mayRetry(rule: RetryRule, outcome: AttemptOutcome): boolean {
  if (rule === 'never') return false
  if (outcome.type !== 'answer') return rule !== 'unsent' || isUnsent(outcome.networkCode)
  const { status } = outcome
  if (rule === 'unsent') return status === 429 || status === 503
  return transientStatuses.includes(status) && (status !== 500 || rule === 'repeatable')
}

/**
 * How long to wait before the next attempt: what `Retry-After` says plus up to a tenth, never less; else full jitter
 * on a doubling backoff.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelayMs(attempt: number, outcome: AttemptOutcome, random: () => number): number {
  if (outcome.retryAfterMs !== undefined) return outcome.retryAfterMs * (1 + random() / 10)
  return random() * Math.min(backoffCapMs, backoffBaseMs * 2 ** (attempt - 1))
}

export interface RetryLimits<Outcome> {
  readonly maxAttempts: number
  /** When the time for all attempts and waits is up, on the monotonic clock. */
  readonly deadline: number
  readonly budget: RetryBudget
  readonly signal: AbortSignal
  mayRetry(outcome: Outcome): boolean
  readonly onRetry?: ((attempts: number, delayMs: number, outcome: Outcome) => void) | undefined
}

/** Sends until the outcome is one that stays, or a limit is reached. */
export async function sendWithRetries<Outcome extends AttemptOutcome>(
  { clock, random }: Channel,
  limits: RetryLimits<Outcome>,
  send: () => Promise<Outcome>,
): Promise<{ readonly attempts: number; readonly last: Outcome }> {
  const { maxAttempts, deadline, budget, signal } = limits
  for (let attempts = 1; ; attempts += 1) {
    const last = await send()
    if (last.status && last.status < 300) budget.refill()
    if (attempts >= maxAttempts || isCertificateError(last.networkCode) || !limits.mayRetry(last))
      return { attempts, last }
    const delayMs = retryDelayMs(attempts, last, random)
    if (delayMs >= deadline - clock.monotonic() || !budget.spend()) return { attempts, last }
    limits.onRetry?.(attempts, delayMs, last)
    await sleep(clock, delayMs, signal)
  }
}
