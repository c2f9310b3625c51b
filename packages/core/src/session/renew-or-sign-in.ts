import { type AuthError, isAuthError } from '../errors/auth-error.ts'
import { failure } from '../errors/failures.ts'
import { isRefusal } from '../token/refused-credentials.ts'
import type { Flight } from '../token/single-flight.ts'
import { type Acquired, type AcquirePlan, renewSession, startSession } from './acquire.ts'
import type { CachedSession } from './cached-session.ts'

// A proxy that refuses for a moment does not end a session; one that goes on is believed.
const believedRefusals = 3
const believedAfterMs = 60_000

type Renewal<Session> = Promise<Acquired<Session> | undefined>

interface Refusals {
  readonly token: string
  readonly count: number
  readonly since: number
}

/** Decides between renewing and signing in: a session is renewed until the provider refuses for good. */
export class RenewOrSignIn<Credentials, Session> {
  /** The access token of a session that cannot be renewed any more. */
  #finishedToken: string | undefined
  /** Refusals without a word of the provider, in a row. */
  #silent: Refusals | undefined
  /** The renewal that is out, and the access token of its session. */
  #renewalOut: { readonly token: string; readonly flight: Flight<unknown>; readonly work: Renewal<Session> } | undefined

  /**
   * Gets a new token from the provider.
   *
   * @param isOver - Whether the session was signed out elsewhere, so that it is not renewed.
   * @param findChange - Brings what somebody else has stored meanwhile, for the caller to decide again.
   */
  async run<Change = never>(
    plan: AcquirePlan<Credentials, Session>,
    isOver: boolean,
    findChange?: () => Promise<Change | undefined>,
  ): Promise<Acquired<Session> | Change> {
    const { previous, settings, flight, signIn } = plan
    if (!signIn && !isOver && previous && previous.token.value !== this.#finishedToken) {
      try {
        const renewed = await this.#renew(plan, previous)
        if (renewed) return renewed
      } catch (error) {
        const final = this.#asFinal(plan, error, previous.token.value)
        if (!final) throw error
        this.#finishedToken = previous.token.value
        // Nobody waits any more: what a sign-in brought would be left behind at the provider.
        if (flight.ended) throw final
        // The outcome is known, and what follows may stop at any time.
        flight.hasSpent = false
        // A store without a real lock, or a lock that was lost: somebody else may have renewed the session.
        const change = await findChange?.()
        if (change !== undefined) return change
        if (!settings.credentials) throw final
        settings.emit({ type: 'notice', message: 'The session could not be renewed any more; signing in again.' })
      }
    }
    return startSession(plan)
  }

  async #renew(plan: AcquirePlan<Credentials, Session>, previous: CachedSession<Session>): Renewal<Session> {
    const pending = this.#renewalOut
    const token = previous.token.value
    if (pending?.token === token && pending.flight.hasSpent) {
      // Sent twice, a refresh token ends the session at providers that detect reuse.
      if (!pending.flight.isTimeUp) return pending.work
      const message =
        'the session was being renewed, and no answer came: its refresh token may be used up. Call `signIn`'
      throw failure(plan.settings, 'reauth_required', { message }, 'renew')
    }
    const own = { token, flight: plan.flight, work: renewSession(plan, previous) }
    this.#renewalOut = own
    try {
      return await own.work
    } finally {
      if (this.#renewalOut === own) this.#renewalOut = undefined
    }
  }

  /** The error of a renewal that was refused for good; `undefined` for one that may work the next time. */
  #asFinal({ settings }: AcquirePlan<Credentials, Session>, error: unknown, token: string): AuthError | undefined {
    if (isAuthError(error, 'reauth_required')) return error
    // What is wrong with the client is not wrong with the session, and what was not sent says nothing new.
    if (!isAuthError(error) || error.code === 'invalid_client' || error.attempts === 0) return undefined
    if (!isRefusal(error)) {
      this.#silent = undefined
      return undefined
    }
    const now = settings.clock.monotonic()
    const { count, since } = this.#silent?.token === token ? this.#silent : { count: 0, since: now }
    this.#silent = { token, count: count + 1, since }
    if (count + 1 < believedRefusals || now - since < believedAfterMs) return undefined
    const message = `renewal was refused ${count + 1} times in a row (${error.status}), without a recognised reason. Call \`signIn\``
    return failure(settings, 'reauth_required', { message }, 'renew')
  }
}
