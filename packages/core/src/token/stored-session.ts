import type { Adapter } from '../adapter-contract.ts'
import type { Settings } from '../settings.ts'
import { decodeRecord, type SessionRecord } from '../store/record.ts'
import { storeFailure } from './failure.ts'
import { type Held, hold } from './held.ts'
import { ageSince } from './schedule.ts'
import { storeKey } from './store-key.ts'
import { sameToken } from './token.ts'

/** The session's record in the store. */
export class StoredSession<Session> {
  readonly #adapter: Adapter<unknown, Session>
  readonly #settings: Settings<unknown>
  #key: string | undefined
  #ownText: string | undefined
  #wasSeen = false
  #current: string | undefined
  #outdated: string | undefined

  constructor(adapter: Adapter<unknown, Session>, settings: Settings<unknown>) {
    this.#adapter = adapter
    this.#settings = settings
  }

  /** Whether the store can be written here. */
  get canWrite(): boolean {
    const { store } = this.#settings
    try {
      return typeof store.canWrite === 'function' ? store.canWrite() : store.canWrite !== false
    } catch {
      return false
    }
  }

  /** Whether the record was looked at before. */
  get wasSeen(): boolean {
    return this.#wasSeen
  }

  /** What this client has written last, or was about to write. */
  get ownText(): string | undefined {
    return this.#ownText
  }

  async read(signal: AbortSignal): Promise<string | undefined> {
    const key = await this.#keyOnce()
    const text = await this.#guarded(() => this.#settings.store.read(key, { signal }))
    this.#wasSeen = true
    this.#current = text
    return text
  }

  /** Runs `change` under the store's lock. An error of `change` is thrown as it is, one of the store as `store_failed`. */
  async update(
    change: (current: string | undefined) => Promise<string | undefined>,
    signal: AbortSignal,
  ): Promise<void> {
    const key = await this.#keyOnce()
    let failure: { readonly error: unknown } | undefined
    const watched = (current: string | undefined): Promise<string | undefined> => {
      this.#wasSeen = true
      this.#current = current
      return change(current).catch((error: unknown) => {
        failure = { error }
        throw error
      })
    }
    try {
      await this.#settings.store.update(key, watched, { signal })
    } catch {
      throw failure ? failure.error : storeFailure(this.#settings)
    }
  }

  /** The session in a text; none when it is damaged. */
  async decode(text: string | undefined): Promise<Held<Session> | undefined> {
    const record = decodeRecord<Session>(text)
    if (!record) return undefined
    const { clock, random } = this.#settings
    const ageMs = Math.max(0, (await this.#now()) - record.obtainedAt)
    return hold(record, { wall: clock.now() - ageMs, monotonic: clock.monotonic() - ageMs }, random)
  }

  /** The session in a text, if it was stored after the given one. */
  async newer(text: string | undefined, than: Held<Session> | undefined): Promise<Held<Session> | undefined> {
    const { clock } = this.#settings
    const found = await this.decode(text)
    if (!found || !than) return found
    // What this client meant to replace, and could not: by a clock that was set since, it may look younger.
    if (text === this.#outdated) return undefined
    if (found.token.generation > than.token.generation) return found
    if (sameToken(found.token, than.token)) return undefined
    // A session that was started anew counts its tokens from 1 again.
    return ageSince(found.born, clock) < ageSince(than.born, clock) ? found : undefined
  }

  async encode(held: Held<Session>): Promise<string> {
    this.#outdated = this.#current
    const obtainedAt = (await this.#now()) - ageSince(held.born, this.#settings.clock)
    const record: SessionRecord<Session> = { ...held.facts, version: 1, obtainedAt }
    this.#ownText = JSON.stringify(record)
    return this.#ownText
  }

  // The promise of the key is not kept: on Cloudflare Workers it may never settle for a later request.
  async #keyOnce(): Promise<string> {
    this.#key ??= await storeKey(this.#adapter, this.#settings)
    return this.#key
  }

  /** Now, on the clock that the times of records are on. */
  async #now(): Promise<number> {
    const { store, clock } = this.#settings
    return this.#guarded(() => store.now?.() ?? clock.now())
  }

  async #guarded<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch {
      throw storeFailure(this.#settings)
    }
  }
}
