import type { Clock } from '@auth/core'

const most = 10_000

/** Names of records that this process has seen, so that a missing one is known to be lost. The oldest are forgotten. */
export class KnownRecords {
  readonly #clock: Pick<Clock, 'monotonic'>
  /** Until when each is there, on the monotonic clock. */
  readonly #ends = new Map<string, number>()

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock
  }

  mustBeThere(name: string): boolean {
    return (this.#ends.get(name) ?? 0) > this.#clock.monotonic()
  }

  /** @param leftMs - How long it lives; negative: without end, as `PTTL` says it. */
  note(name: string, leftMs: number): void {
    this.forget(name)
    this.#ends.set(name, leftMs < 0 ? Number.POSITIVE_INFINITY : this.#clock.monotonic() + leftMs)
    if (this.#ends.size <= most) return
    for (const oldest of this.#ends.keys()) {
      this.#ends.delete(oldest)
      return
    }
  }

  forget(name: string): void {
    this.#ends.delete(name)
  }
}
