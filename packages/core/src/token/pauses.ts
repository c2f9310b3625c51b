import { type AuthError, isAuthError } from '../errors/auth-error.ts'
import { createFailures } from '../errors/failures.ts'
import type { Settings } from '../settings.ts'
import { type CoolDown, extendCoolDown } from './cool-down.ts'
import { isPermanent } from './refusal.ts'

const restMs = 60_000

/** When token requests have to wait, since the last ones failed. */
export interface Pauses {
  /** How many flights failed in a row. */
  failures(): number
  /** What is left of the cool-down, in milliseconds. */
  leftMs(): number
  /** Whether renewals in the background are to wait. */
  isResting(): boolean
  /** Whether the last failure was that a `signIn` is needed. */
  needsSignIn(): boolean
  /** The error of a call that would have to send a request during a cool-down. */
  error(): AuthError
  /** Counts a flight that failed, and tells the listener. */
  begin(error: unknown, failuresBefore: number, background: boolean): void
  /** After a success, or when somebody signs in or out. */
  end(): void
}

export function createPauses(settings: Settings<unknown>): Pauses {
  const { clock, channel, emit, random } = settings
  let coolDown: (CoolDown & { readonly code: string }) | undefined
  let restUntil = 0
  let needsSignIn = false
  const leftMs = (): number => Math.max(0, (coolDown?.until ?? 0) - clock.monotonic())

  return {
    failures: () => coolDown?.failures ?? 0,
    leftMs,
    isResting: () => clock.monotonic() < restUntil,
    needsSignIn: () => needsSignIn,
    error: () =>
      createFailures(settings.provider, 'sign-in', [])('cooling_down', {
        message: `token requests are paused for ${Math.ceil(leftMs() / 1000)} s after a failure (${coolDown?.code}); no request was sent`,
        retryAfterMs: leftMs(),
        attempts: 0,
      }),
    begin(error, failuresBefore, background) {
      const now = clock.monotonic()
      restUntil = now + restMs
      if (!isAuthError(error)) {
        // What others throw may hold anything, so it is not repeated.
        if (background)
          emit({ type: 'notice', message: 'A renewal failed: the `credentials` callback or the adapter threw.' })
        return
      }
      emit({ type: 'failed', phase: error.phase, code: error.code, attempts: error.attempts, background })
      needsSignIn = error.code === 'reauth_required'
      // A provider that was not asked, or has given its last word, needs no rest from us.
      if (needsSignIn || isPermanent(error) || error.code === 'store_failed') return
      const retryAfterMs = Math.min(error.retryAfterMs ?? 0, channel.maxRetryAfterMs)
      coolDown = { ...extendCoolDown(failuresBefore, retryAfterMs, now, random), code: error.code }
      restUntil = coolDown.until
      emit({ type: 'cooling-down', delayMs: coolDown.until - now, failures: coolDown.failures })
    },
    end() {
      coolDown = undefined
      restUntil = 0
      needsSignIn = false
    },
  }
}
