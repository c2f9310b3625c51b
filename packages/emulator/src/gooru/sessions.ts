import type { EmulatorClock, TokenEnd, TokenRecord } from '../contract.ts'
import { createTokenMap, endTokenIn } from '../forgetful-map.ts'
import { type GooruClient, type GooruSettings, type GooruUser, isNile } from './options.ts'

/** What the server keeps for a token. Without a user it is an anonymous visitor's. */
export interface Session {
  user: GooruUser | undefined
  client: GooruClient
  /** What the sign-in named; servers since 2017. */
  appId: string | null
  providedAt: number
}

export interface Sessions {
  open(user: GooruUser | undefined, client: GooruClient, appId?: string | null): { token: string; session: Session }
  /** The living session of a token, prolonged by this use. */
  use(token: string, lifetimeMs: number): Session | undefined
  /** The living session of a token, left as it is. */
  peek(token: string): Session | undefined
  close(token: string): void
  closeAll(): void
  end(token: string, how: TokenEnd): void
  records(): TokenRecord[]
}

export function createSessions(settings: GooruSettings, clock: EmulatorClock): Sessions {
  const records = createTokenMap<{ session: Session; issuedAt: number; expiresAt: number }>(clock)
  let lastStamp = 0
  const peek = (token: string): Session | undefined => {
    const record = records.get(token)
    return record !== undefined && clock.now() < record.expiresAt ? record.session : undefined
  }
  return {
    open(user, client, appId = null) {
      const now = clock.now()
      // On the wire it is an integer, whatever the clock counts.
      const providedAt = Math.floor(now)
      const stamp = settings.distinctTokens ? Math.max(providedAt, lastStamp + 1) : providedAt
      lastStamp = stamp
      const session = { user, client, appId, providedAt }
      const token = encodeToken(settings, session, stamp)
      records.set(token, { session, issuedAt: now, expiresAt: now + settings.accessTokenLifetimeMs })
      return { token, session }
    },
    use(token, lifetimeMs) {
      const session = peek(token)
      const now = clock.now()
      if (session !== undefined) records.set(token, { session, issuedAt: now, expiresAt: now + lifetimeMs })
      return session
    },
    peek,
    close: (token) => void records.delete(token),
    closeAll: () => records.clear(),
    end: (token, how) => endTokenIn(records, token, { how, now: clock.now() }),
    records: () =>
      [...records].map(([token, { session, issuedAt, expiresAt }]) => {
        return { kind: 'access', owner: session.user?.username ?? 'anonymous', token, issuedAt, expiresAt }
      }),
  }
}

function encodeToken(settings: GooruSettings, { user, client }: Session, stamp: number): string {
  const { profile } = settings
  const userId = user?.userId ?? 'anonymous'
  if (isNile(settings)) return btoa(`2:${stamp}:${userId}::${client.clientId}`)
  return btoa(profile === 'v3' ? `${stamp}:${userId}:${client.clientId}` : `${userId}:${javaDate(stamp)}:${stamp}`)
}

/** A time as Java's `Date.toString()` writes it, for example `Fri Jan 22 14:27:00 UTC 2016`. */
function javaDate(at: number): string {
  const [weekday, day, month, year, time] = new Date(at).toUTCString().replace(',', '').split(' ')
  return `${weekday} ${month} ${day} ${time} UTC ${year}`
}
