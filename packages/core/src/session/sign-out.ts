import { failure } from '../errors/failures.ts'
import type { Settings } from '../settings.ts'
import { type Flight, startFlight } from '../token/single-flight.ts'
import { openContext } from './adapter-context.ts'
import { type CachedSession, freshnessOf, storedTokenSet } from './cached-session.ts'
import type { SessionParts } from './session-parts.ts'

/**
 * Ends a session: here or in the store first, then at the provider.
 *
 * @param forget - Brings the session that the provider is to be told of.
 */
export function endSession<Credentials, Session>(
  parts: SessionParts<Credentials, Session>,
  forget: (flight: Flight<unknown>) => Promise<CachedSession<Session> | undefined>,
): Flight<void> {
  const { settings } = parts
  const timeout = (): Error => failure(settings, 'timeout', { message: 'signing out took too long' }, 'sign-out')
  return startFlight<void>(settings, timeout, async (flight) => {
    const deadline = deadlineOf(settings)
    const last = await forget(flight)
    if (last) await revoke(parts, flight, last, deadline)
  })
}

/**
 * Tells the provider that a session has ended.
 *
 * @param deadline - When the time for it is up, on the monotonic clock.
 */
export async function revoke<Credentials, Session>(
  parts: SessionParts<Credentials, Session>,
  flight: Flight<unknown>,
  ended: CachedSession<Session>,
  deadline: number = deadlineOf(parts.settings),
): Promise<void> {
  const { adapter, settings, secrets } = parts
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

function deadlineOf({ clock, channel }: Settings<unknown>): number {
  return clock.monotonic() + channel.totalTimeoutMs
}
