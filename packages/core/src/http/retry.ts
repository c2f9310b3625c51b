import type { RetryRule } from '../api/operation.ts'
import { isUnsent } from './network-error.ts'

/** What one attempt came to: an answer's status, or the reason why there is none. */
export type AttemptOutcome =
  | { readonly type: 'answer'; readonly status: number; readonly retryAfterMs: number | undefined }
  | { readonly type: 'network'; readonly networkCode: string | undefined }
  | { readonly type: 'timeout' }

const transientStatuses = new Set([408, 429, 500, 502, 503, 504])
const backoffBaseMs = 250
const backoffCapMs = 5000

/** Whether a request with this rule may be sent again after this outcome. */
export function mayRetry(rule: RetryRule, outcome: AttemptOutcome): boolean {
  if (rule === 'never') return false
  if (rule === 'unsent') {
    if (outcome.type === 'network') return isUnsent(outcome.networkCode)
    return outcome.type === 'answer' && (outcome.status === 429 || outcome.status === 503)
  }
  if (outcome.type !== 'answer') return true
  if (rule === 'repeatable-except-500' && outcome.status === 500) return false
  return transientStatuses.has(outcome.status)
}

/**
 * How long to wait before the next attempt: what `Retry-After` says plus up to a tenth, never less; else full jitter
 * on a doubling backoff.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelayMs(attempt: number, outcome: AttemptOutcome, random: () => number): number {
  if (outcome.type === 'answer' && outcome.retryAfterMs !== undefined) return outcome.retryAfterMs * (1 + random() / 10)
  return random() * Math.min(backoffCapMs, backoffBaseMs * 2 ** (attempt - 1))
}
