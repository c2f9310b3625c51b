import { isAuthError } from '../../errors/auth-error.ts'
import { unlessAborted } from '../../wait-for.ts'
import type { SignInCall } from '../acquire.ts'
import { type CachedSession, freshnessOf } from '../cached-session.ts'
import type { RefreshCall, Refreshed } from '../session-parts.ts'
import { decideRefresh } from './decide-refresh.ts'
import { refreshReadOnly } from './read-only-store.ts'
import { generationOf, type StoredView, sessionIdOf } from './session-entry.ts'
import { type AcquiredOrChanged, SessionWrite, stillWriting } from './session-write.ts'
import { storeFailure } from './store-failure.ts'
import type { StoredParts } from './stored-parts.ts'

const lockTries = 3

/** The store's lock was lost before anything was sent. */
const lockLost: unique symbol = Symbol('lock lost')

/** What the provider is asked for, while the store holds `current`. */
interface Question<Credentials, Session> {
  readonly current?: string | undefined
  readonly lock?: AbortSignal
  readonly previous: CachedSession<Session> | undefined
  readonly generation: number
  readonly isOver?: boolean
  readonly signIn?: SignInCall<Credentials>
}

/** One refresh of a session in a store: lock, read, adopt what is newer, else spend, write, hand out, unlock. */
export class LockedRefresh<Credentials, Session> {
  readonly #parts: StoredParts<Credentials, Session>
  readonly #call: RefreshCall<Credentials, Session>
  readonly #deadline: number
  readonly #write: SessionWrite<Credentials, Session>
  #hadLock = false
  /** What is out: a store may run a change twice at once. */
  #work: Promise<AcquiredOrChanged<Session>> | undefined

  constructor(parts: StoredParts<Credentials, Session>, call: RefreshCall<Credentials, Session>) {
    const { clock, channel } = parts.settings
    this.#parts = parts
    this.#call = call
    this.#deadline = clock.monotonic() + channel.totalTimeoutMs
    this.#write = new SessionWrite(parts, call)
  }

  async run(): Promise<Refreshed<Session>> {
    const { entry, pending, settings } = this.#parts
    const { flight, signIn } = this.#call
    const write = this.#write
    if (!entry.canWrite) return refreshReadOnly(this.#parts, this.#call)
    if (signIn) await this.#signIn(signIn)
    try {
      await this.#adoptStored()
      if (!write.adopted) await this.#update()
      pending.drop(write.acquired)
    } catch (error) {
      if (this.#mayDoWithout(error)) await this.#signInAlone()
      else await write.recover(error)
    } finally {
      write.end()
    }
    const { adopted, acquired } = write
    if (adopted) return { cached: adopted, how: 'adopted' }
    if (!acquired) throw storeFailure(settings)
    if (flight.ended && signIn) pending.drop(acquired)
    return acquired
  }

  /** Who has nothing yet needs no lock for what is stored: a fleet that starts anew would stand in line for it. */
  async #adoptStored(): Promise<void> {
    const { entry, pending } = this.#parts
    const { flight, known, over, signIn } = this.#call
    if (known || over || signIn || pending.latest) return
    const view = entry.open(await unlessAborted(entry.read(flight.lockEnd, true), flight.lockEnd))
    if (view.type === 'session' && this.#isServable(view.cached)) this.#write.adopt(view.cached)
  }

  /** Signs in without the lock, which a renewal that is out may keep until it lands. */
  async #signIn(signIn: SignInCall<Credentials>): Promise<void> {
    const { entry } = this.#parts
    const { flight, known, onSignedOut } = this.#call
    // A store that cannot be reached fails the call before anything is spent.
    const text = await entry.read(flight.unwanted)
    const view = entry.open(text)
    if (entry.isSignedOut(view, known)) onSignedOut()
    const result = await this.#ask({
      previous: entry.newer(text, view, known) ?? known,
      generation: generationOf(view),
      signIn: { ...signIn, replaces: sessionIdOf(view) ?? known?.facts.sessionId },
    })
    if (!('changed' in result)) this.#write.hold(result)
  }

  /** Whether it is the store that cannot be reached, and nobody is harmed by a session that the others do not know. */
  #mayDoWithout(error: unknown): boolean {
    const { settings, rejected } = this.#parts
    const { signIn, flight, known } = this.#call
    if (this.#hadLock || signIn || flight.ended || !settings.credentials || settings.failOnStoreFailure) return false
    const isUsable = known && !rejected.has(known.token) && freshnessOf(known, settings.clock) !== 'expired'
    return !isUsable && isAuthError(error, 'store_failed')
  }

  /** Signs in without the store. What is there to be renewed is left alone: somebody else may be renewing it. */
  async #signInAlone(): Promise<void> {
    const { pending } = this.#parts
    const result = await this.#ask({ previous: this.#call.known, generation: 0, isOver: true })
    if ('changed' in result) return
    this.#write.hold(result)
    pending.noteFailure()
  }

  async #update(): Promise<void> {
    const { entry, settings } = this.#parts
    const { limit, patience } = this.#write
    const over = AbortSignal.any([this.#call.flight.lockEnd, limit])
    for (let tries = 1; ; tries += 1) {
      const updating = entry.update((current, lock) => this.#change(current, lock), over)
      try {
        return await unlessAborted(updating, patience)
      } catch (error) {
        if (error === stillWriting) this.#write.goOn(updating)
        if (error !== lockLost) throw error
        if (tries === lockTries) throw storeFailure(settings)
      }
    }
  }

  /** Runs under the lock. A store may run it again, or twice at once. */
  async #change(current: string | undefined, lock: AbortSignal): Promise<string | undefined> {
    const { entry } = this.#parts
    const { flight, signIn } = this.#call
    const write = this.#write
    this.#hadLock = true
    // A store may call this late: nobody is asked for credentials for a flight that has ended.
    flight.lockEnd.throwIfAborted()
    if (write.adopted || ((flight.ended || write.isLate) && !write.acquired)) return current
    if (!write.acquired) await entry.syncClock()
    const view = entry.open(current)
    if (write.acquired) {
      if (signIn || !entry.isSignedOut(view, write.acquired.cached)) return write.commit(write.acquired, current, view)
      write.drop()
      if (write.isLate) return current
    }
    return this.#refresh(current, view, lock)
  }

  async #refresh(
    current: string | undefined,
    view: StoredView<Session>,
    lock: AbortSignal,
  ): Promise<string | undefined> {
    const { entry, pending, settings } = this.#parts
    const { known, over, onFound, onSignedOut } = this.#call
    const unsaved = pending.latest
    const last = unsaved?.cached ?? known
    const isSignedOut = entry.isSignedOut(view, last)
    const found = entry.newer(current, view, last)
    const isServable = (cached: CachedSession<Session>): boolean => this.#isServable(cached)
    const decision = decideRefresh({ settings, view, found, known, unsaved, isSignedOut, over, isServable })
    if (isSignedOut) onSignedOut()
    if (isSignedOut || decision.do === 'adopt') pending.drop(unsaved)
    if (decision.do === 'fail') throw decision.error
    if (decision.do === 'adopt') {
      this.#write.adopt(decision.found)
      return current
    }
    if (decision.do === 'store') return this.#write.commit(decision.unsaved, current, view)
    if (found) onFound(found)
    const { previous, isOver } = decision
    let result: AcquiredOrChanged<Session>
    try {
      result = await this.#ask({ current, lock, previous, generation: generationOf(view), isOver })
    } catch (error) {
      if (!this.#isSignedOut) throw error
      // A refresh token was out: whoever gets the lock next must not send it again.
      this.#write.limitTime()
      return entry.encodeTombstone(generationOf(view), previous?.facts.sessionId)
    }
    return 'changed' in result ? this.#change(result.changed, lock) : this.#write.commit(result, current, view)
  }

  /** Asks the provider. */
  async #ask({
    current,
    lock,
    isOver = false,
    signIn,
    generation,
    ...question
  }: Question<Credentials, Session>): Promise<AcquiredOrChanged<Session>> {
    const { flight, maxAttempts, ask } = this.#call
    const { provider, background, entry } = this.#parts
    const checkLock = (): void => {
      if (lock?.aborted) throw lockLost
    }
    const plan = {
      ...{ flight, maxAttempts, ask, signIn, deadline: this.#deadline, checkLock, ...question, ...this.#parts },
      generation: Math.max(generation, question.previous?.token.generation ?? 0),
    }
    this.#work ??= provider.run(plan, isOver, async () => {
      const changed = await entry.read(flight.unwanted)
      return changed === undefined || changed === current ? undefined : { changed }
    })
    const work = this.#work
    try {
      // It lets go of the lock, even while a request is still out.
      const result = await unlessAborted(work, flight.unwanted)
      flight.unwanted.throwIfAborted()
      return result
    } catch (error) {
      const late = work.then((result) => this.#takeLate(result)).catch(() => {})
      if (flight.ended && flight.hasSpent) background.keep(late)
      throw error
    } finally {
      this.#work = undefined
    }
  }

  /** Whether `signOut` was called while a refresh token was out. */
  get #isSignedOut(): boolean {
    const { unwanted, lockEnd } = this.#call.flight
    return unwanted.aborted && !lockEnd.aborted
  }

  /** What comes after the flight has ended is kept, or revoked: nobody else would. */
  async #takeLate(result: AcquiredOrChanged<Session>): Promise<void> {
    if ('changed' in result) return
    if (!this.#isSignedOut) return this.#write.keepLate(result)
    await this.#call.revoke(result.cached)
  }

  #isServable(cached: CachedSession<Session>): boolean {
    const { settings, rejected } = this.#parts
    return !rejected.has(cached.token) && ['fresh', 'stale'].includes(freshnessOf(cached, settings.clock))
  }
}
