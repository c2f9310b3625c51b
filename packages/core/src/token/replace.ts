import { isAuthError } from '../errors/auth-error.ts'
import { failure } from './failure.ts'
import type { Flight } from './flight.ts'
import type { Held } from './held.ts'
import { type Obtained, type ObtainPlan, renewSession, startSession } from './obtain.ts'
import type { StoredSession } from './stored-session.ts'

/** A new token, or the record that somebody else stored meanwhile. */
export type Replacement<Session> = Obtained<Session> | { readonly changed: string }

type Renewal<Session> = Promise<Obtained<Session> | undefined>

/** Decides between renewing and signing in: a session is renewed until the provider refuses for good. */
export class Replacer<Credentials, Session> {
  readonly #stored: StoredSession<Session>
  /** The access token of a session that cannot be renewed any more. */
  #overToken: string | undefined
  /** The renewal that is out, and the access token of its session. */
  #pending: { readonly token: string; readonly flight: Flight<unknown>; readonly work: Renewal<Session> } | undefined

  constructor(stored: StoredSession<Session>) {
    this.#stored = stored
  }

  /** Gets a new token from the provider, while the store holds `current`. */
  async replace(plan: ObtainPlan<Credentials, Session>, current: string | undefined): Promise<Replacement<Session>> {
    const { previous, settings, flight } = plan
    if (plan.intent === 'renew' && previous && previous.token.value !== this.#overToken) {
      try {
        const renewed = await this.#renew(plan, previous)
        if (renewed) return renewed
      } catch (error) {
        if (!isAuthError(error, 'reauth_required')) throw error
        this.#overToken = previous.token.value
        // Nobody waits any more: what a sign-in brought would be left behind at the provider.
        if (flight.ended) throw error
        // The outcome is known, and what follows may stop at any time.
        flight.spent = false
        // A store without a real lock, or a lock that was lost: somebody else may have renewed the session.
        const changed = await this.#stored.read(flight.over)
        if (changed !== undefined && changed !== current) return { changed }
        if (!settings.credentials) throw error
        settings.emit({ type: 'notice', message: 'The session could not be renewed any more; signing in again.' })
      }
    }
    return startSession(plan)
  }

  async #renew(plan: ObtainPlan<Credentials, Session>, previous: Held<Session>): Renewal<Session> {
    const pending = this.#pending
    const token = previous.token.value
    if (pending?.token === token && pending.flight.spent) {
      // Sent twice, a refresh token ends the session at providers that detect reuse.
      if (!pending.flight.isTimeUp) return pending.work
      const message =
        'the session was being renewed, and no answer came: its refresh token may be used up. Call `signIn`'
      throw failure(plan.settings, 'reauth_required', { message }, 'renew')
    }
    const own = { token, flight: plan.flight, work: renewSession(plan, previous) }
    this.#pending = own
    try {
      return await own.work
    } finally {
      if (this.#pending === own) this.#pending = undefined
    }
  }
}
