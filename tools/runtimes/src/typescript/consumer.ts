import { type Auth, AuthError, createMemoryStore, isAuthError, type TokenStore } from '@auth/core'
import { encrypted } from '@auth/core/encrypted'
import { createWebStore } from '@auth/core/web-store'
import { createElasticPathAuth, type ElasticPathAuth } from '@auth/elasticpath'
import { createGenlogsAuth, type GenlogsAuth } from '@auth/genlogs'
import { createGooruAuth } from '@auth/gooru'
import { createMeshyAuth } from '@auth/meshy'

/** What an application in TypeScript writes, for its compiler. It never runs. */
export function createAll(key: CryptoKey): readonly Pick<Auth<unknown>, 'getToken' | 'fetch'>[] {
  const store: TokenStore = encrypted(createWebStore(), key)
  const elasticpath: ElasticPathAuth = createElasticPathAuth({
    clientId: 'id',
    store: createMemoryStore(),
    identity: 'ada',
  })
  const credentials = async (): Promise<{ email: string; password: string }> => ({
    email: 'e-mail',
    password: 'password',
  })
  const genlogs: GenlogsAuth = createGenlogsAuth({ apiKey: 'key', credentials })
  const gooru = createGooruAuth({ clientId: 'id', clientKey: 'key' })
  return [
    createMeshyAuth({ accountName: 'name', publicKey: 'key', store, identity: 'ada' }),
    elasticpath,
    gooru,
    genlogs,
  ]
}

/** `await using` needs no `lib` of its own: the declarations bring what it is made of. */
export async function useOnce(create: () => Auth<unknown>): Promise<number> {
  await using auth = create()
  const response = await auth.fetch('/users/me')
  await create()[Symbol.asyncDispose]()
  return response.status
}

export async function lengthOf(auth: Pick<Auth<unknown>, 'getToken'>): Promise<number> {
  try {
    const { value, expiresAt } = await auth.getToken({ minValidityMs: 1000 })
    return value.length + (expiresAt ?? 0)
  } catch (error) {
    if (isAuthError(error, 'rate_limited')) return error.retryAfterMs ?? 0
    if (error instanceof AuthError) return error.attempts
    throw error
  }
}
