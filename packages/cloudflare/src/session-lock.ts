import type { Clock } from '@auth/core'

/** How long a lock lasts after its holder was last heard of. A holder that is slow for a moment must not lose it. */
export const leaseMs = 15_000
// Long enough for an answer to reach the Worker whose turn it is, and for its word to come back.
const offerMs = 1000
const longestWaitMs = 5000

interface Waiter {
  readonly owner: string
  /** Ends its wait. */
  wake(): void
}

/**
 * The lock of one session, and the Workers that wait for it in line. In memory: see `SessionStorage` for what outlives
 * the object.
 */
export class SessionLock {
  readonly #clock: Pick<Clock, 'monotonic' | 'schedule'>
  readonly #line: Waiter[] = []
  #holder: { readonly owner: string; readonly until: number } | undefined
  #cancelPassOn = (): void => {}

  /** @param restored - The holder that the object had before it was evicted or reset. */
  constructor(clock: Pick<Clock, 'monotonic' | 'schedule'>, restored?: { owner: string; leftMs: number }) {
    this.#clock = clock
    if (restored) this.#give(restored.owner, restored.leftMs)
  }

  /** Whether it is held or waited for. */
  get isBusy(): boolean {
    return this.#line.length > 0 || this.#isHeld
  }

  /**
   * Takes the lock if it is free; else waits. `false`: ask again. Whoever is woken has a moment to do so, for the Worker
   * may have vanished while it waited, and nobody tells an object.
   */
  take(owner: string): boolean | Promise<boolean> {
    this.#leave(owner)
    if (this.#isHeld && this.#holder?.owner !== owner) return this.#wait(owner)
    this.#give(owner, leaseMs)
    return true
  }

  /** Also late, as long as nobody else has taken it. */
  extend(owner: string): boolean {
    if (this.#holder?.owner !== owner) return false
    this.#give(owner, leaseMs)
    return true
  }

  release(owner: string): void {
    this.#leave(owner)
    if (this.#holder?.owner !== owner) return
    this.#holder = undefined
    this.#passOn()
  }

  get #isHeld(): boolean {
    return this.#holder !== undefined && this.#holder.until > this.#clock.monotonic()
  }

  #give(owner: string, forMs: number): void {
    this.#holder = { owner, until: this.#clock.monotonic() + forMs }
    this.#watch()
  }

  #wait(owner: string): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#clock.schedule(() => this.#leave(owner), longestWaitMs)
      this.#line.push({
        owner,
        wake() {
          cancel()
          resolve(false)
        },
      })
      this.#watch()
    })
  }

  #leave(owner: string): void {
    const index = this.#line.findIndex((waiter) => waiter.owner === owner)
    if (index >= 0) this.#line.splice(index, 1)[0]?.wake()
    this.#watch()
  }

  /** A timer, only while somebody waits: without one the object can be evicted, and costs nothing. */
  #watch(): void {
    this.#cancelPassOn()
    this.#cancelPassOn = () => {}
    if (!this.#holder || this.#line.length === 0) return
    const leftMs = Math.max(0, this.#holder.until - this.#clock.monotonic())
    this.#cancelPassOn = this.#clock.schedule(() => this.#passOn(), leftMs)
  }

  /** Lets the next in line have it, if nobody does. */
  #passOn(): void {
    const next = this.#isHeld ? undefined : this.#line.shift()
    if (next) {
      this.#give(next.owner, offerMs)
      next.wake()
    } else this.#watch()
  }
}
