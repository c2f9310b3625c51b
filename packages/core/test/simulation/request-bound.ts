/** What happened in a scenario that may cost token requests. */
export interface Tally {
  /** How many clients there are. */
  clients: number
  /** The shortest life that an access token had. */
  shortestLifeMs: number
  /** How long it took, in true time. */
  durationMs: number
  /** Moments at which callers asked for tokens. */
  moments: number
  /** How often the wall clock was set ahead: each time, a token may look older than it is. */
  stepsAhead: number
  /** Explicit `refresh`, `signIn` and wishes for a longer validity: each may cost a token. */
  wishes: number
  /** Distinct access tokens that were rejected. */
  rejections: number
  /** `signIn` and `signOut`: they end a cool-down. */
  resets: number
  signOuts: number
  /** Waits that were aborted. */
  aborts: number
  /** Requests that were given up before there was an answer. */
  abandoned: number
  /** Locks that the store took away. */
  lostLocks: number
  /** Single requests with a trouble of their own. */
  troubles: number
  /** What the provider ended, and sessions that a lost answer spoiled. */
  lostSessions: number
  readonly outages: Outage[]
  /** Times in which the API refused every token. */
  readonly storms: { readonly durationMs: number }[]
  /** Moments that came one soon after the other. They count among {@link moments}, too. */
  readonly series: { readonly durationMs: number; readonly moments: number }[]
}

interface Outage {
  readonly durationMs: number
  /** What its answers ask for. */
  readonly retryAfterMs: number
  readonly resets: number
  readonly moments: number
}

export function createTally(): Tally {
  return {
    ...{ clients: 1, shortestLifeMs: Infinity, durationMs: 0, moments: 0, stepsAhead: 0, wishes: 0, rejections: 0 },
    ...{ resets: 0, signOuts: 0, aborts: 0, abandoned: 0, lostLocks: 0, troubles: 0, lostSessions: 0 },
    ...{ outages: [], storms: [], series: [] },
  }
}

const maxAttempts = 3
const freshShare = 0.8
// A cool-down has equal jitter: it takes at least half of its ceiling.
const shortestPauseMs = 500
const longestCeilingMs = 30_000

/** How many flights of one client may start in such a time: each failure is followed by a longer pause. */
function flightsIn(durationMs: number, retryAfterMs = 0): number {
  let flights = 1
  let pauseMs = shortestPauseMs
  for (let passedMs = 0; ; flights += 1) {
    passedMs += Math.max(pauseMs, retryAfterMs)
    if (passedMs > durationMs) return flights
    pauseMs = Math.min(longestCeilingMs, pauseMs * 2)
  }
}

/** How many lives of a token fit into such a time, each used for as long as it should be. */
function livesIn({ shortestLifeMs }: Tally, durationMs: number): number {
  return Math.floor(durationMs / (freshShare * shortestLifeMs))
}

/** The most token requests while an API refuses every token: two for each client, and one more after each pause. */
export function stormBound(tally: Tally, durationMs: number): number {
  return tally.clients * (2 + flightsIn(durationMs)) + livesIn(tally, durationMs)
}

/**
 * The most token requests that a scenario may cost, however many callers and clients there are:
 * - Successes. A token is used for at least 80 % of its life before anybody asks for the next one, all clients of a
 *   store together: one to begin with, and one for each such time that fits into the scenario, or into a series of
 *   moments, but not more than there were moments at which somebody asked. Further ones only where the clock was set
 *   ahead, where a token was rejected, where a lock was lost, or where a caller asked for one. A client that others
 *   left behind when they signed out needs one of its own.
 * - Failures, and tokens that arrive dead. A single trouble spoils a single request. In an outage, the first flight of
 *   each client sends at most three times, and each later one once, after a cool-down, which is no shorter than
 *   Retry-After; `signIn` and `signOut` let it begin anew. One more flight may have been on its way at each end of the
 *   outage.
 * - While an API refuses every token: what each client had, the one that came for it, and then one after each pause.
 * - A request whose last caller left before there was an answer is sent again for the next one. What was answered
 *   before they left is remembered, so that nothing else is granted to those who leave.
 * - A session that the provider ended, or that a lost answer or lock spoiled, is found out by each client on its own: a
 *   refused renewal, and a sign-in.
 */
export function requestBound(tally: Tally): number {
  const { clients } = tally
  let moments = tally.moments
  for (const series of tally.series)
    moments -= series.moments - Math.min(series.moments, 1 + livesIn(tally, series.durationMs))
  const successes =
    1 +
    Math.min(moments, livesIn(tally, tally.durationMs) + tally.stepsAhead) +
    tally.wishes +
    tally.rejections +
    tally.lostLocks +
    tally.signOuts * clients
  let failures = tally.troubles
  for (const { durationMs, retryAfterMs, resets, moments } of tally.outages) {
    const beginnings = clients + resets
    failures += beginnings * maxAttempts + Math.min(moments, beginnings * flightsIn(durationMs, retryAfterMs))
  }
  let refusals = 0
  for (const { durationMs } of tally.storms) refusals += stormBound(tally, durationMs)
  const sentAgain = Math.min(tally.abandoned, tally.aborts + tally.resets + tally.lostLocks)
  const afterLostSessions = (tally.lostSessions + tally.signOuts) * 2 * clients
  return successes + failures + refusals + sentAgain + afterLostSessions
}
