import type { EmulatorClock, TokenEnd, TokenRecord } from '../contract.ts'
import { createTokenMap, endTokenIn } from '../forgetful-map.ts'
import { createJwt, randomToken } from '../http.ts'
import type { GenlogsOptions, GenlogsUser } from './options.ts'

// An expired token is told from one that never was. Real servers see it by the signature.
const rememberedTokens = 1000

interface GenlogsToken {
  user: GenlogsUser
  issuedAt: number
  expiresAt: number
}

export interface GenlogsSessions {
  /** The body of a successful answer. */
  issue(user: GenlogsUser): Record<string, unknown>
  findByAccessToken(token: string): GenlogsUser | 'expired' | undefined
  /** Reuse is not documented: a refresh token works until it expires. */
  findByRefreshToken(token: string): GenlogsUser | undefined
  revokeAccessTokens(): void
  end(token: string, how: TokenEnd): void
  records(): TokenRecord[]
}

export function createGenlogsSessions(options: Required<GenlogsOptions>, clock: EmulatorClock): GenlogsSessions {
  const accessTokens = createTokenMap<GenlogsToken>(clock, rememberedTokens)
  const refreshTokens = createTokenMap<GenlogsToken>(clock)
  const expires = (expiresAt: number): string => formatTime(expiresAt, options.expiresFormat)
  return {
    issue: (user) => {
      const now = clock.now()
      const access = { user, issuedAt: now, expiresAt: now + options.accessTokenLifetimeMs }
      const refresh = { user, issuedAt: now, expiresAt: now + options.refreshTokenLifetimeMs }
      const { userId = 4821, companyId = 17 } = user
      const exp = Math.floor(access.expiresAt / 1000)
      const accessToken = createJwt({ sub: String(userId), customer_id: companyId, exp, jti: randomToken('', 32) })
      const refreshToken = randomToken('', 43)
      accessTokens.set(accessToken, access)
      refreshTokens.set(refreshToken, refresh)
      return {
        access_token_data: { token: accessToken, expires: expires(access.expiresAt) },
        refresh_token_data: { token: refreshToken, expires: expires(refresh.expiresAt) },
        user_id: options.userIdType === 'number' ? userId : String(userId),
      }
    },
    findByAccessToken: (token) => {
      const found = accessTokens.get(token)
      return found !== undefined && clock.now() >= found.expiresAt ? 'expired' : found?.user
    },
    findByRefreshToken: (token) => {
      const found = refreshTokens.get(token)
      return found !== undefined && clock.now() < found.expiresAt ? found.user : undefined
    },
    revokeAccessTokens: () => accessTokens.clear(),
    end: (token, how) => {
      for (const tokens of [accessTokens, refreshTokens]) endTokenIn(tokens, token, { how, now: clock.now() })
    },
    records: () => [...records('access', accessTokens), ...records('refresh', refreshTokens)],
  }
}

function records(kind: TokenRecord['kind'], tokens: ReadonlyMap<string, GenlogsToken>): TokenRecord[] {
  return [...tokens].map(([token, { user, issuedAt, expiresAt }]) => ({
    kind,
    owner: user.email,
    token,
    issuedAt,
    expiresAt,
  }))
}

/** Python writes microseconds, and by habit no zone. */
function formatTime(time: number, format: Required<GenlogsOptions>['expiresFormat']): string {
  const naive = `${new Date(time).toISOString().slice(0, -1)}000`
  return naive + { naive: '', utc: 'Z', offset: '+00:00' }[format]
}
