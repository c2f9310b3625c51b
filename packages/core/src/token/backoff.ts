import { type AuthError, type AuthErrorCode, isAuthError } from '../errors/auth-error.ts'
import { failure } from '../errors/failures.ts'
import type { Settings } from '../settings.ts'
import { type CoolDown, extendCoolDown } from './cool-down.ts'
import { isPermanent } from './refused-credentials.ts'
import type { Trouble } from './single-flight.ts'

const restMs = 60_000

/** A flight that failed. */
export interface FailedFlight {
  /** When it began, on the monotonic clock. */
  readonly startedAt: number
  /** How many flights had failed in a row when it began. */
  readonly failuresBefore: number
  /** Whether no caller sees the failure. */
  readonly background: boolean
}

/** When token requests have to wait, since the last ones failed. A class: there may be one for each of many people. */
export class Backoff {
  readonly #settings: Settings<unknown>
  #coolDown: (CoolDown & { readonly code: AuthErrorCode }) | undefined
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
    return coolingDown(this.#settings, this.leftMs, `after a failure (${this.#coolDown?.code})`)
  }

  /** Counts a flight that failed, and tells the listener. */
  noteFailure(error: unknown, flight: FailedFlight): void {
    const { clock, emit } = this.#settings
    const { startedAt, background } = flight
    const now = clock.monotonic()
    this.#restUntil = now + restMs
    if (!isAuthError(error)) {
      // What others throw may hold anything, so it is not repeated.
      if (background)
        emit({ type: 'notice', message: 'A renewal failed: the `credentials` callback or the adapter threw.' })
      return
    }
    const { phase, code, attempts, status, requestId, providerCode } = error
    const said = { status, requestId, providerCode }
    emit({ type: 'failed', phase, code, attempts, background, durationMs: now - startedAt, ...said })
    this.#needsSignIn = code === 'reauth_required'
    // A provider that was not asked, or has given its last word, needs no rest from us.
    if (!this.#needsSignIn && !isPermanent(error) && code !== 'store_failed') this.#coolDownAfter(error, flight)
  }

  /** Keeps what a flight has learnt whose callers have all left. */
  noteTrouble(trouble: Trouble, flight: FailedFlight): void {
    const leftMs = trouble.notBefore - this.#settings.clock.monotonic()
    this.#coolDownAfter({ code: trouble.code, retryAfterMs: Math.max(0, leftMs) }, flight)
  }

  /** After somebody else got a session: what the provider asked of us still holds. */
  noteSession(): void {
    this.#needsSignIn = false
  }

  /** After a success, or when somebody signs in or out. */
  end(): void {
    this.#coolDown = undefined
    this.#restUntil = 0
    this.#needsSignIn = false
  }

  #coolDownAfter(
    { code, retryAfterMs }: Pick<AuthError, 'code' | 'retryAfterMs'>,
    { failuresBefore }: FailedFlight,
  ): void {
    const { clock, emit, random } = this.#settings
    const now = clock.monotonic()
    const coolDown = extendCoolDown(failuresBefore, retryAfterMs, now, random)
    this.#coolDown = { ...coolDown, code }
    this.#restUntil = coolDown.until
    emit({ type: 'cooling-down', delayMs: coolDown.until - now, failures: coolDown.failures })
  }
}

/** The error of a call that sends nothing, since it is too early to ask again. */
export function coolingDown(settings: Settings<unknown>, leftMs: number, why: string): AuthError {
  const seconds = Math.ceil(leftMs / 1000)
  return failure(settings, 'cooling_down', {
    message: `token requests are backing off for ${seconds} s ${why}; no request was sent`,
    retryAfterMs: leftMs,
  })
}
