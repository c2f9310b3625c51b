import { randomUUID } from 'node:crypto'
import {
  AuthorizationServer,
  JwtService,
  type OAuthClient,
  OAuthRequest,
  type OAuthToken,
  type ResponseInterface,
} from '@jmondi/oauth2-server'
import { handleVanillaError } from '@jmondi/oauth2-server/vanilla'
import { type Answer, type Exchange, json, password, publicKey, scopes } from './product.ts'
import { serve } from './serve.ts'

const longAgo = new Date(0)
const client: OAuthClient = {
  id: publicKey,
  name: publicKey,
  redirectUris: [],
  allowedGrants: ['password', 'refresh_token'],
  scopes: scopes.map((name) => ({ name })),
}
const tokens = new Set<OAuthToken>()
const expired = new Set<unknown>()

function find(field: 'accessToken' | 'refreshToken', value: unknown): OAuthToken {
  const token = [...tokens].find((kept) => kept[field] === value)
  if (!token) throw new Error('there is no such token')
  return token
}

// When a refresh token expires stands in the token itself, so it can be changed only where it is read.
class MovableJwtService extends JwtService {
  override async verify(...parameters: Parameters<JwtService['verify']>): Promise<Record<string, unknown>> {
    const payload = await super.verify(...parameters)
    return expired.has(payload['refresh_token_id']) ? { ...payload, expire_time: 1 } : payload
  }
}

const jwt = new MovableJwtService(randomUUID())
const server = new AuthorizationServer(
  {
    // The package's own error for an unknown client follows.
    getByIdentifier: async (id) => (id === client.id ? client : { ...client, id: '' }),
    isClientValid: async (_, { id }) => id === client.id,
  },
  {
    issueToken: async (owner, granted, user) => ({
      accessToken: randomUUID(),
      accessTokenExpiresAt: longAgo,
      client: owner,
      user: user ?? null,
      scopes: granted,
    }),
    async persist(token) {
      tokens.add(token)
    },
    async issueRefreshToken(token) {
      return Object.assign(token, {
        refreshToken: randomUUID(),
        refreshTokenExpiresAt: new Date(Date.now() + 86_400_000),
      })
    },
    async revoke(token) {
      Object.assign(token, { accessTokenExpiresAt: longAgo, refreshTokenExpiresAt: longAgo })
    },
    isRefreshTokenRevoked: async ({ refreshTokenExpiresAt }) => Number(refreshTokenExpiresAt) < Date.now(),
    getByRefreshToken: async (id) => find('refreshToken', id),
    getByAccessToken: async (id) => find('accessToken', id),
  },
  {
    getAllByIdentifiers: async (names) => client.scopes.filter(({ name }) => names.includes(name)),
    finalize: async (granted) => granted,
  },
  jwt,
)
server.enableGrantTypes('refresh_token', {
  grant: 'password',
  userRepository: { getUserByCredentials: async (id, given) => (given === password ? { id } : undefined) },
})

async function answer(work: Promise<ResponseInterface>): Promise<Answer> {
  const { status, body, headers } = await work.catch(handleVanillaError)
  return json(status, body, headers)
}

const toRequest = ({ form, headers }: Exchange): OAuthRequest => new OAuthRequest({ body: form, headers })

function change(user: string, work: (token: OAuthToken) => void): void {
  for (const token of tokens) if (token.user?.id === user) work(token)
}

serve({
  name: '@jmondi/oauth2-server',
  requestToken: (exchange) => answer(server.respondToAccessTokenRequest(toRequest(exchange))),
  revokeToken: (exchange) => answer(server.revoke(toRequest(exchange))),
  async accepts(accessToken) {
    const { jti } = await jwt.verify(accessToken).catch(() => ({ jti: undefined }))
    return [...tokens].some((token) => token.accessToken === jti && Number(token.accessTokenExpiresAt) > Date.now())
  },
  expireAccessTokens: (user) => change(user, (token) => Object.assign(token, { accessTokenExpiresAt: longAgo })),
  expireRefreshTokens: (user) => change(user, ({ refreshToken }) => expired.add(refreshToken)),
  revokeSessions: (user) =>
    change(user, (token) => Object.assign(token, { accessTokenExpiresAt: longAgo, refreshTokenExpiresAt: longAgo })),
})
