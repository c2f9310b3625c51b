import type { AdapterContext } from '../adapter-contract.ts'
import { createRedactedFailures } from '../errors/failures.ts'
import { createRedaction } from '../errors/redaction.ts'
import type { AttemptOutcome } from '../http/retry.ts'
import { openTransport } from '../http/transport.ts'
import type { Settings } from '../settings.ts'
import type { Flight, Trouble } from '../token/single-flight.ts'

/** What the requests of one flight have in common. */
export interface RequestPlan {
  readonly settings: Settings<unknown>
  readonly flight: Flight<unknown>
  /** What no error may show: see `SessionSecrets`. */
  readonly secrets: Set<string>
  /** When the time for requests is up, on the monotonic clock. */
  readonly deadline: number
  readonly maxAttempts: number
  /** Throws once the store's lock was lost: somebody else may be sending the same. */
  readonly checkLock?: (() => void) | undefined
}

/** A context, and what core alone sees of the answers. */
export interface OpenContext extends AdapterContext {
  /** The parsed body of the last success that could not be used, to save a refresh token from. */
  readonly unusableBody: unknown
}

/** Makes what an adapter works with during one sign-in, renewal or sign-out. */
export function openContext(plan: RequestPlan, phase: 'sign-in' | 'renew' | 'sign-out'): OpenContext {
  const { settings, flight, secrets, deadline, maxAttempts, checkLock } = plan
  const redaction = createRedaction(secrets, settings.clock)
  const fail = createRedactedFailures(settings.provider, phase, redaction)
  const texts = new WeakMap<object, string>()
  const context: { -readonly [Name in keyof OpenContext]: OpenContext[Name] } = {
    signal: flight.signal,
    textOf: (answer) => texts.get(answer) ?? '',
    fail,
    async explain(answer, make) {
      await redaction.load()
      try {
        return await make()
      } catch {
        return fail.ofStatus(answer)
      }
    },
    notice: (message) => settings.emit({ type: 'notice', message }),
    unusableBody: undefined,
    transport: openTransport(settings.channel, {
      phase,
      secrets,
      redaction,
      signal: flight.signal,
      deadline,
      maxAttempts,
      onSend(once) {
        checkLock?.()
        if (once) flight.hasSpent = true
      },
      onText: (answer, text) => texts.set(answer, text),
      onUnusable(body) {
        context.unusableBody = body
      },
      onRetry(attempts, delayMs, outcome) {
        const trouble = readTrouble(outcome, settings.clock.monotonic())
        flight.trouble = trouble
        settings.emit({ type: 'retrying', attempts, delayMs, code: trouble.code, status: outcome.status })
      },
    }),
  }
  return context
}

function readTrouble({ type, status, retryAfterMs }: AttemptOutcome, now: number): Trouble {
  const notBefore = now + (retryAfterMs ?? 0)
  if (type !== 'answer') return { code: type, notBefore }
  if (status === 408) return { code: 'timeout', notBefore }
  return { code: status === 429 ? 'rate_limited' : 'server_error', notBefore }
}
