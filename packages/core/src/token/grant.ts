import type { Exchange } from '../api/operation.ts'

/** How long an access token lives, as the provider says it. */
export type Lifetime =
  /** Milliseconds from the moment the request was sent. */
  | { readonly expiresInMs: number }
  /** Epoch milliseconds on the provider's clock. */
  | { readonly expiresAt: number }
  /** The provider never says: used until it is refused, at most 24 hours. */
  | 'unknown'
  /** The provider should have said, and did not: taken as 5 minutes. */
  | 'missing'

/** What a sign-in or renewal brings. */
export interface Grant<Session> {
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

/** What is wrong with a grant, in words fit for an error, or how long its token lives. */
export function checkGrant(grant: Grant<unknown>): { problem: string } | { lifeMs: number; expires: boolean } {
  if (!/^[\x21-\x7e]+$/.test(grant.accessToken)) return { problem: 'the access token is empty or not printable ASCII' }
  if (grant.accessToken.length > maxTokenLength) return { problem: 'the access token is longer than 16 KiB' }
  if (grant.lifetime === 'unknown') return { lifeMs: dayMs, expires: false }
  if (grant.lifetime === 'missing') return { lifeMs: 5 * minuteMs, expires: true }
  const lifeMs =
    'expiresInMs' in grant.lifetime
      ? grant.lifetime.expiresInMs
      : // The provider's clock at both ends, where its Date was seen: a wrong local clock does no harm.
        grant.lifetime.expiresAt - (grant.exchange.serverTime ?? grant.exchange.sentAt.wall)
  if (!Number.isFinite(lifeMs)) return { problem: "the access token's expiry is not a number or date" }
  if (lifeMs <= 0) return { problem: 'the access token has already expired' }
  if (lifeMs > longestLifeMs) return { problem: 'the access token is said to live for more than 10 years' }
  return { lifeMs, expires: true }
}
