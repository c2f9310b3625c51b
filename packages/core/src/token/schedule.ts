import type { Instant } from '../api/operation.ts'
import type { Clock } from '../clock.ts'

const longestSoftWindowMs = 300_000
const longestHardMarginMs = 10_000
const longestSpareMs = 2000

/** The moments in a token's life, in milliseconds from when it was requested. */
export class Schedule {
  readonly lifeMs: number
  /** From here on it is renewed in the background. */
  readonly renewAfterMs: number

  constructor(lifeMs: number, renewAfterMs: number) {
    this.lifeMs = lifeMs
    this.renewAfterMs = renewAfterMs
  }

  /** From here on callers wait for the renewal. */
  get waitAfterMs(): number {
    return this.lifeMs - Math.min(longestHardMarginMs, this.lifeMs / 10)
  }

  /** From here on callers wait no longer, while the token still works. */
  get handOutAfterMs(): number {
    return this.lifeMs - Math.min(longestSpareMs, this.lifeMs / 50)
  }

  /** Whether it is worth asking for another token before {@link waitAfterMs}. */
  get renewsEarly(): boolean {
    return this.renewAfterMs < this.waitAfterMs
  }
}

/** Jitter spreads the renewals of many processes that signed in together. */
export function planSchedule(lifeMs: number, random: () => number): Schedule {
  const softWindowMs = Math.min(longestSoftWindowMs, lifeMs / 5)
  return new Schedule(lifeMs, lifeMs - softWindowMs + (random() * softWindowMs) / 2)
}

/** The schedule of a token that the provider issued twice: asking again early would only bring it a third time. */
export function withoutEarlyRenewal({ lifeMs, waitAfterMs }: Schedule): Schedule {
  return new Schedule(lifeMs, waitAfterMs)
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
