import type { EmulatorClock, TokenRecord } from '../contract.ts'
import { createTokenMap } from '../forgetful-map.ts'
import { randomToken } from '../http.ts'
import type { GooruClient, GooruSettings, GooruUser } from './options.ts'

interface RefreshRecord {
  user: GooruUser
  client: GooruClient
  expiresAt: number
}

/** Long lived tokens of servers of 2020: one for each person, so that a new one ends that of another device. */
export interface RefreshTokens {
  issue(user: GooruUser, client: GooruClient): string
  /** Whose living token it is. Use changes nothing about it. */
  find(token: string): RefreshRecord | undefined
  end(user: GooruUser): void
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
      records.set(token, { user, client, expiresAt: clock.now() + settings.refreshTokenLifetimeMs })
      return token
    },
    find(token) {
      const record = records.get(token)
      return record !== undefined && clock.now() < record.expiresAt ? record : undefined
    },
    end,
    records: () =>
      [...records].map(([token, { user, expiresAt }]) => {
        return { kind: 'refresh', owner: user.username, token, expiresAt }
      }),
  }
}
