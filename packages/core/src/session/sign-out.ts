import { failure } from '../errors/failures.ts'
import { type Flight, startFlight } from '../token/single-flight.ts'
import { openContext } from './adapter-context.ts'
import { type CachedSession, freshnessOf, storedTokenSet } from './cached-session.ts'
import { generationOf, type SessionEntry, type StoredView } from './session-entry.ts'
import type { SessionParts } from './session-parts.ts'

/**
 * Ends the session that is known, or else the one that the store holds now: in the store first, then at the provider.
 *
 * @param onForgotten - Told when the store has forgotten it.
 */
export function endSession<Credentials, Session>(
  parts: SessionParts<Credentials, Session>,
  known: CachedSession<Session> | undefined,
  onForgotten: () => void,
): Flight<void> {
  const { settings, entry } = parts
  const { clock, channel } = settings
  const timeout = (): Error => failure(settings, 'timeout', { message: 'signing out took too long' }, 'sign-out')

  /** A session that began after the one that is to end, or after the call, is not ours to end. */
  function isLater(
    text: string | undefined,
    view: StoredView<Session>,
    ending: CachedSession<Session> | undefined,
  ): boolean {
    if (view.type !== 'session') return false
    if (!ending) return true
    return view.cached.facts.sessionId !== ending.facts.sessionId && entry.newer(text, view, ending) !== undefined
  }

  return startFlight<void>(settings, timeout, async (flight) => {
    const deadline = clock.monotonic() + channel.totalTimeoutMs
    const ending = known ?? (await storedSession(entry, flight.lockEnd))
    let last = ending
    await entry.update(async (current) => {
      await entry.syncClock()
      const view = entry.open(current)
      if (isLater(current, view, ending) || (view.type === 'signed-out' && !last)) return current
      // Renewed by somebody else: its refresh token is the one that works.
      if (view.type === 'session' && generationOf(view) >= (last?.token.generation ?? 0)) last = view.cached
      const generation = Math.max(generationOf(view), last?.token.generation ?? 0)
      return entry.encodeTombstone(generation, last?.facts.sessionId)
    }, flight.lockEnd)
    onForgotten()
    if (last) await revoke(parts, flight, last, deadline)
  })
}

/**
 * Tells the provider that a session has ended.
 *
 * @param deadline - When the time for it is up, on the monotonic clock.
 */
export async function revoke<Credentials, Session>(
  { adapter, settings, secrets }: SessionParts<Credentials, Session>,
  flight: Flight<unknown>,
  ended: CachedSession<Session>,
  deadline: number,
): Promise<void> {
  const plan = {
    settings,
    flight,
    deadline,
    secrets: secrets.collect(ended),
    maxAttempts: settings.channel.maxAttempts,
  }
  const expired = freshnessOf(ended, settings.clock) === 'expired'
  await adapter.signOut?.(openContext(plan, 'sign-out'), storedTokenSet(ended, expired))
}

async function storedSession<Session>(
  entry: SessionEntry<Session>,
  signal: AbortSignal,
): Promise<CachedSession<Session> | undefined> {
  const view = entry.open(await entry.read(signal))
  return view.type === 'session' ? view.cached : undefined
}
