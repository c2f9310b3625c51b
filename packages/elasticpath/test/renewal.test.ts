import { createMemoryStore } from '@auth/core'
import { createEmulator, type ElasticPathOptions } from '@auth/emulator/fetch'
import { createVirtualClock } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { createElasticPathAuth, type ElasticPathAuthOptions } from '../src/index.ts'
import { ada, grace } from './support.ts'

const dayMs = 86_400_000

/** Clients of one emulated store, all in virtual time. */
function setUp(server: ElasticPathOptions = {}) {
  const clock = createVirtualClock()
  const emulator = createEmulator({ clock, elasticpath: server })
  const bodies: string[] = []
  const { clientId, passwordProfileId } = emulator.credentials.elasticpath
  const client = (options: Partial<ElasticPathAuthOptions> = {}) =>
    createElasticPathAuth({
      ...emulator.urls.elasticpath,
      clientId,
      passwordProfileId,
      clock,
      fetch: async (input, init) => {
        const request = new Request(input, init)
        if (request.url.includes('/tokens')) bodies.push(await request.clone().text())
        return emulator.fetch(request)
      },
      ...options,
    })
  const mechanisms = () => bodies.map((body) => JSON.parse(body).data.authentication_mechanism)
  return { clock, emulator, client, mechanisms }
}

const renewal = 'account_management_authentication_token'

test('A session is renewed ahead of its end, without the password, for as long as it is used.', async () => {
  const { clock, client, mechanisms } = setUp()
  const auth = client()
  await auth.signIn(ada)
  for (let day = 0; day < 3; day += 1) {
    await clock.advance(dayMs - 100_000)
    await auth.getToken()
    await clock.advance(0)
  }
  expect(mechanisms()).toEqual(['password', renewal, renewal, renewal])
  expect(auth.status).toBe('fresh')
})

test('A token that has ended cannot be renewed: people are asked to sign in, and nothing is sent.', async () => {
  const { clock, client, mechanisms } = setUp()
  const auth = client()
  await auth.signIn(ada)
  await clock.advance(dayMs)
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'reauth_required' })
  expect(mechanisms()).toEqual(['password'])
})

test('A token that has ended is replaced by a sign-in where there are credentials.', async () => {
  const { clock, client, mechanisms } = setUp()
  const auth = client({ credentials: ada })
  await auth.getToken()
  await clock.advance(dayMs)
  await auth.getToken()
  expect(mechanisms()).toEqual(['password', 'password'])
})

test('A store with short sessions is followed.', async () => {
  const { clock, client } = setUp({ accountTokenLifetimeMs: 900_000 })
  const auth = client({ credentials: ada })
  expect((await auth.getToken()).expiresAt).toBe(clock.now() + 900_000)
})

test('Sessions of two clients that act for different accounts are kept apart in one store.', async () => {
  const store = createMemoryStore()
  const { client } = setUp()
  const [first, second] = [
    client({ store, credentials: grace, account: { name: 'acc-name-2' } }),
    client({ store, credentials: { ...grace, account: { id: '3d0f2a54-7b1e-4c86-9a2d-e5b8c7f61402' } } }),
  ]
  expect((await first.session()).account.name).toBe('acc-name-2')
  expect((await second.session()).account.id).toBe('3d0f2a54-7b1e-4c86-9a2d-e5b8c7f61402')
  expect((await first.session()).account.name).toBe('acc-name-2')
})

test('Sessions of two password profiles are kept apart in one store.', async () => {
  const store = createMemoryStore()
  const { client } = setUp()
  await client({ store, identity: 'user-17' }).signIn(ada)
  const other = client({ store, identity: 'user-17', passwordProfileId: 'another-profile' })
  await expect(other.getToken()).rejects.toMatchObject({ code: 'reauth_required' })
})

test('An account that is chosen after signing out or by somebody else belongs to nobody.', async () => {
  const { client } = setUp()
  const auth = client()
  const choose = () => auth.switchAccount({ name: 'acc-name-2' })
  await expect(auth.signIn(grace)).rejects.toMatchObject({ code: 'account_selection_required' })
  await auth.signOut()
  await expect(choose()).rejects.toMatchObject({ code: 'reauth_required' })
  await expect(auth.signIn(grace)).rejects.toMatchObject({ code: 'account_selection_required' })
  await expect(auth.signIn({ ...ada, password: 'wrong' })).rejects.toMatchObject({ code: 'invalid_credentials' })
  await expect(choose()).rejects.toMatchObject({ code: 'reauth_required' })
})
