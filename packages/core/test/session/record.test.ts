import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { storeKey } from '../support/store-key.ts'
import { ada, createTestAuth, type TestSetup } from '../support/test-adapter.ts'
import { createTokenEndpoint } from '../support/token-endpoint.ts'

const { signal } = new AbortController()
const key = storeKey()

/** A client that finds the record of another one's session, after somebody has changed it. */
async function findChanged(
  change: (record: Record<string, unknown>) => unknown,
): Promise<TestSetup & { store: TokenStore }> {
  const clock = createVirtualClock()
  const store = createMemoryStore(clock)
  const shared = { clock, store, identity: 'ada', endpoint: createTokenEndpoint(clock) }
  await createTestAuth(shared).auth.signIn(ada)
  await store.update(key, async (text) => String(change(JSON.parse(text ?? ''))), { signal })
  return { store, ...createTestAuth(shared) }
}

describe('A stored session', () => {
  test('is taken over as it is.', async () => {
    const { auth, endpoint } = await findChanged((record) => JSON.stringify(record))
    expect((await auth.getToken()).value).toBe('access-token-1')
    expect(endpoint.requests).toHaveLength(1)
  })

  test('says when its token was requested, not when it was stored.', async () => {
    const clock = createVirtualClock()
    const shared = { clock, store: createMemoryStore(clock), identity: 'ada', endpoint: createTokenEndpoint(clock) }
    shared.endpoint.latencyMs = 8000
    const token = await clock.settle(createTestAuth(shared).auth.getToken())
    expect(token.expiresAt).toBe(clock.now() - 8000 + 3_600_000)
    expect((await createTestAuth(shared).auth.getToken()).expiresAt).toBe(token.expiresAt)
  })

  test.each([
    ['no JSON', () => 'access-token-1'],
    ['null', () => 'null'],
    ['a number', () => '1'],
    ['a list', () => '[1]'],
    ['without a format', (record: object) => JSON.stringify({ ...record, version: undefined })],
    ['without a token', (record: object) => JSON.stringify({ ...record, accessToken: undefined })],
    ['with a token that is no text', (record: object) => JSON.stringify({ ...record, accessToken: 1 })],
    ['without its number', (record: object) => JSON.stringify({ ...record, generation: undefined })],
    ['without its time', (record: object) => JSON.stringify({ ...record, obtainedAt: null })],
    ['with a life that is no number', (record: object) => JSON.stringify({ ...record, lifeMs: '3600000' })],
  ])('that is %s counts as none, and is replaced.', async (_, change) => {
    const { auth, endpoint, store } = await findChanged(change)
    expect((await auth.getToken()).value).toBe('access-token-2')
    expect(endpoint.requests).toMatchObject([{ grant: 'password' }, { grant: 'password' }])
    expect(JSON.parse((await store.read(key, { signal })) ?? '')).toMatchObject({ accessToken: 'access-token-2' })
  })
})
