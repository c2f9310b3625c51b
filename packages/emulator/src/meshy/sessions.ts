import type { EmulatorClock, TokenEnd, TokenRecord } from '../contract.ts'
import { createTokenMap, endTokenIn, ForgetfulMap } from '../forgetful-map.ts'
import { randomToken } from '../http.ts'
import type { MeshyAccountUser } from './accounts.ts'
import type { MeshyOptions } from './options.ts'

export interface MeshySession {
  user: MeshyAccountUser
  publicKey: string
  tenant: string | undefined
  scopes: readonly string[]
  signedInAt: number
}

export interface MeshySessions {
  addAccessToken(token: string, session: MeshySession): void
  /** The session of a valid access token. */
  findByAccessToken(token: string): MeshySession | undefined
  issueRefreshToken(session: MeshySession): string
  /** The session that a refresh token renews, and the token to send back; undefined when it is not accepted. */
  useRefreshToken(token: string, publicKey: string): { session: MeshySession; refreshToken: string } | undefined
  revokeRefreshToken(token: string, publicKey: string): void
  revokeAccessTokens(): void
  endToken(token: string, how: TokenEnd): void
  records(): TokenRecord[]
}

export function createMeshySessions(options: Required<MeshyOptions>, clock: EmulatorClock): MeshySessions {
  const accessTokens = createTokenMap<{ session: MeshySession; issuedAt: number; expiresAt: number }>(clock)
  const refreshEndsAt = ({ signedInAt }: MeshySession): number => signedInAt + options.refreshTokenLifetimeMs
  const isOver = (session: MeshySession): boolean => ended.has(session) || clock.now() >= refreshEndsAt(session)
  const ended = new WeakSet<MeshySession>()
  const refreshTokens = new ForgetfulMap<MeshySession>(isOver)
  // Sent again, they end what is left of their session.
  const spent = new ForgetfulMap<MeshySession>(isOver)

  const issueRefreshToken = (session: MeshySession): string => {
    const token = randomToken('', 32)
    refreshTokens.set(token, session)
    return token
  }
  const endSession = (session: MeshySession): void => {
    ended.add(session)
    for (const [token, owner] of refreshTokens) if (owner === session) refreshTokens.delete(token)
  }
  return {
    addAccessToken: (token, session) => {
      const now = clock.now()
      accessTokens.set(token, { session, issuedAt: now, expiresAt: now + options.accessTokenLifetimeMs })
    },
    findByAccessToken: (token) => {
      const found = accessTokens.get(token)
      return found !== undefined && clock.now() < found.expiresAt ? found.session : undefined
    },
    issueRefreshToken,
    useRefreshToken: (token, publicKey) => {
      const replayed = spent.get(token)
      if (replayed !== undefined && options.reuseDetection) endSession(replayed)
      const session = refreshTokens.get(token)
      if (session?.publicKey !== publicKey || !session.user.active) return undefined
      if (clock.now() >= refreshEndsAt(session)) return undefined
      if (!options.refreshTokenRotation) return { session, refreshToken: token }
      refreshTokens.delete(token)
      spent.set(token, session)
      return { session, refreshToken: issueRefreshToken(session) }
    },
    revokeRefreshToken: (token, publicKey) => {
      const session = refreshTokens.get(token)
      if (session?.publicKey !== publicKey) return
      // It has one at a time.
      ended.add(session)
      refreshTokens.delete(token)
    },
    revokeAccessTokens: () => accessTokens.clear(),
    endToken: (token, how) => {
      endTokenIn(accessTokens, token, { how, now: clock.now() })
      const session = refreshTokens.get(token)
      // An ended refresh token is refused in the same words, however it ended.
      if (session !== undefined) endSession(session)
    },
    records: () => [
      ...[...accessTokens].map(([token, { session, issuedAt, expiresAt }]) => {
        return { kind: 'access' as const, owner: session.user.username, token, issuedAt, expiresAt }
      }),
      ...[...refreshTokens].map(([token, session]) => {
        const { user, signedInAt: issuedAt } = session
        return { kind: 'refresh' as const, owner: user.username, token, issuedAt, expiresAt: refreshEndsAt(session) }
      }),
    ],
  }
}
