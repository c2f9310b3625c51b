import type { StoredGrant } from '../adapter-contract.ts'
import type { Instant } from '../api/operation.ts'
import type { Clock } from '../clock.ts'
import type { SessionRecord } from '../store/record.ts'
import type { Grant } from './grant.ts'
import { ageSince, type Freshness, judge, planSchedule, type Schedule } from './schedule.ts'
import { Token } from './token.ts'

/** The session that a token source holds in memory. */
export interface Held<Session> {
  readonly token: Token
  readonly refreshToken: string | undefined
  readonly session: Session
  /** When the access token was requested. */
  readonly born: Instant
  readonly schedule: Schedule
  readonly expires: boolean
  readonly identity: string
  readonly explicit: boolean
}

export interface HeldOrigin {
  readonly generation: number
  readonly identity: string
  readonly explicit: boolean
}

export function holdGrant<Session>(
  grant: Grant<Session>,
  life: { lifeMs: number; expires: boolean },
  origin: HeldOrigin,
  random: () => number,
): Held<Session> {
  const born = grant.exchange.sentAt
  return {
    token: new Token(grant.accessToken, life.expires ? born.wall + life.lifeMs : undefined, origin.generation),
    refreshToken: grant.refreshToken,
    session: grant.session,
    born,
    schedule: planSchedule(life.lifeMs, random),
    expires: life.expires,
    identity: origin.identity,
    explicit: origin.explicit,
  }
}

/** @param storeNow - Now, on the clock that the record's times are on. */
export function holdRecord<Session>(
  record: SessionRecord<Session>,
  storeNow: number,
  clock: Clock,
  random: () => number,
): Held<Session> {
  const ageMs = Math.max(0, storeNow - record.obtainedAt)
  const born = { wall: clock.now() - ageMs, monotonic: clock.monotonic() - ageMs }
  return {
    token: new Token(record.accessToken, record.expires ? born.wall + record.lifeMs : undefined, record.generation),
    refreshToken: record.refreshToken,
    session: record.session,
    born,
    schedule: planSchedule(record.lifeMs, random),
    expires: record.expires,
    identity: record.identity,
    explicit: record.explicit,
  }
}

/** @param storeNow - Now, on the clock that the record's times are on. */
export function recordOf<Session>(held: Held<Session>, storeNow: number, clock: Clock): SessionRecord<Session> {
  return {
    version: 1,
    generation: held.token.generation,
    accessToken: held.token.value,
    refreshToken: held.refreshToken,
    obtainedAt: storeNow - ageSince(held.born, clock),
    lifeMs: held.schedule.lifeMs,
    expires: held.expires,
    identity: held.identity,
    explicit: held.explicit,
    session: held.session,
  }
}

export function freshnessOf(held: Held<unknown>, clock: Clock): Freshness {
  return judge(held.schedule, ageSince(held.born, clock))
}

export function storedGrant<Session>(held: Held<Session>, expired: boolean): StoredGrant<Session> {
  return { accessToken: held.token.value, refreshToken: held.refreshToken, session: held.session, expired }
}
