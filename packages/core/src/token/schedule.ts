import type { Instant } from '../api/operation.ts'
import type { Clock } from '../clock.ts'

const longestSoftWindowMs = 300_000
const longestHardMarginMs = 10_000
const longestSpareMs = 2000

/** The moments in a token's life, in milliseconds from when it was requested. */
export interface Schedule {
  /** From here on it is renewed in the background. */
  readonly renewAfterMs: number
  /** From here on callers wait for the renewal. */
  readonly waitAfterMs: number
  /** From here on callers wait no longer, while the token still works. */
  readonly handOutAfterMs: number
  readonly lifeMs: number
  /** Whether it is worth asking for another token before {@link waitAfterMs}. */
  readonly renewsEarly: boolean
}

/** Jitter spreads the renewals of many processes that signed in together. */
export function planSchedule(lifeMs: number, random: () => number): Schedule {
  const softWindowMs = Math.min(longestSoftWindowMs, lifeMs / 5)
  const hardMarginMs = Math.min(longestHardMarginMs, lifeMs / 10)
  return {
    renewAfterMs: lifeMs - softWindowMs + (random() * softWindowMs) / 2,
    waitAfterMs: lifeMs - hardMarginMs,
    handOutAfterMs: lifeMs - Math.min(longestSpareMs, lifeMs / 50),
    lifeMs,
    renewsEarly: true,
  }
}

/** The schedule of a token that the provider issued twice: asking again early would only bring it a third time. */
export function withoutEarlyRenewal(schedule: Schedule): Schedule {
  return { ...schedule, renewAfterMs: schedule.waitAfterMs, renewsEarly: false }
}

export type Freshness = 'fresh' | 'stale' | 'ending' | 'expired'

export function judge(schedule: Schedule, ageMs: number): Freshness {
  if (ageMs < schedule.renewAfterMs) return 'fresh'
  if (ageMs < schedule.waitAfterMs) return 'stale'
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
