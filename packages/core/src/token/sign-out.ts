import { generationOf, type StoredView } from '../store/session-entry.ts'
import { openContext } from './adapter-context.ts'
import type { CachedSession } from './cached-session.ts'
import { freshnessOf, storedTokenSet } from './cached-session.ts'
import { failure } from './failure.ts'
import type { SessionParts } from './session-parts.ts'
import { type Flight, startFlight } from './single-flight.ts'

/**
 * Ends the session that is known, or else the one in the store: there first, then at the provider.
 *
 * @param onForgotten - Told when the store has forgotten it.
 */
export function endSession<Credentials, Session>(
  { adapter, settings, entry, secrets }: SessionParts<Credentials, Session>,
  known: CachedSession<Session> | undefined,
  onForgotten: () => void,
): Flight<void> {
  const { clock, channel } = settings
  const { ownText, wasSeen } = entry
  const timeout = (): Error => failure(settings, 'timeout', { message: 'signing out took too long' }, 'sign-out')

  /** A session that began after the one that is known, or after the call, is not ours to end. */
  function isLater(text: string | undefined, view: StoredView<Session>): boolean {
    if (view.type !== 'session') return false
    if (!known) return text !== ownText && (wasSeen || text === entry.ownText)
    return view.cached.facts.sessionId !== known.facts.sessionId && entry.newer(text, view, known) !== undefined
  }

  return startFlight<void>(settings, timeout, async (flight) => {
    const deadline = clock.monotonic() + channel.totalTimeoutMs
    let last = known
    await entry.update(async (current) => {
      await entry.syncClock()
      const view = entry.open(current)
      if (isLater(current, view) || (view.type === 'signed-out' && !last)) return current
      // Renewed by somebody else: its refresh token is the one that works.
      if (view.type === 'session' && generationOf(view) >= (last?.token.generation ?? 0)) last = view.cached
      const generation = Math.max(generationOf(view), last?.token.generation ?? 0)
      return entry.encodeTombstone(generation, last?.facts.sessionId)
    }, flight.lockEnd)
    onForgotten()
    if (!last || !adapter.signOut) return
    const plan = { settings, flight, secrets: secrets.collect(last), deadline, maxAttempts: channel.maxAttempts }
    const expired = freshnessOf(last, clock) === 'expired'
    await adapter.signOut(openContext(plan, 'sign-out'), storedTokenSet(last, expired))
  })
}
