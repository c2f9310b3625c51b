interface Timer {
  readonly at: number
  readonly callback: () => void
  handle?: number
}

/** The clock of a tab, which can be moved: timers that are due then run at once. */
export class TabClock {
  #wallOffsetMs = 0
  #offsetMs = 0
  readonly #timers = new Set<Timer>()

  now(): number {
    return Date.now() + this.#offsetMs + this.#wallOffsetMs
  }

  monotonic(): number {
    return performance.now() + this.#offsetMs
  }

  schedule(callback: () => void, delayMs: number): () => void {
    const timer: Timer = { at: this.monotonic() + delayMs, callback }
    this.#timers.add(timer)
    this.#arm(timer)
    return () => this.#drop(timer)
  }

  /** Time passes. */
  advance(ms: number): void {
    this.#offsetMs += ms
    for (const timer of this.#timers) this.#arm(timer)
  }

  /** The clock on the wall is set. */
  setAhead(ms: number): void {
    this.#wallOffsetMs = ms
  }

  #arm(timer: Timer): void {
    clearTimeout(timer.handle)
    const run = (): void => {
      this.#drop(timer)
      timer.callback()
    }
    timer.handle = window.setTimeout(run, Math.max(0, timer.at - this.monotonic()))
  }

  #drop(timer: Timer): void {
    clearTimeout(timer.handle)
    this.#timers.delete(timer)
  }
}
