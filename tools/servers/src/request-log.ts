/** What arrived at a server, and what it answered. */
export interface LoggedRequest {
  readonly endpoint: 'token' | 'revocation' | 'api'
  /** The `grant_type` of a token request. */
  readonly grant?: string | undefined
  /** Which of the refresh tokens that were sent so far this is, counted from one. */
  readonly refreshToken?: number | undefined
  readonly status: number
  /** The `error` in the answer. */
  readonly error?: string | undefined
}

/** The requests of one account, which is one test's. */
export interface RequestLog {
  readonly requests: LoggedRequest[]
  /** Gives the same number to the same refresh token. */
  numberOf(refreshToken: string): number
  /** What API calls that are to be answered late wait for. */
  readonly late: PromiseWithResolvers<void>
}

export function createRequestLog(): RequestLog {
  const seen: string[] = []
  return {
    requests: [],
    numberOf(refreshToken) {
      if (!seen.includes(refreshToken)) seen.push(refreshToken)
      return seen.indexOf(refreshToken) + 1
    },
    late: Promise.withResolvers(),
  }
}
