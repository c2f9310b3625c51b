import type { Adapter } from '../adapter-contract.ts'
import type { Settings } from '../settings.ts'
import { openContext } from './context.ts'
import { failure } from './failure.ts'
import { type Flight, startFlight } from './flight.ts'
import { freshnessOf, type Held, storedGrant } from './held.ts'
import type { StoredSession } from './stored-session.ts'

/**
 * Ends the session that is known, or else the one in the store: there first, then at the provider.
 *
 * @param onForgotten - Told when the store has forgotten it.
 */
export function endSession<Credentials, Session>(
  adapter: Adapter<Credentials, Session>,
  settings: Settings<Credentials>,
  stored: StoredSession<Session>,
  known: Held<Session> | undefined,
  onForgotten: () => void,
): Flight<void> {
  const { clock, channel } = settings
  const { wasSeen, ownText } = stored
  const timeout = (): Error => failure(settings, 'timeout', { message: 'signing out took too long' }, 'sign-out')
  return startFlight<void>(settings, timeout, async (flight) => {
    const deadline = clock.monotonic() + channel.totalTimeoutMs
    let last = known
    await stored.update(async (current) => {
      const record = await stored.decode(current)
      // A newer session is not ours to end, be it another client's or from a later `signIn`. One never looked at is.
      const isKnown = wasSeen || current === stored.ownText
      if (isKnown && current !== ownText && (await stored.newer(current, last))) return current
      if (record && record.token.generation >= (last?.token.generation ?? 0)) last = record
      return undefined
    }, flight.over)
    onForgotten()
    if (!last || !adapter.signOut) return
    const plan = { settings, flight, previous: last, deadline, maxSends: channel.maxSends }
    const expired = freshnessOf(last, clock) === 'expired'
    await adapter.signOut(openContext(plan, 'sign-out'), storedGrant(last, expired))
  })
}
