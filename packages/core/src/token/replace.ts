import { isAuthError } from '../errors/auth-error.ts'
import { openContext } from './context.ts'
import type { Flight } from './flight.ts'
import type { Held } from './held.ts'
import { type Obtained, type ObtainPlan, renewSession, startSession } from './obtain.ts'
import type { StoredSession } from './stored-session.ts'

/** A new token, or the record that somebody else stored meanwhile. */
export type Replacement<Session> = Obtained<Session> | { readonly changed: string }

/** Gets a new token from the provider, while the store holds `current`. */
export type Replace<Credentials, Session> = (
  plan: ObtainPlan<Credentials, Session>,
  current: string | undefined,
) => Promise<Replacement<Session>>

/** Decides between renewing and signing in: a session is renewed until the provider refuses for good. */
export function createReplace<Credentials, Session>(stored: StoredSession<Session>): Replace<Credentials, Session> {
  type Plan = ObtainPlan<Credentials, Session>
  type Renewal = Promise<Obtained<Session> | undefined>
  /** The access token of a session that cannot be renewed any more. */
  let overToken: string | undefined
  /** The renewal that is out, and the access token of its session. */
  let pending: { readonly token: string; readonly flight: Flight<unknown>; readonly work: Renewal } | undefined

  async function renew(plan: Plan, previous: Held<Session>): Renewal {
    if (pending?.token === previous.token.value && pending.flight.spent) {
      // Sent twice, a refresh token ends the session at providers that detect reuse.
      if (pending.flight.ended !== 'expired') return pending.work
      throw openContext(plan, 'renew').fail('reauth_required', {
        message: 'the session was being renewed, and no answer came: its refresh token may be used up. Call `signIn`',
      })
    }
    const own = { token: previous.token.value, flight: plan.flight, work: renewSession(plan, previous) }
    pending = own
    try {
      return await own.work
    } finally {
      if (pending === own) pending = undefined
    }
  }

  return async (plan, current) => {
    const { previous, settings } = plan
    if (plan.intent === 'renew' && previous && previous.token.value !== overToken) {
      try {
        const renewed = await renew(plan, previous)
        if (renewed) return renewed
      } catch (error) {
        if (!isAuthError(error, 'reauth_required')) throw error
        overToken = previous.token.value
        // Nobody waits any more: what a sign-in brought would be left behind at the provider.
        if (plan.flight.ended) throw error
        plan.flight.allowAbort()
        // A store without a real lock, or a lock that was lost: somebody else may have renewed the session.
        const changed = await stored.read(plan.flight.over)
        if (changed !== undefined && changed !== current) return { changed }
        if (!settings.credentials) throw error
        settings.emit({ type: 'notice', message: 'The session could not be renewed any more; signing in again.' })
      }
    }
    return startSession(plan)
  }
}
