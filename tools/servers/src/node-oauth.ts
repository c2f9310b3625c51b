import OAuth2Server, { type Token } from '@node-oauth/oauth2-server'
import { type Answer, type Exchange, json, password, publicKey } from './product.ts'
import { serve } from './serve.ts'

const longAgo = new Date(0)
const client = { id: publicKey, grants: ['password', 'refresh_token'] }
const tokens = new Set<Token>()

function find(matches: (token: Token) => boolean): Token | undefined {
  return [...tokens].find(matches)
}

const server = new OAuth2Server({
  requireClientAuthentication: { password: false, refresh_token: false },
  model: {
    getClient: async (id: string) => id === client.id && client,
    getUser: async (name: string, given: string) => given === password && { name },
    validateScope: async (_user: unknown, _client: unknown, scope?: string[]) => scope,
    async saveToken(token: Token, owner: Token['client'], user: Token['user']) {
      const kept = { ...token, client: owner, user }
      tokens.add(kept)
      return kept
    },
    getAccessToken: async (accessToken: string) => find((token) => token.accessToken === accessToken),
    async getRefreshToken(refreshToken: string) {
      const token = find((kept) => kept.refreshToken === refreshToken)
      return token && { ...token, refreshToken }
    },
    async revokeToken({ refreshToken }: Pick<Token, 'refreshToken'>) {
      const token = find((kept) => kept.refreshToken === refreshToken)
      return token !== undefined && tokens.delete(token)
    },
  },
})

async function requestToken({ form, headers }: Exchange): Promise<Answer> {
  const request = new OAuth2Server.Request({ method: 'POST', headers, query: {}, body: form })
  const response = new OAuth2Server.Response()
  // A refusal is in the response too.
  await server.token(request, response).catch(() => undefined)
  return json(response.status ?? 500, response.body, response.headers)
}

function change(user: string, fields: Partial<Token>): void {
  for (const token of tokens) if (token.user['name'] === user) Object.assign(token, fields)
}

serve({
  name: '@node-oauth/oauth2-server',
  requestToken,
  async accepts(accessToken) {
    const request = new OAuth2Server.Request({
      method: 'GET',
      headers: { authorization: `Bearer ${accessToken}` },
      query: {},
    })
    return server.authenticate(request, new OAuth2Server.Response()).then(
      () => true,
      () => false,
    )
  },
  expireAccessTokens: (user) => change(user, { accessTokenExpiresAt: longAgo }),
  expireRefreshTokens: (user) => change(user, { refreshTokenExpiresAt: longAgo }),
  revokeSessions(user) {
    for (const token of tokens) if (token.user['name'] === user) tokens.delete(token)
  },
})
