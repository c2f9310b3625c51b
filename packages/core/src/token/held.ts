import type { StoredGrant } from '../adapter-contract.ts'
import type { Instant } from '../api/operation.ts'
import type { Clock } from '../clock.ts'
import type { SessionFacts } from '../store/record.ts'
import { ageSince, type Freshness, judge, planSchedule, type Schedule } from './schedule.ts'
import { Token } from './token.ts'

/** The session that a token source holds in memory. */
export interface Held<Session> {
  readonly facts: SessionFacts<Session>
  readonly token: Token
  /** When the access token was requested, on this machine's clocks. */
  readonly born: Instant
  readonly schedule: Schedule
}

export function hold<Session>(facts: SessionFacts<Session>, born: Instant, random: () => number): Held<Session> {
  const { accessToken, generation, lifeMs, expires } = facts
  const token = new Token(accessToken, expires ? born.wall + lifeMs : undefined, generation)
  return { facts, token, born, schedule: planSchedule(lifeMs, random) }
}

export function freshnessOf(held: Held<unknown>, clock: Clock): Freshness {
  return judge(held.schedule, ageSince(held.born, clock))
}

/**
 * Whether a token is still valid for that long. A wish for more than most of its life cannot be met by renewing: it is
 * taken as 80 % of it.
 */
export function lasts({ born, schedule }: Held<unknown>, minValidityMs: number, clock: Clock): boolean {
  const { lifeMs, renewAfterMs, waitAfterMs } = schedule
  // See withoutEarlyRenewal: asking again would only bring the same token.
  if (renewAfterMs === waitAfterMs) return true
  return lifeMs - ageSince(born, clock) >= Math.min(minValidityMs, lifeMs * 0.8)
}

export function storedGrant<Session>({ facts }: Held<Session>, expired: boolean): StoredGrant<Session> {
  return { accessToken: facts.accessToken, refreshToken: facts.refreshToken, session: facts.session, expired }
}
