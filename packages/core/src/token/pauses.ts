import { type AuthError, isAuthError } from '../errors/auth-error.ts'
import type { Settings } from '../settings.ts'
import { type CoolDown, extendCoolDown } from './cool-down.ts'
import { failure } from './failure.ts'
import { isPermanent } from './refusal.ts'

const restMs = 60_000

/** When token requests have to wait, since the last ones failed. A class: there may be one for each of many people. */
export class Pauses {
  readonly #settings: Settings<unknown>
  #coolDown: (CoolDown & { readonly code: string }) | undefined
  #restUntil = 0
  #needsSignIn = false

  constructor(settings: Settings<unknown>) {
    this.#settings = settings
  }

  /** How many flights failed in a row. */
  get failures(): number {
    return this.#coolDown?.failures ?? 0
  }

  /** What is left of the cool-down, in milliseconds: above 0 while there is one. */
  get leftMs(): number {
    return (this.#coolDown?.until ?? 0) - this.#settings.clock.monotonic()
  }

  /** Whether renewals in the background are to wait. */
  get isResting(): boolean {
    return this.#settings.clock.monotonic() < this.#restUntil
  }

  /** Whether the last failure was that a `signIn` is needed. */
  get needsSignIn(): boolean {
    return this.#needsSignIn
  }

  /** The error of a call that would have to send a request during a cool-down. */
  error(): AuthError {
    const seconds = Math.ceil(this.leftMs / 1000)
    return failure(this.#settings, 'cooling_down', {
      message: `token requests are paused for ${seconds} s after a failure (${this.#coolDown?.code}); no request was sent`,
      retryAfterMs: this.leftMs,
    })
  }

  /**
   * Counts a flight that failed, and tells the listener.
   *
   * @param startedAt - When the flight began, on the monotonic clock.
   */
  begin(error: unknown, startedAt: number, failuresBefore: number, background: boolean): void {
    const { clock, emit, random } = this.#settings
    const now = clock.monotonic()
    this.#restUntil = now + restMs
    if (!isAuthError(error)) {
      // What others throw may hold anything, so it is not repeated.
      if (background)
        emit({ type: 'notice', message: 'A renewal failed: the `credentials` callback or the adapter threw.' })
      return
    }
    const { phase, code, attempts } = error
    emit({ type: 'failed', phase, code, attempts, background, durationMs: now - startedAt })
    this.#needsSignIn = code === 'reauth_required'
    // A provider that was not asked, or has given its last word, needs no rest from us.
    if (this.#needsSignIn || isPermanent(error) || code === 'store_failed') return
    const coolDown = extendCoolDown(failuresBefore, error.retryAfterMs, now, random)
    this.#coolDown = { ...coolDown, code }
    this.#restUntil = coolDown.until
    emit({ type: 'cooling-down', delayMs: coolDown.until - now, failures: coolDown.failures })
  }

  /** After a success, or when somebody signs in or out. */
  end(): void {
    this.#coolDown = undefined
    this.#restUntil = 0
    this.#needsSignIn = false
  }
}
