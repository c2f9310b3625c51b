import type { AuthError } from '../../errors/auth-error.ts'
import type { TokenStore } from '../../store/token-store.ts'
import { sameToken } from '../../token/token.ts'
import type { Acquired } from '../acquire.ts'
import type { CachedSession } from '../cached-session.ts'
import type { SessionFlights } from '../session-flights.ts'
import type { RefreshCall, Refreshed, SessionParts } from '../session-parts.ts'
import { forgetStored } from './forget-stored.ts'
import { LockedRefresh } from './locked-refresh.ts'
import { PendingWrite, type Written } from './pending-write.ts'
import { readOnlyFailure } from './read-only-store.ts'
import { SessionEntry } from './session-entry.ts'
import { StoreLook } from './store-look.ts'
import type { StoredParts } from './stored-parts.ts'

/** A session in a store that others may use too: all that a session in memory alone has no need of. */
export class StoredSession<Credentials, Session> {
  readonly #parts: StoredParts<Credentials, Session>
  readonly #look: StoreLook<Credentials, Session>

  constructor(
    parts: SessionParts<Credentials, Session>,
    flights: SessionFlights<Credentials, Session>,
    store: TokenStore,
  ) {
    const { adapter, settings, background } = parts
    const entry = new SessionEntry(adapter, settings, store)
    const pending = new PendingWrite(settings, entry, background, (saved, outcome) =>
      noteSaved(flights, saved, outcome),
    )
    this.#parts = { ...parts, entry, pending }
    this.#look = new StoreLook(this.#parts, flights)
  }

  /** See {@link StoreLook}. */
  get look(): Pick<StoreLook<Credentials, Session>, 'isDue' | 'take'> {
    return this.#look
  }

  refresh(call: RefreshCall<Credentials, Session>): Promise<Refreshed<Session>> {
    return new LockedRefresh(this.#parts, call).run()
  }

  /** Stores what could not be stored before: in the background and, unless it is the last chance, not too often. */
  save(lastChance = false): void {
    if (this.#parts.pending.latest) this.#parts.pending.save(lastChance)
  }

  /** Takes back what could not be stored so far. */
  takeUnsaved(): CachedSession<Session> | undefined {
    const { pending } = this.#parts
    const unsaved = pending.latest
    pending.drop(unsaved)
    return unsaved?.cached
  }

  /** See {@link forgetStored}. */
  forget(known: CachedSession<Session> | undefined, signal: AbortSignal): Promise<CachedSession<Session> | undefined> {
    return forgetStored(this.#parts.entry, known, signal)
  }

  /** Is not told of changes any more. */
  unwatch(): void {
    this.#parts.entry.unwatch()
  }

  /** The error of a call that has to change a store that cannot be written. */
  cannotWrite(): AuthError {
    return readOnlyFailure(this.#parts.settings)
  }
}

/** Takes over what others had done when a session was written that had been in memory only. */
function noteSaved<Session>(
  flights: Pick<SessionFlights<unknown, Session>, 'cached' | 'adopt' | 'dropSignedOut'>,
  { cached }: Acquired<Session>,
  outcome: Written<Session>,
): void {
  const present = flights.cached
  if (!present || !sameToken(present.token, cached.token)) return
  if ('stored' in outcome) flights.cached = { ...outcome.stored, renewAfterMs: present.renewAfterMs }
  else if ('newer' in outcome) flights.adopt(outcome.newer)
  else if ('signedOut' in outcome) flights.dropSignedOut()
}
