import type { Clock } from '@auth/core'

/** How fast time passes, the same in all processes. */
export interface Pace {
  /** When it began to be fast, in epoch milliseconds. */
  readonly startedAt: number
  readonly speed: number
}

export function fastNow({ startedAt, speed }: Pace): number {
  return startedAt + (Date.now() - startedAt) * speed
}

/** A clock on which a working day is over in minutes. */
export function createFastClock(pace: Pace): Clock {
  const start = performance.now()
  return {
    now: () => fastNow(pace),
    monotonic: () => (performance.now() - start) * pace.speed,
    schedule(callback, delayMs) {
      const timer = setTimeout(callback, Math.min(delayMs / pace.speed, 2 ** 31 - 1))
      return () => clearTimeout(timer)
    },
  }
}
