import { type Flight, startFlight } from '../../token/single-flight.ts'
import type { SessionFlights } from '../session-flights.ts'
import { storeFailure, unreadableFailure } from './store-failure.ts'
import type { StoredParts } from './stored-parts.ts'

// A store that is slow to be looked at keeps nobody from a token that is in memory.
const patienceMs = 2000

/** Finds out what others have done to a session that is not to be renewed yet: one look for all who ask. */
export class StoreLook<Credentials, Session> {
  readonly #parts: StoredParts<Credentials, Session>
  readonly #flights: SessionFlights<Credentials, Session>
  #flight: Flight<void> | undefined

  constructor(parts: StoredParts<Credentials, Session>, flights: SessionFlights<Credentials, Session>) {
    this.#parts = parts
    this.#flights = flights
  }

  /**
   * Whether it is time for one.
   *
   * @param hasToken - Whether a token is about to be used. Without one, the store is read by what replaces it, if that
   *   may begin.
   */
  isDue(hasToken: boolean): boolean {
    const { settings, entry } = this.#parts
    const { isSignedOut, backoff } = this.#flights
    if (isSignedOut || !(hasToken || backoff.leftMs > 0)) return false
    return this.#flight?.isOpen || entry.unseenMs >= settings.recheckMs
  }

  /** Looks, or waits for the look that is under way, but not for long: one that hangs is not waited for by every call. */
  async take(signal: AbortSignal | undefined): Promise<void> {
    const flight = this.#flight?.isOpen ? this.#flight : this.#start()
    const leftMs = Math.max(0, patienceMs - this.#parts.entry.unseenMs)
    await flight.join(signal, leftMs).catch(() => signal?.throwIfAborted())
  }

  #start(): Flight<void> {
    const { settings, entry, background } = this.#parts
    const flights = this.#flights
    const { cached } = flights
    const own = startFlight<void>(
      settings,
      () => storeFailure(settings),
      async ({ lockEnd }) => {
        const text = await entry.read(lockEnd)
        const view = entry.open(text)
        if (view.type === 'unreadable') throw unreadableFailure(settings, view.problem)
        // A sign-in or sign-out here has replaced the session that was looked up.
        if (flights.cached !== cached || flights.isSignedOut) return
        const newer = entry.newer(text, view, cached)
        if (entry.isSignedOut(view, cached)) flights.dropSignedOut()
        else if (newer && flights.isUsable(newer)) flights.adopt(newer)
      },
    )
    this.#flight = own
    background.keep(
      own.result.catch(() => {
        if (own.ended !== 'left') settings.emit({ type: 'store-failed' })
      }),
    )
    return own
  }
}
