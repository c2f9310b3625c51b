import { sleep } from '../../clock.ts'
import type { Settings } from '../../settings.ts'
import type { BackgroundWork } from '../../token/background-work.ts'
import { type CoolDown, extendCoolDown, noCoolDown } from '../../token/cool-down.ts'
import { type Flight, startFlight } from '../../token/single-flight.ts'
import { sameToken } from '../../token/token.ts'
import { unlessAborted } from '../../wait-for.ts'
import type { Acquired } from '../acquire.ts'
import type { CachedSession } from '../cached-session.ts'
import { numberAfter, type SessionEntry } from './session-entry.ts'
import { storeFailure } from './store-failure.ts'

/** What came of a write: somebody else may have stored something newer, or signed out. */
export type Written<Session> =
  | { readonly stored: CachedSession<Session> }
  | { readonly newer: CachedSession<Session> }
  | { readonly signedOut: true }
  /** It was not wanted any more. */
  | { readonly dropped: true }

const triesSoon = 3
const firstWaitMs = 100

/** What the provider brought and the store does not have, so that it is in memory only. */
export class PendingWrite<Session> {
  readonly #settings: Settings<unknown>
  readonly #entry: SessionEntry<Session>
  readonly #background: BackgroundWork
  readonly #onSaved: (saved: Acquired<Session>, outcome: Written<Session>) => void
  #latest: Acquired<Session> | undefined
  #flight: Flight<void> | undefined
  /** A write that the store is still trying, on its own. */
  #landing: Promise<void> | undefined
  #coolDown: CoolDown = noCoolDown
  #count = 0

  /** @param onSaved - Told what came of a write in the background. */
  constructor(
    settings: Settings<unknown>,
    entry: SessionEntry<Session>,
    background: BackgroundWork,
    onSaved: (saved: Acquired<Session>, outcome: Written<Session>) => void,
  ) {
    this.#settings = settings
    this.#entry = entry
    this.#background = background
    this.#onSaved = onSaved
  }

  get latest(): Acquired<Session> | undefined {
    return this.#latest
  }

  /** Counts what was added: what comes late must not undo what came after it was asked for. */
  get count(): number {
    return this.#count
  }

  /** Returns the count with it. */
  add(acquired: Acquired<Session>): number {
    this.#latest = acquired
    this.#coolDown = noCoolDown
    this.#count += 1
    return this.#count
  }

  /** Puts the same in its place under another number. `false`: it is not the latest any more. */
  replace(acquired: Acquired<Session>, numbered: Acquired<Session>): boolean {
    if (this.#latest !== acquired) return false
    this.#latest = numbered
    return true
  }

  /** Forgets it, if it is still the latest: it was written, or is not wanted any more. */
  drop(acquired: Acquired<Session> | undefined): void {
    if (this.#latest !== acquired) return
    this.#latest = undefined
    this.#coolDown = noCoolDown
  }

  /** Leaves the latest alone while the store is trying to write it. */
  waitFor(landing: Promise<void>): void {
    const own = landing.then(() => {
      if (this.#landing === own) this.#landing = undefined
    })
    this.#landing = own
  }

  /** A write that the store went on trying has come to an end. */
  land(saved: Acquired<Session>, outcome: Written<Session>): void {
    const { cached } = this.#latest ?? {}
    if (cached && sameToken(cached.token, saved.cached.token)) this.drop(this.#latest)
    this.#onSaved(saved, outcome)
  }

  /** Counts a failed write, and tells the listener. */
  noteFailure(): void {
    const { clock, emit, random } = this.#settings
    const now = clock.monotonic()
    const next = extendCoolDown(this.#coolDown.failures, undefined, now, random)
    // The next use tries again at once; only after that it takes longer and longer.
    this.#coolDown = next.failures === 1 ? { ...next, until: now } : next
    emit({ type: 'store-failed' })
  }

  /** Writes it, unless something newer is stored. */
  async write(saving: Acquired<Session>, signal: AbortSignal): Promise<Written<Session>> {
    const entry = this.#entry
    let outcome: Written<Session> = { dropped: true }
    await entry.update(async (current) => {
      if (this.#latest !== saving) return current
      const view = entry.open(current)
      if (entry.isSignedOut(view, saving.cached)) {
        outcome = { signedOut: true }
        return current
      }
      const newer = entry.newerThanUnsaved(current, view, saving.cached)
      if (newer) {
        outcome = { newer }
        return current
      }
      const stored = numberAfter(view, saving.cached)
      outcome = { stored }
      return entry.encode(stored, current)
    }, signal)
    this.drop(saving)
    return outcome
  }

  /** As {@link write}, a few times in a row; `undefined` when none succeeded. */
  async writeSoon(saving: Acquired<Session>, signal: AbortSignal): Promise<Written<Session> | undefined> {
    const { clock } = this.#settings
    for (let tries = 0; tries < triesSoon; tries += 1) {
      try {
        await sleep(clock, firstWaitMs * 4 ** tries, signal)
        return await unlessAborted(this.write(saving, signal), signal)
      } catch {
        // The next try, if there is one.
      }
    }
    return undefined
  }

  /** Tries to write it, in the background: not too often, unless it is the last chance. */
  save(lastChance = false): void {
    const saving = this.#latest
    const { clock, failOnStoreFailure } = this.#settings
    // Where a failed write fails the call, the next call has to write it first.
    if (!saving || (!lastChance && (failOnStoreFailure || clock.monotonic() < this.#coolDown.until))) return
    if (this.#landing || this.#flight?.isOpen || !this.#entry.canWrite) return
    const own = startFlight<void>(
      this.#settings,
      () => storeFailure(this.#settings),
      async ({ lockEnd }) => {
        this.#onSaved(saving, await this.write(saving, lockEnd))
      },
    )
    this.#flight = own
    this.#background.keep(own.join().catch(() => this.noteFailure()))
  }
}
