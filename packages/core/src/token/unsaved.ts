import type { Settings } from '../settings.ts'
import { type CoolDown, extendCoolDown } from './cool-down.ts'
import { storeFailure } from './failure.ts'
import { type Flight, startFlight } from './flight.ts'
import type { KeepAlive } from './keep-alive.ts'
import type { Obtained } from './obtain.ts'
import type { StoredSession } from './stored-session.ts'

const noPause: CoolDown = { failures: 0, until: 0 }

/** What the provider brought and the store does not have, so that it is in memory only. */
export class Unsaved<Session> {
  readonly #settings: Settings<unknown>
  readonly #stored: StoredSession<Session>
  readonly #alive: KeepAlive
  #latest: Obtained<Session> | undefined
  #flight: Flight<void> | undefined
  #pause = noPause

  constructor(settings: Settings<unknown>, stored: StoredSession<Session>, alive: KeepAlive) {
    this.#settings = settings
    this.#stored = stored
    this.#alive = alive
  }

  get latest(): Obtained<Session> | undefined {
    return this.#latest
  }

  add(obtained: Obtained<Session>): void {
    this.#latest = obtained
    this.#pause = noPause
  }

  /** Forgets it, if it is still the latest: it was written, or is not wanted any more. */
  drop(obtained: Obtained<Session> | undefined): void {
    if (this.#latest !== obtained) return
    this.#latest = undefined
    this.#pause = noPause
  }

  /** Counts a failed write, and tells the listener. */
  noteFailure(): void {
    const { clock, emit, random } = this.#settings
    const now = clock.monotonic()
    const next = extendCoolDown(this.#pause.failures, undefined, now, random)
    // The next use tries again at once; only after that it takes longer and longer.
    this.#pause = next.failures === 1 ? { ...next, until: now } : next
    emit({ type: 'store-failed' })
  }

  /** Tries to write it, in the background: not too often, unless it is the last chance. */
  save(lastChance = false): void {
    const saving = this.#latest
    const { clock, failOnStoreFailure } = this.#settings
    // Where a failed write fails the call, the next call has to write it first.
    if (!saving || (!lastChance && (failOnStoreFailure || clock.monotonic() < this.#pause.until))) return
    if (this.#flight?.isOpen() || !this.#stored.canWrite) return
    const own = startFlight<void>(
      this.#settings,
      () => storeFailure(this.#settings),
      async ({ over }) => {
        await this.#stored.update(async (current) => {
          const outdated = this.#latest !== saving || (await this.#stored.newer(current, saving.held)) !== undefined
          return outdated ? current : this.#stored.encode(saving.held)
        }, over)
        this.drop(saving)
      },
    )
    this.#flight = own
    this.#alive.keep(own.join().catch(() => this.noteFailure()))
  }
}
