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
  /** Single requests with a trouble of their own. */
  troubles: number
  /** What the provider ended, and sessions that a lost answer spoiled. */
  lostSessions: number
  readonly outages: { readonly durationMs: number; readonly resets: number; readonly moments: number }[]
}

export function createTally(): Tally {
  return {
    ...{
      clients: 1,
      shortestLifeMs: Infinity,
      durationMs: 0,
      moments: 0,
      stepsAhead: 0,
      wishes: 0,
      rejections: 0,
      resets: 0,
    },
    ...{ signOuts: 0, aborts: 0, troubles: 0, lostSessions: 0 },
    outages: [],
  }
}

const maxSends = 3
const freshShare = 0.8
// A cool-down has equal jitter: it takes at least half of its ceiling.
const shortestPauseMs = 500
const longestCeilingMs = 30_000

/** How many flights of one client may start in an outage: each failure is followed by a longer pause. */
function flightsIn(outageMs: number): number {
  let flights = 1
  let pauseMs = shortestPauseMs
  for (let passedMs = pauseMs; passedMs <= outageMs; passedMs += pauseMs) {
    flights += 1
    pauseMs = Math.min(longestCeilingMs, pauseMs * 2)
  }
  return flights
}

/**
 * The most token requests that a scenario may cost, however many callers and clients there are:
 * - Successes. A token is used for at least 80 % of its life before anybody asks for the next one, all clients of a
 *   store together: one to begin with, and one for each such time that fits into the scenario, but not more than there
 *   were moments at which somebody asked. Further ones only where the clock was set ahead, where a token was rejected, or where a caller asked for one. A client that others left
 *   behind when they signed out needs one of its own.
 * - Failures. A single trouble spoils a single request. In an outage, the first flight of each client sends at most three
 *   times, and each later one once, after a cool-down; `signIn` and `signOut` let it begin anew. One more flight may
 *   have been on its way at each end of the outage.
 * - A flight whose only caller left is started again by the next one: up to three sends for each abort.
 * - A session that the provider ended, or that a lost answer spoiled, is found out by each client on its own: a refused
 *   renewal, and a sign-in.
 */
export function requestBound(tally: Tally): number {
  const { clients } = tally
  const successes =
    1 +
    Math.min(tally.moments, Math.floor(tally.durationMs / (freshShare * tally.shortestLifeMs)) + tally.stepsAhead) +
    tally.wishes +
    tally.rejections +
    tally.signOuts * clients
  let failures = tally.troubles
  for (const { durationMs, resets, moments } of tally.outages) {
    failures += (clients + resets) * maxSends + Math.min(moments, (clients + resets) * flightsIn(durationMs))
  }
  const afterAborts = tally.aborts * maxSends
  const afterLostSessions = (tally.lostSessions + tally.signOuts) * 2 * clients
  return successes + failures + afterAborts + afterLostSessions
}
