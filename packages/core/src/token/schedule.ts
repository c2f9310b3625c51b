import type { Instant } from '../api/operation.ts'
import type { Clock } from '../clock.ts'

const longestSoftWindowMs = 300_000
const longestHardMarginMs = 10_000
const longestSpareMs = 2000

/** The life of a token, in milliseconds from when it was requested. */
export interface Schedule {
  readonly lifeMs: number
  /** From here on it is renewed in the background. */
  readonly renewAfterMs: number
}

/** When a token is renewed. Jitter spreads the renewals of many processes that signed in together. */
export function planRenewal(lifeMs: number, random: () => number): number {
  const softWindowMs = Math.min(longestSoftWindowMs, lifeMs / 5)
  return lifeMs - softWindowMs + (random() * softWindowMs) / 2
}

/** From here on callers wait for the renewal. */
export function waitsAfterMs({ lifeMs }: Schedule): number {
  return lifeMs - Math.min(longestHardMarginMs, lifeMs / 10)
}

/** From here on callers wait no longer, while the token still works. */
export function handsOutAfterMs({ lifeMs }: Schedule): number {
  return lifeMs - Math.min(longestSpareMs, lifeMs / 50)
}

export type Freshness = 'fresh' | 'stale' | 'ending' | 'expired'

export function judge(schedule: Schedule, ageMs: number): Freshness {
  if (ageMs < schedule.renewAfterMs) return 'fresh'
  if (ageMs < waitsAfterMs(schedule)) return 'stale'
  return ageMs < schedule.lifeMs ? 'ending' : 'expired'
}

export function instantOf(clock: Clock): Instant {
  return { wall: clock.now(), monotonic: clock.monotonic() }
}

/**
 * Time passed since `start`, by the clock that saw more of it: a wall clock set back cannot stretch a token, a
 * monotonic clock that slept cannot hide its death.
 */
export function ageSince(start: Instant, clock: Clock): number {
  return Math.max(clock.now() - start.wall, clock.monotonic() - start.monotonic, 0)
}
