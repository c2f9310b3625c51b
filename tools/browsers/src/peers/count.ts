/** A request with a refresh token, as the authorization server saw it. */
export interface Renewal {
  readonly refreshToken: string
  readonly isRefused: boolean
}

/** One session in several tabs. */
export interface Run {
  /** Times that the token ended, until the session did. */
  readonly rounds: number
  readonly renewals: readonly Renewal[]
  /** For each tab: whether it has a token of a session that goes on. */
  readonly signedIn: readonly boolean[]
}

export interface Counts {
  readonly rounds: number
  readonly requests: number
  /** Refresh tokens that were sent more than once. */
  readonly sentTwice: number
  readonly tabs: number
  readonly signedInTabs: number
  /** In which round each session ended. */
  readonly endedIn: readonly number[]
  readonly sessions: number
}

export function countRuns(runs: readonly Run[]): Counts {
  const tabs = runs.flatMap(({ signedIn }) => signedIn)
  return {
    rounds: sum(runs.map(({ rounds }) => rounds)),
    requests: sum(runs.map(({ renewals }) => renewals.length)),
    sentTwice: sum(runs.map(({ renewals }) => countSentTwice(renewals))),
    tabs: tabs.length,
    signedInTabs: tabs.filter(Boolean).length,
    endedIn: runs.filter(hasEnded).map(({ rounds }) => rounds),
    sessions: runs.length,
  }
}

/** A provider ends a session with the first renewal that it refuses. */
export function hasEnded({ renewals }: Pick<Run, 'renewals'>): boolean {
  return renewals.some(({ isRefused }) => isRefused)
}

function countSentTwice(renewals: readonly Renewal[]): number {
  const alike = Map.groupBy(renewals, ({ refreshToken }) => refreshToken)
  return [...alike.values()].filter(({ length }) => length > 1).length
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
