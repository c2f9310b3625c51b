import type { Exchange } from '../api/operation.ts'

/** How long an access token lives, as the provider says it. */
export type Lifetime =
  /** Milliseconds from the moment the request was sent. */
  | { readonly expiresInMs: number }
  /** Epoch milliseconds on the provider's clock. */
  | { readonly expiresAt: number }
  /** The provider never says: used until it is rejected, at most 24 hours. */
  | 'unknown'
  /** The provider should have said, and did not: taken as 5 minutes. */
  | 'missing'

/** What a sign-in or renewal brings. */
export interface TokenSet<Session> {
  /** The access token. */
  readonly accessToken: string
  /** The refresh token. Without one, a renewal keeps the one that was there. */
  readonly refreshToken?: string | undefined
  /** How long the access token lives. */
  readonly lifetime: Lifetime
  /** The exchange that brought the access token: its life is counted from there. */
  readonly exchange: Exchange
  /** What the provider said beside the token. Plain JSON data. */
  readonly session: Session
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const longestLifeMs = 10 * 365.25 * dayMs
const maxTokenLength = 16 * 1024

/** What is wrong with an access token, in words fit for an error. */
export function accessTokenProblem(token: unknown): string | undefined {
  return tokenProblem('access token', token, /^[\x21-\x7e]+$/)
}

/** What is wrong with a refresh token: some are sent as headers. Spaces inside are allowed (RFC 6749, appendix A.17). */
export function refreshTokenProblem(token: unknown): string | undefined {
  return tokenProblem('refresh token', token, /^[\x21-\x7e]+( +[\x21-\x7e]+)*$/)
}

function tokenProblem(name: string, token: unknown, form: RegExp): string | undefined {
  if (typeof token !== 'string' || token === '') return `the ${name} is empty`
  if (token.length > maxTokenLength) return `the ${name} is longer than 16 KiB`
  return form.test(token) ? undefined : `the ${name} is not printable ASCII`
}

/** What is wrong with the life of an access token. */
export function lifeProblem(lifeMs: number | undefined): string | undefined {
  if (lifeMs === undefined || !Number.isFinite(lifeMs)) return "the access token's expiry is not a number or date"
  if (lifeMs <= 0) return 'the access token has already expired'
  return lifeMs > longestLifeMs ? 'the access token is said to live for more than 10 years' : undefined
}

/** What is wrong with what a provider brought, or how long its access token lives. */
export function checkTokenSet({
  accessToken,
  refreshToken,
  lifetime,
  exchange,
}: TokenSet<unknown>): { problem: string } | { lifeMs: number; expires: boolean } {
  const problem = accessTokenProblem(accessToken) ?? (refreshToken && refreshTokenProblem(refreshToken))
  if (problem) return { problem }
  if (lifetime === 'unknown') return { lifeMs: dayMs, expires: false }
  if (lifetime === 'missing') return { lifeMs: 5 * minuteMs, expires: true }
  const lifeMs =
    'expiresInMs' in lifetime
      ? lifetime.expiresInMs
      : // The provider's clock at both ends, where its Date was seen: a wrong local clock does no harm.
        lifetime.expiresAt - (exchange.serverTime ?? exchange.sentAt.wall)
  const wrong = lifeProblem(lifeMs)
  return wrong ? { problem: wrong } : { lifeMs, expires: true }
}
