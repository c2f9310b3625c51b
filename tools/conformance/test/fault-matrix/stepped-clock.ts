import type { Clock } from '@auth/core'
import { createVirtualClock } from '@auth-tools/testing'

/** A virtual clock that moves from timer to timer. */
export interface SteppedClock extends Clock {
  /** Lets everything run that waits for no timer and no network. */
  flush(): Promise<void>
  /** Moves to the next timer and runs it. `false`: there is none. */
  step(): Promise<boolean>
  advance(ms: number): Promise<void>
  /** As `schedule`, for the other end: it does not count among the timers. */
  scheduleAside(callback: () => void, delayMs: number): () => void
  /** Those of the client. */
  readonly timers: number
}

export function createSteppedClock(): SteppedClock {
  const clock = createVirtualClock()
  const due = new Set<{ readonly at: number; readonly aside: boolean }>()
  function plan(callback: () => void, delayMs: number, aside: boolean): () => void {
    const entry = { at: clock.monotonic() + Math.max(0, delayMs), aside }
    due.add(entry)
    const cancel = clock.schedule(() => {
      due.delete(entry)
      callback()
    }, delayMs)
    return () => {
      due.delete(entry)
      cancel()
    }
  }
  return {
    now: clock.now,
    monotonic: clock.monotonic,
    schedule: (callback, delayMs) => plan(callback, delayMs, false),
    scheduleAside: (callback, delayMs) => plan(callback, delayMs, true),
    flush: () => clock.advance(0),
    async step() {
      if (due.size === 0) return false
      const next = Math.min(...[...due].map(({ at }) => at))
      await clock.advance(Math.max(0, next - clock.monotonic()))
      return true
    },
    advance: clock.advance,
    get timers() {
      return [...due].filter(({ aside }) => !aside).length
    },
  }
}
