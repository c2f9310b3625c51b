import { generationOf, numberAfter, type StoredView, sessionIdOf } from '../store/session-entry.ts'
import { type Acquired, noSession, type SignInCall } from './acquire.ts'
import { lockLost } from './adapter-context.ts'
import { type CachedSession, freshnessOf } from './cached-session.ts'
import { storeFailure, unreadableFailure } from './failure.ts'
import { refreshReadOnly } from './read-only-store.ts'
import type { Replacement } from './renew-or-sign-in.ts'
import type { RefreshCall, Refreshed, SessionParts } from './session-parts.ts'
import { unlessAborted } from './single-flight.ts'
import { sameToken } from './token.ts'

// Ends before the flight does, so that a token that could not be stored is handed out all the same.
const writeLimitMs = 4000
const lockTries = 3

/** One refresh of a session in a store: lock, read, adopt what is newer, else spend, write, hand out, unlock. */
export class LockedRefresh<Credentials, Session> {
  readonly #parts: SessionParts<Credentials, Session>
  readonly #call: RefreshCall<Credentials, Session>
  readonly #deadline: number
  readonly #writing = new AbortController()
  #cancelWriteLimit = (): void => {}
  /** How much had been added to what is to be written when this began, or when it added its own. */
  #count: number
  /** What is out: a store may run a change twice at once. */
  #work: Promise<Replacement<Session>> | undefined
  #acquired: Acquired<Session> | undefined
  #adopted: CachedSession<Session> | undefined

  constructor(parts: SessionParts<Credentials, Session>, call: RefreshCall<Credentials, Session>) {
    const { clock, channel } = parts.settings
    this.#parts = parts
    this.#call = call
    this.#deadline = clock.monotonic() + channel.totalTimeoutMs
    this.#count = parts.pending.count
  }

  async run(): Promise<Refreshed<Session>> {
    const { entry, pending, settings } = this.#parts
    const { flight, signIn, known, onSignedOut } = this.#call
    if (!entry.canWrite) return refreshReadOnly(this.#parts, this.#call)
    if (signIn) {
      // A store that cannot be reached fails the call before anything is spent.
      const text = await entry.read(flight.unwanted)
      const view = entry.open(text)
      if (entry.isSignedOut(view, known)) onSignedOut()
      const previous = entry.newer(text, view, known) ?? known
      // Without the lock, which a renewal that is out may keep until it lands.
      const replacing = { ...signIn, replaces: sessionIdOf(view) ?? known?.facts.sessionId }
      const result = await this.#acquire(undefined, undefined, previous, generationOf(view), false, replacing)
      if (!('changed' in result)) this.#hold(result)
    }
    try {
      await this.#update()
      pending.drop(this.#acquired)
    } catch (error) {
      await this.#recover(error)
    } finally {
      this.#cancelWriteLimit()
    }
    if (this.#adopted) return { cached: this.#adopted, how: 'adopted' }
    if (!this.#acquired) throw storeFailure(settings)
    if (flight.ended && signIn) pending.drop(this.#acquired)
    return this.#acquired
  }

  async #update(): Promise<void> {
    const { entry, settings } = this.#parts
    const { signal } = this.#writing
    const over = AbortSignal.any([this.#call.flight.lockEnd, signal])
    for (let tries = 1; ; tries += 1) {
      try {
        return await unlessAborted(
          entry.update((current, lock) => this.#change(current, lock), over),
          signal,
        )
      } catch (error) {
        if (error !== lockLost) throw error
        if (tries === lockTries) throw storeFailure(settings)
      }
    }
  }

  async #change(current: string | undefined, lock: AbortSignal): Promise<string | undefined> {
    const { entry, pending, settings } = this.#parts
    const { flight, signIn, known, onFound, onSignedOut } = this.#call
    // Nobody is asked for credentials for a flight that is over, though a store may call this late.
    flight.lockEnd.throwIfAborted()
    if (this.#adopted || (flight.ended && !this.#acquired)) return current
    if (!this.#acquired) await entry.syncClock()
    const view = entry.open(current)
    if (this.#acquired) {
      if (signIn || !entry.isSignedOut(view, this.#acquired.cached)) return this.#commit(this.#acquired, current, view)
      pending.drop(this.#acquired)
      this.#acquired = undefined
    }
    if (view.type === 'unreadable') throw unreadableFailure(settings, view.problem)
    const own = pending.latest
    const last = own?.cached ?? known
    const isOver = entry.isSignedOut(view, last)
    if (isOver) {
      pending.drop(own)
      onSignedOut()
      if (!settings.credentials) throw noSession(settings, 'the session was signed out')
    }
    const found = entry.newer(current, view, last)
    if (found && this.#isServable(found)) {
      pending.drop(own)
      this.#adopted = found
      return current
    }
    // Obtained by a call that failed, since it could not be stored: nobody has it yet.
    const isNew = own && !isOver && !found && !(known && sameToken(own.cached.token, known.token))
    if (isNew && this.#isServable(own.cached)) return this.#commit(own, current, view)
    if (found) onFound(found)
    const previous = found ?? last
    if (!previous && !settings.credentials && view.type === 'damaged') {
      throw noSession(settings, `the stored session is damaged (${view.problem})`)
    }
    let result: Replacement<Session>
    try {
      result = await this.#acquire(current, lock, previous, generationOf(view), isOver)
    } catch (error) {
      if (flight.lockEnd.aborted || !flight.unwanted.aborted) throw error
      // Signed out while a refresh token was out: whoever gets the lock next must not send it again.
      return entry.encodeTombstone(generationOf(view), previous?.facts.sessionId)
    }
    return 'changed' in result ? this.#change(result.changed, lock) : this.#commit(result, current, view)
  }

  /** Gets a new token from the provider. */
  async #acquire(
    current: string | undefined,
    lock: AbortSignal | undefined,
    previous: CachedSession<Session> | undefined,
    generation: number,
    isOver = false,
    signIn?: SignInCall<Credentials>,
  ): Promise<Replacement<Session>> {
    const { flight, maxAttempts } = this.#call
    const { provider, background } = this.#parts
    const plan = {
      ...{ flight, maxAttempts, signIn, previous, lock, deadline: this.#deadline, ...this.#parts },
      generation: Math.max(generation, previous?.token.generation ?? 0),
    }
    this.#work ??= provider.run(plan, current, isOver)
    const work = this.#work
    try {
      // It lets go of the lock, even while a request is still out.
      const result = await unlessAborted(work, flight.unwanted)
      flight.unwanted.throwIfAborted()
      return result
    } catch (error) {
      const late = work.then(
        (result) => this.#keepLate(result),
        () => {},
      )
      if (flight.ended && flight.hasSpent) background.keep(late)
      throw error
    } finally {
      this.#work = undefined
    }
  }

  /** Returns what is to be stored, unless others have stored something newer since. */
  async #commit(
    acquired: Acquired<Session>,
    current: string | undefined,
    view: StoredView<Session>,
  ): Promise<string | undefined> {
    const { entry, pending } = this.#parts
    const { signIn, flight } = this.#call
    if (!signIn) {
      const newer = acquired === this.#acquired ? entry.newer(current, view, acquired.cached) : undefined
      if (newer) {
        pending.drop(acquired)
        this.#acquired = undefined
        this.#adopted = newer
        return current
      }
    } else if (flight.ended) return current
    const numbered = { ...acquired, cached: numberAfter(view, acquired.cached) }
    this.#hold(numbered)
    return entry.encode(numbered.cached)
  }

  /** Keeps in memory what is to be stored. */
  #hold(acquired: Acquired<Session>): void {
    const { pending, settings } = this.#parts
    this.#acquired = acquired
    // A renewal may come after the sign-in that overtook it.
    if (this.#call.signIn || this.#count === pending.count) this.#count = pending.add(acquired)
    // A write that never ends would keep everybody from the lock. A store may write more than once.
    this.#cancelWriteLimit()
    this.#cancelWriteLimit = settings.clock.schedule(() => this.#writing.abort(), writeLimitMs)
  }

  /** Decides what a store that failed does to the call. */
  async #recover(error: unknown): Promise<void> {
    const { pending, settings } = this.#parts
    const acquired = this.#acquired
    const { signIn } = this.#call
    const { ended } = this.#call.flight
    if (acquired && ended) this.#keepLate(acquired)
    if (!this.#adopted && (!acquired || ended)) throw error
    if (acquired && (await this.#writeAgain(acquired))) return
    pending.noteFailure()
    // A token that could not be stored is still a token.
    if (acquired && settings.failOnStoreFailure) throw storeFailure(settings)
    // What holds the lock may be a renewal that a sign-in overtook: it is written once that has landed.
    if (signIn) pending.save()
  }

  /** Tries to write what the provider brought before anybody has it. */
  async #writeAgain(acquired: Acquired<Session>): Promise<boolean> {
    const { pending, settings } = this.#parts
    const { flight, onSignedOut } = this.#call
    const written = await pending.writeSoon(acquired, AbortSignal.any([flight.lockEnd, this.#writing.signal]))
    if (!written) return false
    if ('signedOut' in written) {
      onSignedOut()
      throw noSession(settings, 'the session was signed out')
    }
    if ('newer' in written) this.#adopted = written.newer
    if ('stored' in written) this.#acquired = { ...acquired, cached: written.stored }
    return true
  }

  /** A renewal that came too late for its flight has used up the refresh token: it must not be lost. */
  #keepLate(late: Replacement<Session>): void {
    const { pending } = this.#parts
    if ('changed' in late) return
    if (this.#count === pending.count && late.how === 'renewed' && this.#call.onLate(late)) {
      pending.add(late)
      pending.save()
    } else pending.drop(late)
  }

  #isServable(cached: CachedSession<Session>): boolean {
    const { settings, rejected } = this.#parts
    return !rejected.has(cached.token) && ['fresh', 'stale'].includes(freshnessOf(cached, settings.clock))
  }
}
