import type { Clock } from '@auth/core'

/** The clock of the objects, kept from what they have answered, so that asking it costs no round trip. */
export class ObjectClock {
  readonly #clock: Pick<Clock, 'now' | 'monotonic'>
  #aheadMs: number | undefined

  constructor(clock: Pick<Clock, 'now' | 'monotonic'>) {
    this.#clock = clock
  }

  /** @param now - What an object's clock said just now, in epoch milliseconds. */
  note(now: number): void {
    this.#aheadMs = now - this.#clock.monotonic()
  }

  /** Until an object has answered, the time of this machine. */
  now(): number {
    return this.#aheadMs === undefined ? this.#clock.now() : this.#clock.monotonic() + this.#aheadMs
  }
}
