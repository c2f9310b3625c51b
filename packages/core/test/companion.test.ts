import { expect, test } from 'vitest'
import { type Adapter, createCompanion } from '../src/adapter.ts'
import { createMemoryStore, type TokenStore } from '../src/index.ts'
import { createTestAuth, failureOf, testAdapter } from './support/test-adapter.ts'

/** The application, which signs in as itself. */
const application: Adapter<unknown, undefined> = {
  ...{ name: 'test', account: 'application', credentialHeaders: ['authorization'] },
  checkCredentials() {},
  identity: () => 'application',
  async signIn(context) {
    const tokenSet = await testAdapter.signIn(context, { username: 'grace', password: 'correct horse' })
    return { ...tokenSet, session: undefined }
  },
  present() {},
  classify: () => 'other',
}

const { signal } = new AbortController()

test('Its token is kept beside that of the client, and at hand once it was got.', async () => {
  const { auth, clock, endpoint } = createTestAuth()
  const companion = createCompanion(auth, application)
  expect(companion.ready(signal)).toBeUndefined()
  const [{ token }, ofClient] = await clock.settle(Promise.all([companion.get(signal), auth.getToken()]))
  expect(token.value).not.toBe(ofClient.value)
  expect(companion.ready(signal)?.token).toBe(token)
  expect((await companion.get(signal)).token).toBe(token)
  expect(endpoint.requests.map(({ username }) => username).sort()).toEqual(['ada', 'grace'])
})

test('It is not at hand for those who do not wait any more.', async () => {
  const { auth } = createTestAuth()
  const companion = createCompanion(auth, application)
  await companion.get(signal)
  expect(companion.ready(AbortSignal.abort())).toBeUndefined()
})

test('A rejected token is replaced once, and the sign-out of the client ends none.', async () => {
  const { auth, endpoint } = createTestAuth()
  const companion = createCompanion(auth, application)
  const { token } = await companion.get(signal)
  const next = await companion.refresh(token.value, signal)
  expect(next.token.value).not.toBe(token.value)
  expect((await companion.refresh(token.value, signal)).token).toBe(next.token)
  await auth.signOut()
  expect(companion.ready(signal)?.token).toBe(next.token)
  expect(endpoint.requests).toHaveLength(2)
})

test('The store of the client is not used for it.', async () => {
  const inner = createMemoryStore()
  const keys: string[] = []
  const store: TokenStore = {
    read: (key, options) => inner.read(key, options),
    update(key, change, options) {
      keys.push(key)
      return inner.update(key, change, options)
    },
  }
  const { auth } = createTestAuth({ store })
  const companion = createCompanion(auth, application)
  await companion.get(signal)
  expect(keys).toEqual([])
  await auth.getToken()
  expect(keys).toHaveLength(1)
})

test('It has the options of the client: what its requests carry, how often they are sent, and who is told.', async () => {
  const { auth, clock, endpoint, events } = createTestAuth({
    headers: { 'x-shop': 'a-shop' },
    retry: { maxAttempts: 2 },
  })
  const companion = createCompanion(auth, { ...application, tells: (type) => type !== 'retrying' })
  endpoint.fail({ status: 503 }, { status: 503 })
  expect(await failureOf(clock, companion.get(signal))).toMatchObject({ code: 'server_error', attempts: 2 })
  expect(endpoint.requests.map(({ headers }) => headers.get('x-shop'))).toEqual(['a-shop', 'a-shop'])
  expect(events.map(({ type }) => type)).toEqual(['failed', 'cooling-down'])
  expect(auth.status).toBe('empty')
})

test('An outage is not answered with twice the repetitions, since it shares the budget for them.', async () => {
  const { auth, clock, endpoint } = createTestAuth({ retry: { maxAttempts: 10 }, random: () => 0 })
  endpoint.fail(...Array.from({ length: 20 }, () => ({ status: 503 })))
  expect(await failureOf(clock, createCompanion(auth, application).get(signal))).toMatchObject({ attempts: 10 })
  // Of 10 repetitions, 9 were for the other token.
  expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'server_error', attempts: 2 })
})

test('Who disposes of the client waits for it too.', async () => {
  const { auth, clock, endpoint } = createTestAuth()
  endpoint.latencyMs = 100
  const companion = createCompanion(auth, application)
  companion.get(signal).catch(() => {})
  await clock.settle(auth[Symbol.asyncDispose]())
  expect(companion.ready(signal)?.token.value).toBe('access-token-1')
})
