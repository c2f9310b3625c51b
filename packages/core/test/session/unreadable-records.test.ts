import { createVirtualClock, expectNoSecrets } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { encrypted } from '../../src/encrypted.ts'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { grantsOf, lifeMs, readRecord, readText, softMs, writeText } from '../support/records.ts'
import { ada, createTestAuth, type TestOverrides, type TestSetup } from '../support/test-adapter.ts'
import { createTokenEndpoint } from '../support/token-endpoint.ts'

const newKey = (): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', crypto.getRandomValues(new Uint8Array(32)), 'AES-GCM', false, ['encrypt', 'decrypt'])

/** Where the session was stored, and the same place as a client sees it that cannot read it. */
interface Places {
  readonly before: TokenStore
  readonly after: TokenStore
}

type Case = readonly [name: string, spoil: (inner: TokenStore) => Promise<Places>, cause: RegExp]

/** Stores with one key, and changes what was written. */
function cutOff(change: (text: string) => string): (inner: TokenStore) => Promise<Places> {
  return async (inner) => {
    const store = encrypted(inner, await newKey())
    const spoiled = async (text: string | undefined): Promise<void> => writeText(inner, change(text ?? ''))
    const before: TokenStore = {
      read: store.read,
      async update(...call) {
        const text = await store.update(...call)
        await spoiled(await readText(inner))
        return text
      },
    }
    return { before, after: store }
  }
}

const cases: readonly Case[] = [
  [
    'under another key',
    async (inner) => ({ before: encrypted(inner, await newKey()), after: encrypted(inner, await newKey()) }),
    /key.*(wrong|retired)|(wrong|retired).*key/s,
  ],
  [
    'that was not encrypted, in a store that is now',
    async (inner) => ({ before: inner, after: encrypted(inner, await newKey()) }),
    /not encrypted/,
  ],
  ['that was cut off', cutOff((text) => text.slice(0, -20)), /cut off|truncated/],
  ['that was cut off within a character', cutOff((text) => text.slice(0, -3)), /cut off|truncated/],
  [
    'of a version that is not known',
    async (inner) => {
      const later: TokenStore = {
        read: inner.read,
        update: (key, change, options) =>
          inner.update(key, async (...call) => (await change(...call))?.replace('"version":1', '"version":2'), options),
      }
      return { before: later, after: inner }
    },
    /version/,
  ],
]

/** Without moving time on: WebCrypto works on another thread, which virtual time does not wait for. */
function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => Promise.reject(new Error('this should have failed')),
    (error: unknown) => error,
  )
}

/** Clients of a person whose stored session they cannot read. */
async function unreadable(spoil: Case[1]) {
  const clock = createVirtualClock()
  const endpoint = createTokenEndpoint(clock)
  const inner = createMemoryStore(clock)
  const { before, after } = await spoil(inner)
  const shared = { clock, endpoint, identity: 'ada', credentials: undefined }
  await createTestAuth({ ...shared, store: before }).auth.signIn(ada)
  const create = (overrides: TestOverrides = {}): TestSetup => createTestAuth({ ...shared, store: after, ...overrides })
  return { clock, inner, store: after, create }
}

describe.each(cases)('A stored record %s', (_, spoil, cause) => {
  test.each([
    ['with', ada],
    ['without', undefined],
  ])('fails calls of a client %s credentials, names the likely causes, and stays.', async (_, credentials) => {
    const { inner, create } = await unreadable(spoil)
    const before = await readText(inner)
    const client = create({ credentials })
    const { auth } = client
    const calls = [
      () => auth.getToken(),
      () => auth.session(),
      () => auth.refresh(),
      () => auth.headers(),
      () => auth.fetch('/'),
    ]
    for (const call of calls) {
      const error = await errorOf(call())
      expect(error).toMatchObject({ code: 'store_failed', retryable: false, message: expect.stringMatching(cause) })
      expect(String(error)).toMatch(/`?signIn`?/)
      expectNoSecrets(error, ['access-token-1', 'refresh-token-1', before?.slice(10) ?? ''])
    }
    expect(grantsOf(client)).toEqual(['password'])
    expect(await readText(inner)).toBe(before)
  })

  test('is replaced by a sign-in.', async () => {
    const { store, create } = await unreadable(spoil)
    const client = create()
    await errorOf(client.auth.getToken())
    expect(await client.auth.signIn(ada)).toEqual({ user: 'ada' })
    expect(await readRecord(store)).toMatchObject({ version: 1, accessToken: 'access-token-2' })
    expect((await create().auth.getToken()).value).toBe('access-token-2')
    expect(grantsOf(client)).toEqual(['password', 'password'])
  })

  test('is replaced by a sign-out, and a sign-in follows.', async () => {
    const { store, create } = await unreadable(spoil)
    const { auth } = create()
    await auth.signOut()
    expect(await readRecord(store)).toMatchObject({ version: 1, signedOut: true })
    expect(await errorOf(auth.getToken())).toMatchObject({ code: 'reauth_required' })
    await auth.signIn(ada)
    expect((await auth.getToken()).value).toBe('access-token-2')
  })

  test('is read again as soon as it can be: the failure is not remembered.', async () => {
    const { store, create } = await unreadable(spoil)
    const { auth } = create()
    await errorOf(auth.getToken())
    const other = create()
    await other.auth.signIn(ada)
    expect(await readText(store)).toContain('access-token-2')
    expect((await auth.getToken()).value).toBe('access-token-2')
  })

  test('withholds no token that a client has in memory, and spends nothing.', async () => {
    const { clock, inner, create } = await unreadable(spoil)
    const spoiled = await readText(inner)
    const client = create()
    const { auth } = client
    await auth.signIn(ada)
    await writeText(inner, spoiled)
    await clock.advance(softMs)
    expect((await auth.getToken()).value).toBe('access-token-2')
    // Waits for the renewal in the background.
    await auth[Symbol.asyncDispose]()
    await clock.advance(lifeMs - softMs)
    expect(await errorOf(auth.getToken())).toMatchObject({ code: 'store_failed' })
    expect(grantsOf(client)).toEqual(['password', 'password'])
    expect(await readText(inner)).toBe(spoiled)
  })
})

describe('A stored record under an older key', () => {
  test('is taken over, and is under the first key from then on.', async () => {
    const clock = createVirtualClock()
    const endpoint = createTokenEndpoint(clock)
    const inner = createMemoryStore(clock)
    const [old, next] = [await newKey(), await newKey()]
    const shared = { clock, endpoint, identity: 'ada', credentials: undefined }
    await createTestAuth({ ...shared, store: encrypted(inner, old) }).auth.signIn(ada)
    const both = createTestAuth({ ...shared, store: encrypted(inner, [next, old]) })
    expect((await both.auth.getToken()).value).toBe('access-token-1')
    const later = createTestAuth({ ...shared, store: encrypted(inner, next) })
    expect((await later.auth.getToken()).value).toBe('access-token-1')
    expect(grantsOf(later)).toEqual(['password'])
  })
})
