import type { Adapter } from '../adapter-contract.ts'
import { createFailures } from '../errors/failures.ts'
import type { Settings } from '../settings.ts'
import { openContext } from './context.ts'
import { graceMs, startFlight } from './flight.ts'
import { freshnessOf, type Held, storedGrant } from './held.ts'
import type { StoredSession } from './stored-session.ts'

/** Ends the session that is known, or else the one in the store: there first, then at the provider. */
export type SignOut<Session> = (known: Held<Session> | undefined, signal: AbortSignal | undefined) => Promise<void>

export function createSignOut<Credentials, Session>(
  adapter: Adapter<Credentials, Session>,
  settings: Settings<Credentials>,
  stored: StoredSession<Session>,
): SignOut<Session> {
  const { clock, channel } = settings
  /** Kept until the store has forgotten it: a second call tries again. */
  let leaving: Held<Session> | undefined

  return (known, signal) => {
    leaving = known ?? leaving
    const { wasSeen, ownText } = stored
    const limit = {
      afterMs: channel.totalTimeoutMs + graceMs,
      error: () =>
        createFailures(settings.provider, 'sign-out', [])('timeout', { message: 'signing out took too long' }),
    }
    const flight = startFlight<void>(clock, limit, async (self) => {
      const deadline = clock.monotonic() + channel.totalTimeoutMs
      let last = leaving
      await stored.update(async (current) => {
        const record = await stored.decode(current)
        // Another client's newer session is not ours to end. One that was never looked at is.
        if (wasSeen && current !== ownText && (await stored.newer(current, last))) return current
        if (record && record.token.generation >= (last?.token.generation ?? 0)) last = record
        return undefined
      }, self.over)
      leaving = undefined
      if (!last || !adapter.signOut) return
      const context = openContext({ settings, flight: self, previous: last, deadline }, 'sign-out')
      await adapter.signOut(context, storedGrant(last, freshnessOf(last, clock) === 'expired'))
    })
    return flight.join(signal)
  }
}
