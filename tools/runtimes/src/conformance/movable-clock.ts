import type { Clock } from '@auth/core'

interface Timer {
  readonly at: number
  readonly run: () => void
}

/** The clock of a client, which can be moved on: timers that are due then run at once. */
export class MovableClock implements Clock {
  #aheadMs = 0
  readonly #timers = new Set<Timer>()

  now(): number {
    return Date.now() + this.#aheadMs
  }

  monotonic(): number {
    return performance.now() + this.#aheadMs
  }

  schedule(callback: () => void, delayMs: number): () => void {
    const handle = setTimeout(() => timer.run(), Math.max(0, delayMs))
    const cancel = (): void => {
      clearTimeout(handle)
      this.#timers.delete(timer)
    }
    const run = (): void => {
      cancel()
      callback()
    }
    const timer: Timer = { at: this.monotonic() + delayMs, run }
    this.#timers.add(timer)
    return cancel
  }

  /** The timers that there are are left to the platform: those of a request that has ended are not ours to run. */
  letGo(): void {
    this.#timers.clear()
  }

  advance(ms: number): void {
    this.#aheadMs += ms
    for (const timer of [...this.#timers]) if (timer.at <= this.monotonic()) timer.run()
  }
}
