import { judge } from '../token/schedule.ts'
import { ageOf, type CachedSession, lasts } from './cached-session.ts'
import type { SessionFlights } from './session-flights.ts'
import type { SessionParts } from './session-parts.ts'

// A read of a clock costs as much as all the rest of a call, so that the second one is read once in this time only.
const glanceMs = 1000

/** The session in memory, for as long as its token need not be replaced first: the way of nearly every call. */
export class ReadySession<Credentials, Session> {
  readonly #parts: SessionParts<Credentials, Session>
  readonly #flights: SessionFlights<Credentials, Session>
  /** What was fresh at the last look at both clocks: for that moment by the wall clock, and a little longer. */
  #fresh: CachedSession<Session> | undefined
  #freshFrom = 0
  #freshUntil = 0

  constructor(parts: SessionParts<Credentials, Session>, flights: SessionFlights<Credentials, Session>) {
    this.#parts = parts
    this.#flights = flights
  }

  /** With the session begins a renewal in the background, where it is time for one. */
  take(minValidityMs: number): CachedSession<Session> | undefined {
    const { cached } = this.#flights
    const { settings, rejected } = this.#parts
    if (!cached || rejected.has(cached.token)) return undefined
    const wall = settings.clock.now()
    // A wall clock that was set back is seen here, unless it stands in this very second once more.
    const isFresh = cached === this.#fresh && wall >= this.#freshFrom && wall < this.#freshUntil
    if (!isFresh || minValidityMs > 0) {
      const ageMs = ageOf(cached, settings.clock)
      const freshness = judge(cached, ageMs)
      if (freshness === 'ending' || freshness === 'expired' || !lasts(cached, ageMs, minValidityMs)) return undefined
      this.#fresh = cached
      this.#freshFrom = wall
      this.#freshUntil = ageMs + glanceMs < cached.renewAfterMs ? wall + glanceMs : 0
      if (freshness === 'stale') this.#flights.renewInBackground()
    }
    return cached
  }
}
