import type { Clock } from '@auth/core'

interface Reading {
  readonly time: number
  readonly at: number
  /** By how much it may be wrong, in milliseconds. */
  readonly errorMs: number
}

// Far more than clocks of computers drift: after an hour, the reading counts for wrong by 3.6 s.
const driftPerMs = 0.001

/** The server's clock, from the answers that tell its time. */
export class ServerClock {
  readonly #clock: Pick<Clock, 'monotonic'>
  #reading: Reading | undefined

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock
  }

  /** Epoch milliseconds; `undefined` before the first answer. */
  get now(): number | undefined {
    return this.#reading && Math.round(this.#reading.time + this.#clock.monotonic() - this.#reading.at)
  }

  /** Takes note of a time that the server told. One that was long on its way does not replace a better one. */
  note(time: number, sentAt: number): void {
    const at = this.#clock.monotonic()
    const errorMs = (at - sentAt) / 2
    const last = this.#reading
    if (last && errorMs > last.errorMs + (at - last.at) * driftPerMs) return
    this.#reading = { time: time + errorMs, at, errorMs }
  }
}
