import type { EmulatorClock, TokenEnd, TokenRecord } from '../contract.ts'
import { createTokenMap, endTokenIn } from '../forgetful-map.ts'
import { randomToken } from '../http.ts'
import type { GooruClient, GooruSettings, GooruUser } from './options.ts'

interface RefreshRecord {
  user: GooruUser
  client: GooruClient
  issuedAt: number
  expiresAt: number
}

/** Long lived tokens of servers of 2020: one for each person, so that a new one ends that of another device. */
export interface RefreshTokens {
  issue(user: GooruUser, client: GooruClient): string
  /** Whose living token it is. Use changes nothing about it. */
  find(token: string): RefreshRecord | undefined
  end(user: GooruUser): void
  endToken(token: string, how: TokenEnd): void
  records(): TokenRecord[]
}

export function createRefreshTokens(settings: GooruSettings, clock: EmulatorClock): RefreshTokens {
  const records = createTokenMap<RefreshRecord>(clock)
  const end = (user: GooruUser): void => {
    for (const [token, record] of records) if (record.user.userId === user.userId) records.delete(token)
  }
  return {
    issue(user, client) {
      end(user)
      // What is inside the real ones is not known, but that it is base64.
      const token = btoa(randomToken('', 32))
      const now = clock.now()
      records.set(token, { user, client, issuedAt: now, expiresAt: now + settings.refreshTokenLifetimeMs })
      return token
    },
    find(token) {
      const record = records.get(token)
      return record !== undefined && clock.now() < record.expiresAt ? record : undefined
    },
    end,
    endToken: (token, how) => endTokenIn(records, token, { how, now: clock.now() }),
    records: () =>
      [...records].map(([token, { user, issuedAt, expiresAt }]) => {
        return { kind: 'refresh', owner: user.username, token, issuedAt, expiresAt }
      }),
  }
}
