import type { StoredTokenSet } from '../adapter-contract.ts'
import type { Instant } from '../api/operation.ts'
import type { Clock } from '../clock.ts'
import { ageSince, type Freshness, judge, planRenewal, type Schedule, waitsAfterMs } from '../token/schedule.ts'
import { Token } from '../token/token.ts'

/** What there is to know about a session, wherever it came from. */
export interface SessionFacts<Session> {
  /** The same for every token of a session, from the sign-in that started it. */
  readonly sessionId: string
  readonly generation: number
  readonly accessToken: string
  readonly refreshToken?: string | undefined
  readonly lifeMs: number
  /** Whether the provider said how long the token lives. */
  readonly expires: boolean
  /** Digest of whom the session is for. */
  readonly identity: string
  /** Whether `signIn` started it with credentials of its own. */
  readonly explicit: boolean
  readonly session: Session
}

/** A session in memory. */
export interface CachedSession<Session> extends Schedule {
  readonly facts: SessionFacts<Session>
  readonly token: Token
  /** When the access token was requested, on this machine's clocks. */
  readonly requestedAt: Instant
  /** The session whose place a `signIn` gave to this one: it has ended, whatever its number in the store. */
  readonly replaces?: string | undefined
}

export function cacheSession<Session>(
  facts: SessionFacts<Session>,
  requestedAt: Instant,
  random: () => number,
): CachedSession<Session> {
  const { accessToken, generation, lifeMs, expires } = facts
  const token = new Token(accessToken, expires ? requestedAt.wall + lifeMs : undefined, generation)
  return { facts, token, requestedAt, lifeMs, renewAfterMs: planRenewal(lifeMs, random) }
}

/** The same session, whose token the provider issued twice: asking again early would only bring it a third time. */
export function withoutEarlyRenewal<Session>(cached: CachedSession<Session>): CachedSession<Session> {
  return { ...cached, renewAfterMs: waitsAfterMs(cached) }
}

/** The same session with another number, or another refresh token. */
export function withFacts<Session>(
  cached: CachedSession<Session>,
  changes: Pick<SessionFacts<Session>, 'generation'> & Partial<SessionFacts<Session>>,
): CachedSession<Session> {
  const { token, facts } = cached
  return {
    ...cached,
    facts: { ...facts, ...changes },
    token: new Token(token.value, token.expiresAt, changes.generation),
  }
}

export function ageOf({ requestedAt }: CachedSession<unknown>, clock: Clock): number {
  return ageSince(requestedAt, clock)
}

export function freshnessOf(cached: CachedSession<unknown>, clock: Clock): Freshness {
  return judge(cached, ageOf(cached, clock))
}

/**
 * Whether a token is still valid for that long. A wish for more than most of its life cannot be met by renewing: it is
 * taken as 80 % of it.
 */
export function lasts(cached: CachedSession<unknown>, ageMs: number, minValidityMs: number): boolean {
  const { lifeMs, renewAfterMs } = cached
  // Asking again would only bring the same token.
  if (renewAfterMs >= waitsAfterMs(cached)) return true
  return lifeMs - ageMs >= Math.min(minValidityMs, lifeMs * 0.8)
}

export function storedTokenSet<Session>(
  { facts: { accessToken, refreshToken, session } }: CachedSession<Session>,
  expired: boolean,
): StoredTokenSet<Session> {
  return { accessToken, refreshToken, session, expired }
}
