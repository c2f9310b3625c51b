import type { IncomingMessage } from 'node:http'
import Provider, { type Adapter, type AdapterPayload, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { type Answer, type Exchange, password, publicKey, scopes } from './product.ts'
import { serve } from './serve.ts'

const stored = new Map<string, { readonly model: string; readonly payload: AdapterPayload }>()

/** As the package's own adapter for memory, but open to the tests. */
function createAdapter(model: string): Adapter {
  const keyOf = (id: string): string => `${model}:${id}`
  const find = async (id: string): Promise<AdapterPayload | undefined> => stored.get(keyOf(id))?.payload
  return {
    find,
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    async upsert(id, payload) {
      stored.set(keyOf(id), { model, payload })
    },
    async consume(id) {
      Object.assign((await find(id)) ?? {}, { consumed: Math.floor(Date.now() / 1000) })
    },
    async destroy(id) {
      stored.delete(keyOf(id))
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of stored) if (payload.grantId === grantId) stored.delete(key)
    },
  }
}

const provider = new Provider('http://localhost', {
  adapter: createAdapter,
  clients: [
    {
      client_id: publicKey,
      token_endpoint_auth_method: 'none',
      grant_types: ['password', 'refresh_token'],
      redirect_uris: [],
      response_types: [],
    },
  ],
  features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
  findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
  rotateRefreshToken: true,
  routes: { token: '/connect/token', revocation: '/connect/revocation' },
  scopes: [...scopes],
  ttl: { AccessToken: 3600, Grant: 86_400, RefreshToken: 86_400 },
})

// The package has no password grant, but shows how to add one.
provider.registerGrantType('password', signIn, ['username', 'password', 'scope'])

async function signIn(ctx: KoaContextWithOIDC): Promise<void> {
  const { client, params } = ctx.oidc
  const accountId = String(params?.['username'])
  if (!client || params?.['password'] !== password) throw new errors.InvalidGrant('invalid credentials provided')
  const scope = String(params['scope'])
  const grant = new provider.Grant({ accountId, clientId: client.clientId })
  grant.addOIDCScope(scope)
  const common = { accountId, client, grantId: await grant.save(), gty: 'password', scope }
  const accessToken = new provider.AccessToken(common)
  ctx.body = {
    access_token: await accessToken.save(),
    expires_in: accessToken.expiration,
    token_type: accessToken.tokenType,
    refresh_token: await new provider.RefreshToken(common).save(),
    scope,
  }
}

const waiting = new WeakMap<IncomingMessage, (answer: Answer) => void>()

provider.use(async (ctx, next) => {
  await next()
  ctx.respond = false
  const body = typeof ctx.body === 'string' ? ctx.body : JSON.stringify(ctx.body)
  const headers = Object.entries(ctx.response.headers).map(([name, value]) => [name, String(value)])
  waiting.get(ctx.req)?.({ status: ctx.status, headers: Object.fromEntries(headers), body })
})
const callback = provider.callback()

function handle({ form, incoming, outgoing }: Exchange): Promise<Answer> {
  return new Promise((resolve, reject) => {
    waiting.set(incoming, resolve)
    callback(Object.assign(incoming, { body: form }), outgoing).catch(reject)
  })
}

function expire(model: string, user: string): void {
  for (const entry of stored.values()) {
    if (entry.model === model && entry.payload.accountId === user) entry.payload.exp = 1
  }
}

serve({
  name: 'oidc-provider',
  requestToken: handle,
  revokeToken: handle,
  accepts: async (accessToken) => (await provider.AccessToken.find(accessToken))?.isValid === true,
  expireAccessTokens: (user) => expire('AccessToken', user),
  expireRefreshTokens: (user) => expire('RefreshToken', user),
  revokeSessions(user) {
    for (const [key, { payload }] of stored) if (payload.accountId === user) stored.delete(key)
  },
})
