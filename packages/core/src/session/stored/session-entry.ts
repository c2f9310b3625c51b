import type { Adapter } from '../../adapter-contract.ts'
import type { Instant } from '../../api/operation.ts'
import type { Settings } from '../../settings.ts'
import { isWritable } from '../../store/is-writable.ts'
import { storeProblemOf } from '../../store/store-problem.ts'
import type { TokenStore } from '../../store/token-store.ts'
import { ageSince, instantOf, waitsAfterMs } from '../../token/schedule.ts'
import { sameToken } from '../../token/token.ts'
import { ageOf, type CachedSession, cacheSession, withFacts } from '../cached-session.ts'
import { decodeRecord, recordLifeMs, type SessionRecord, type Stored, type Tombstone } from './record.ts'
import { storeFailure } from './store-failure.ts'
import { storeKey } from './store-key.ts'
import { StoreWatch } from './store-watch.ts'

/** What is stored, with the session on this machine's clocks. */
export type StoredView<Session> =
  | Exclude<Stored<Session>, { type: 'session' }>
  | { readonly type: 'session'; readonly cached: CachedSession<Session> }

/** The session's entry in the store. */
export class SessionEntry<Session> {
  readonly #adapter: Adapter<unknown, Session>
  readonly #settings: Settings<unknown>
  readonly #store: TokenStore
  #key: string | undefined
  #lookedAt: Instant | undefined
  /** What this client replaced last, or meant to. */
  #replacedText: string | undefined
  /** What the store's clock said, and when. */
  #storeTime: { readonly now: number; readonly at: Instant } | undefined
  readonly #watch = new StoreWatch(() => {
    this.#lookedAt = undefined
  })

  constructor(adapter: Adapter<unknown, Session>, settings: Settings<unknown>, store: TokenStore) {
    this.#adapter = adapter
    this.#settings = settings
    this.#store = store
  }

  /** Whether the store can be written here. */
  get canWrite(): boolean {
    return isWritable(this.#store)
  }

  /** How long ago the entry was looked at, in milliseconds. */
  get unseenMs(): number {
    return this.#lookedAt ? ageSince(this.#lookedAt, this.#settings.clock) : Infinity
  }

  /**
   * What is stored, without waiting for the lock.
   *
   * @param asItIs - Whether what is found is only used, and nothing else is done under the lock afterwards.
   */
  async read(signal: AbortSignal, asItIs = false): Promise<string | undefined> {
    // A look that fails is not repeated at once either.
    this.#noteLook()
    const key = await this.#keyOnce()
    this.#watch.start(this.#store, key)
    const { hints } = this.#watch
    const options = { signal, asItIs }
    // A database says `null` for none.
    const text = (await this.#guarded(() => this.#store.read(key, options))) ?? undefined
    if (text !== undefined || !asItIs) await this.syncClock()
    // What has changed meanwhile was perhaps not read.
    if (hints === this.#watch.hints) this.#noteLook()
    return text
  }

  /** Runs `change` under the store's lock. An error of `change` is thrown as it is, one of the store as `store_failed`. */
  async update(
    change: (current: string | undefined, lock: AbortSignal) => Promise<string | undefined>,
    signal: AbortSignal,
  ): Promise<void> {
    const key = await this.#keyOnce()
    this.#watch.start(this.#store, key)
    let failure: { readonly error: unknown } | undefined
    const watched = async (current: string | undefined, lock: AbortSignal = signal): Promise<string | undefined> => {
      this.#noteLook()
      try {
        return await change(current ?? undefined, lock)
      } catch (error) {
        failure = { error }
        throw error
      }
    }
    try {
      await this.#store.update(key, watched, { signal, lifeMs: recordLifeMs })
    } catch (error) {
      throw failure ? failure.error : storeFailure(this.#settings, storeProblemOf(error))
    }
  }

  /**
   * Asks the store's clock, where it has one. Done before anything is spent: what is written afterwards takes its time
   * from this answer.
   */
  async syncClock(): Promise<void> {
    const { clock } = this.#settings
    if (!this.#store.now) return
    const now = await this.#guarded(() => this.#store.now?.())
    if (!Number.isFinite(now)) throw storeFailure(this.#settings)
    this.#storeTime = { now: Number(now), at: instantOf(clock) }
  }

  open(text: string | undefined): StoredView<Session> {
    const stored = decodeRecord<Session>(text, this.#now(), this.#adapter)
    if (stored.type !== 'session') return stored
    const { clock, random } = this.#settings
    const { record } = stored
    const ago = (ms: number): Instant => ({ wall: clock.now() - ms, monotonic: clock.monotonic() - ms })
    const ageMs = this.#now() - record.obtainedAt
    const cached = cacheSession(record, ago(Math.max(0, ageMs)), random)
    if (ageMs >= waitsAfterMs(cached) - cached.lifeMs) return { type: 'session', cached }
    // From the future: one of the clocks is wrong, and the token may be of any age. It is used, and renewed.
    return { type: 'session', cached: cacheSession(record, ago(cached.renewAfterMs), () => 0) }
  }

  /** The stored session, if it came after the given one. */
  newer(
    text: string | undefined,
    view: StoredView<Session>,
    than: CachedSession<Session> | undefined,
  ): CachedSession<Session> | undefined {
    if (view.type !== 'session') return undefined
    const { cached } = view
    if (!than) return cached
    const isSame = sameToken(cached.token, than.token) && cached.facts.refreshToken === than.facts.refreshToken
    // What this client meant to replace, and could not: by a clock that was set since, it may look younger.
    if (isSame || text === this.#replacedText || cached.facts.sessionId === than.replaces) return undefined
    if (cached.token.generation > than.token.generation) return cached
    // A session that was started anew, by who did not know of this one, counts its tokens from 1 again.
    const { clock } = this.#settings
    return ageOf(cached, clock) < ageOf(than, clock) ? cached : undefined
  }

  /** As {@link newer}, for a session that is still to be written: whoever wrote the same number before was faster. */
  newerThanUnsaved(
    text: string | undefined,
    view: StoredView<Session>,
    unsaved: CachedSession<Session>,
  ): CachedSession<Session> | undefined {
    const newer = this.newer(text, view, unsaved)
    if (newer || view.type !== 'session' || view.cached.facts.sessionId === unsaved.replaces) return newer
    const { token } = view.cached
    const isOther = !sameToken(token, unsaved.token) && text !== this.#replacedText
    return isOther && token.generation >= unsaved.token.generation ? view.cached : undefined
  }

  /** Whether somebody has signed the session out, and not one that came before it. */
  isSignedOut(view: StoredView<Session>, known: CachedSession<Session> | undefined): boolean {
    if (view.type !== 'signed-out') return false
    const { sessionId, obtainedAt } = view.tombstone
    if (!known || known.facts.sessionId === sessionId) return true
    if (known.replaces === sessionId) return false
    return this.#requestedAt(known) < obtainedAt
  }

  /** @param current - The text that it is to replace. */
  encode(cached: CachedSession<Session>, current: string | undefined): string {
    this.#replacedText = current
    const record: SessionRecord<Session> = { ...cached.facts, version: 1, obtainedAt: this.#requestedAt(cached) }
    return JSON.stringify(record)
  }

  /** What says that a session was signed out: a text, or none where nobody else would read it. */
  encodeTombstone(generation: number, sessionId: string = crypto.randomUUID()): string | undefined {
    if (this.#store.keepsTombstones === false) return undefined
    const record: Tombstone = { version: 1, signedOut: true, sessionId, generation, obtainedAt: this.#now() }
    return JSON.stringify(record)
  }

  /** Is not told of changes any more. */
  unwatch(): void {
    this.#watch.stop()
  }

  #noteLook(): void {
    this.#lookedAt = instantOf(this.#settings.clock)
  }

  // The promise of the key is not kept: on Cloudflare Workers it may never settle for a later request.
  async #keyOnce(): Promise<string> {
    this.#key ??= await storeKey(this.#adapter, this.#settings)
    return this.#key
  }

  /** When the token of a session was requested, on the clock that the times of records are on. */
  #requestedAt(cached: CachedSession<Session>): number {
    const { clock } = this.#settings
    const { now, at } = this.#storeTime ?? { now: clock.now(), at: instantOf(clock) }
    // A wall clock that was set ahead meanwhile must not make a token seem younger to others.
    return now + clock.monotonic() - at.monotonic - ageOf(cached, clock)
  }

  /** Now, on the clock that the times of records are on. */
  #now(): number {
    const { clock } = this.#settings
    return this.#storeTime ? this.#storeTime.now + ageSince(this.#storeTime.at, clock) : clock.now()
  }

  async #guarded<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      throw storeFailure(this.#settings, storeProblemOf(error))
    }
  }
}

/** The session that a store holds, or that was signed out last. */
export function sessionIdOf(view: StoredView<unknown>): string | undefined {
  if (view.type === 'session') return view.cached.facts.sessionId
  return view.type === 'signed-out' ? view.tombstone.sessionId : undefined
}

/** How many tokens the stored session has had. */
export function generationOf(view: StoredView<unknown>): number {
  if (view.type === 'session') return view.cached.token.generation
  return view.type === 'signed-out' ? view.tombstone.generation : 0
}

/** The session with a number that makes it newer than what is stored. */
export function numberAfter<Session>(
  view: StoredView<Session>,
  cached: CachedSession<Session>,
): CachedSession<Session> {
  const isSame = view.type === 'session' && view.cached.facts.sessionId === cached.facts.sessionId
  const least = generationOf(view) + (isSame ? 0 : 1)
  return cached.token.generation >= least ? cached : withFacts(cached, { generation: least })
}
