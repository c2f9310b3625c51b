import type { AuthErrorPhase } from '../errors/auth-error.ts'
import { loadPart } from '../errors/load-part.ts'
import { isWritable } from '../store/is-writable.ts'
import type { Flight } from '../token/single-flight.ts'
import type { CachedSession } from './cached-session.ts'
import { refreshInMemory } from './refresh-in-memory.ts'
import { SessionFlights } from './session-flights.ts'
import type { RefreshCall, Refreshed, RefreshingPlace, SessionParts } from './session-parts.ts'
import type { StoredSession } from './stored/stored-session.ts'

/** Where a session is kept: in memory alone or in a store too, and what deals with that is loaded at its first use. */
export class SessionPlace<Credentials, Session> implements RefreshingPlace<Credentials, Session> {
  readonly #parts: SessionParts<Credentials, Session>
  /** What replaces it. */
  readonly flights: SessionFlights<Credentials, Session>
  #stored: StoredSession<Credentials, Session> | undefined

  constructor(parts: SessionParts<Credentials, Session>) {
    this.#parts = parts
    this.flights = new SessionFlights(parts, this)
  }

  /** What deals with the store, from its first use on. */
  get stored(): StoredSession<Credentials, Session> | undefined {
    return this.#stored
  }

  /** Whether there is a store, and it cannot be written here. */
  get isReadOnly(): boolean {
    const { store } = this.#parts.settings
    return store !== undefined && !isWritable(store)
  }

  async refresh(call: RefreshCall<Credentials, Session>): Promise<Refreshed<Session>> {
    const stored = await this.load(call.known && !call.signIn ? 'renew' : 'sign-in')
    // Loading it may have taken longer than anybody waits.
    call.flight.lockEnd.throwIfAborted()
    return stored ? stored.refresh(call) : refreshInMemory(this.#parts, call)
  }

  /** Ends a session here. Brings the one that the provider is to be told of. */
  async forget(
    known: CachedSession<Session> | undefined,
    flight: Flight<unknown>,
  ): Promise<CachedSession<Session> | undefined> {
    const stored = await this.load('sign-out')
    return stored ? stored.forget(known, flight.lockEnd) : known
  }

  /** Brings what deals with the store, where there is one. */
  async load(phase: AuthErrorPhase): Promise<StoredSession<Credentials, Session> | undefined> {
    const { provider, store } = this.#parts.settings
    if (!store || this.#stored) return this.#stored
    const { StoredSession } = await loadPart(provider, phase, () => import('./stored/stored-session.ts'))
    this.#stored ??= new StoredSession(this.#parts, this.flights, store)
    return this.#stored
  }
}
