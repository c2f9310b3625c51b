import { type Auth, createMemoryStore, isAuthError, type TokenStore } from '@auth/core'
import { createElasticPathAuth } from '@auth/elasticpath'
import { createEmulator } from '@auth/emulator/fetch'
import { createGenlogsAuth } from '@auth/genlogs'
import { createGooruAuth } from '@auth/gooru'
import { createMeshyAuth } from '@auth/meshy'
import { failureOf } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'

/** A client of one person's session, and how that person signs in. */
interface Client extends Pick<Auth<unknown>, 'getToken' | 'session' | 'refresh' | 'fetch' | 'signOut'> {
  start(): Promise<unknown>
}

/** Makes clients of one provider, on the emulator of a test. */
type Create = (store: TokenStore) => Client
type Subject = readonly [name: string, on: (emulator: ReturnType<typeof createEmulator>) => Create]

/** What all clients of one provider have in common, whatever its types. */
function creating<Options, Credentials>(
  make: (options: Options & { store: TokenStore; identity: string }) => Auth<unknown, Credentials>,
  options: Options,
  credentials: Credentials,
): Create {
  return (store) => {
    const auth = make({ ...options, store, identity: 'user-17' })
    return { ...auth, start: () => auth.signIn(credentials) }
  }
}

const subjects: readonly Subject[] = [
  [
    'meshy',
    ({ fetch, urls, credentials: { meshy } }) => {
      const { accountName, publicKey, username, password } = meshy
      return creating(createMeshyAuth, { ...urls.meshy, fetch, accountName, publicKey }, { username, password })
    },
  ],
  [
    'elasticpath',
    ({ fetch, urls, credentials: { elasticpath } }) => {
      const { clientId, passwordProfileId, username, password } = elasticpath
      return creating(
        createElasticPathAuth,
        { ...urls.elasticpath, fetch, clientId, passwordProfileId },
        { username, password },
      )
    },
  ],
  [
    'gooru',
    ({ fetch, urls, credentials: { gooru } }) => {
      const { clientId, clientKey, username, password } = gooru
      return creating(createGooruAuth, { ...urls.gooru, fetch, clientId, clientKey }, { username, password })
    },
  ],
  [
    'genlogs',
    ({ fetch, urls, credentials: { genlogs } }) => {
      const { apiKey, email, password } = genlogs
      return creating(createGenlogsAuth, { ...urls.genlogs, fetch, apiKey, useRefreshToken: true }, { email, password })
    },
  ],
]

const others = [undefined, null, 'a text', 7]
const lacking = [{}, [], { account: null, accounts: null }, { account: { id: 7 }, accounts: [] }, { userId: 7 }]
const shapes = subjects.flatMap(([name, on]) => {
  const wrong = name === 'meshy' || name === 'genlogs' ? others : [...others, ...lacking]
  return wrong.map((shape) => ({ name, on, shape }))
})

/** A store that changes what it was given to keep of a session, as another release would have written it. */
function reshaping(shape: unknown): TokenStore & { isReshaping: boolean } {
  const store = createMemoryStore()
  const changed = (text: string | undefined): string | undefined =>
    text && reshaped.isReshaping ? JSON.stringify({ ...JSON.parse(text), session: shape }) : text
  const reshaped: TokenStore & { isReshaping: boolean } = {
    isReshaping: true,
    read: async (key, options) => changed(await store.read(key, options)),
    update: (key, change, options) => store.update(key, (text, signal) => change(changed(text), signal), options),
  }
  return reshaped
}

describe('A stored session of another shape', () => {
  test.for(shapes)('is damaged, and a sign-in replaces it ($name: $shape)', async ({ on, shape }) => {
    const create = on(createEmulator())
    const store = reshaping(shape)
    await create(store).start()
    const { getToken, session, refresh, fetch } = create(store)
    for (const call of [() => getToken(), () => session(), () => refresh(), () => fetch('/')]) {
      const error = await failureOf(call())
      if (!isAuthError(error)) throw error
      expect(error.code).toBe('reauth_required')
      expect(error.message).toContain('the stored session is damaged')
    }
    const again = create(store)
    await again.start()
    store.isReshaping = false
    expect((await create(store).getToken()).value).toBe((await again.getToken()).value)
  })

  test.for(shapes)('is replaced by a sign-out, which is no failure ($name: $shape)', async ({ on, shape }) => {
    const create = on(createEmulator())
    const store = reshaping(shape)
    await create(store).start()
    await create(store).signOut()
    store.isReshaping = false
    await expect(create(store).getToken()).rejects.toMatchObject({ code: 'reauth_required' })
  })
})
