import { unlessAborted } from '../wait-for.ts'
import type { Acquired } from './acquire.ts'
import { withFacts } from './cached-session.ts'
import type { RefreshCall, SessionParts } from './session-parts.ts'

/** One refresh of a session that is kept in memory alone, where there is nobody to agree with. */
export async function refreshInMemory<Credentials, Session>(
  parts: SessionParts<Credentials, Session>,
  call: RefreshCall<Credentials, Session>,
): Promise<Acquired<Session>> {
  const { provider, settings, background } = parts
  const { flight, known, signIn, ask, maxAttempts, generation, onLate, revoke } = call
  const deadline = settings.clock.monotonic() + settings.channel.totalTimeoutMs

  /** What comes after the flight has ended is kept, or revoked: nobody else would. */
  async function takeLate(late: Acquired<Session>): Promise<void> {
    const isSignedOut = flight.unwanted.aborted && !flight.lockEnd.aborted
    if (isSignedOut) await revoke(late.cached)
    else if (late.how === 'renewed') onLate(late)
  }

  const work = provider.run(
    {
      ...{ flight, maxAttempts, ask, signIn, previous: known, generation: generation(), deadline },
      ...parts,
    },
    false,
  )
  try {
    const acquired = await unlessAborted(work, flight.unwanted)
    flight.unwanted.throwIfAborted()
    const { cached } = acquired
    if (!signIn || cached.token.generation > generation()) return acquired
    // A renewal came before the sign-in that overtook it.
    return { ...acquired, cached: withFacts(cached, { generation: generation() + 1 }) }
  } catch (error) {
    const late = work.then(takeLate).catch(() => {})
    if (flight.ended && flight.hasSpent) background.keep(late)
    throw error
  }
}
