import { createVirtualClock, expectNoSecrets } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createFaultyStore } from '../support/faulty-store.ts'
import { storeKey } from '../support/store-key.ts'
import { createTestAuth, failureOf, type TestOverrides } from '../support/test-adapter.ts'

function create(overrides: TestOverrides = {}) {
  const clock = createVirtualClock()
  const store = createFaultyStore(clock)
  return { store, ...createTestAuth({ clock, store, identity: 'ada', ...overrides }) }
}

const expiredMs = 3_600_000

describe('A store that fails', () => {
  test('A write that fails keeps the token in memory, with an event.', async () => {
    const { auth, clock, endpoint, store, events } = create()
    store.fault = 'write'
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    await clock.advance(0)
    expect(events).toContainEqual(expect.objectContaining({ type: 'store-failed' }))
    expectNoSecrets(events, ['access-token-1', 'refresh-token-1'])
    expect(endpoint.requests).toHaveLength(1)
    expect(store.text).toBeUndefined()
  })

  test('It is written at the next use.', async () => {
    const { auth, clock, endpoint, store } = create()
    store.fault = 'write'
    await clock.settle(auth.getToken())
    store.fault = undefined
    await clock.settle(auth.getToken())
    await clock.advance(0)
    expect(store.text).toContain('refresh-token-1')
    expect(endpoint.requests).toHaveLength(1)
    await clock.settle(auth.getToken())
    expect(store.writes).toBe(5)
    expect(clock.timers).toBe(0)
  })

  test('A store that stays broken is not tried at every use.', async () => {
    const { auth, clock, store } = create()
    store.fault = 'write'
    for (let call = 0; call < 600; call += 1) {
      await clock.settle(auth.getToken())
      await clock.advance(100)
    }
    expect(store.writes).toBeGreaterThan(3)
    expect(store.writes).toBeLessThanOrEqual(10)
    store.fault = undefined
    await clock.advance(60_000)
    await clock.settle(auth.getToken())
    await clock.advance(0)
    expect(store.text).toContain('access-token-1')
  })

  test('A refresh token that could not be written is the one that is sent next.', async () => {
    const { auth, clock, endpoint, store } = create()
    await clock.settle(auth.getToken())
    store.fault = 'write'
    await clock.advance(expiredMs)
    await clock.settle(auth.getToken())
    await clock.advance(expiredMs)
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-3')
    expect(endpoint.requests.map((request) => request.refreshToken)).toEqual([
      undefined,
      'refresh-token-1',
      'refresh-token-2',
    ])
    store.fault = undefined
    await clock.settle(auth.getToken())
    await clock.advance(0)
    expect(store.text).toContain('refresh-token-3')
  })

  test('By option the call fails with `store_failed`, and the next one hands out what was obtained.', async () => {
    const { auth, clock, endpoint, store } = create({ onStoreFailure: 'fail' })
    await clock.settle(auth.getToken())
    await clock.advance(expiredMs)
    store.fault = 'write'
    const error = await failureOf(clock, auth.getToken())
    expect(error).toMatchObject({ code: 'store_failed', retryable: false })
    expectNoSecrets(error, ['refresh-token-1', 'refresh-token-2'])
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'store_failed' })
    store.fault = undefined
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-2')
    expect(store.text).toContain('refresh-token-2')
    expect(endpoint.requests).toHaveLength(2)
  })

  test('By option, too, a refresh token that could not be written is the one that is sent next.', async () => {
    const { auth, clock, endpoint, store } = create({ onStoreFailure: 'fail' })
    await clock.settle(auth.getToken())
    await clock.advance(expiredMs)
    store.fault = 'write'
    await failureOf(clock, auth.getToken())
    await clock.advance(expiredMs)
    store.fault = undefined
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-3')
    expect(endpoint.requests.at(-1)).toMatchObject({ refreshToken: 'refresh-token-2' })
  })

  test('By option, a sign-in that fails since it could not be stored does not begin a session later.', async () => {
    const { auth, clock, endpoint, store } = create({ onStoreFailure: 'fail' })
    endpoint.accept('grace', 'nanoseconds')
    await clock.settle(auth.getToken())
    store.fault = 'write'
    const signingIn = auth.signIn({ username: 'grace', password: 'nanoseconds' })
    expect(await failureOf(clock, signingIn)).toMatchObject({ code: 'store_failed' })
    store.fault = undefined
    expect((await clock.settle(auth.refresh())).value).toBe('access-token-3')
    expect(await auth.session()).toEqual({ user: 'ada' })
    await clock.settle(auth[Symbol.asyncDispose]())
    expect(store.text).not.toContain('grace')
  })

  test('While it fails, tokens are renewed as ever: on demand, and ahead of their expiry.', async () => {
    const { auth, clock, endpoint, store } = create()
    store.fault = 'write'
    await clock.settle(auth.getToken())
    expect((await clock.settle(auth.refresh())).value).toBe('access-token-2')
    await clock.advance(3_450_000)
    await clock.settle(auth.getToken())
    await clock.advance(4000)
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-3')
    expect(endpoint.requests).toHaveLength(3)
  })

  test('A write that does not end holds nobody up for more than four seconds.', async () => {
    const { auth, clock, store, events } = create()
    store.fault = 'endless-write'
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    expect(clock.monotonic()).toBe(4000)
    await clock.advance(0)
    expect(events).toContainEqual(expect.objectContaining({ type: 'store-failed' }))
  })

  test('While a write is tried again, further uses do not try it as well.', async () => {
    const { auth, clock, store } = create()
    store.fault = 'write'
    await clock.settle(auth.getToken())
    store.fault = 'endless-write'
    for (let call = 0; call < 10; call += 1) await clock.settle(auth.getToken())
    await clock.advance(1000)
    await clock.settle(auth.getToken())
    await clock.advance(0)
    expect(store.tries).toBe(5)
  })

  test('By option, a store that cannot be read fails the call before anything is sent.', async () => {
    const { auth, clock, endpoint, store } = create({ onStoreFailure: 'fail' })
    store.fault = 'read'
    const error = await failureOf(clock, auth.getToken())
    expect(error).toMatchObject({ code: 'store_failed' })
    expectNoSecrets(error, ['refresh-token-1', 'disk full'])
    expect(endpoint.requests).toHaveLength(0)
    store.fault = undefined
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
  })

  test('While it cannot be read, a valid token is served.', async () => {
    const { auth, clock, endpoint, store } = create()
    await clock.settle(auth.getToken())
    store.fault = 'read'
    await clock.advance(3_595_000)
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    expect(endpoint.requests).toHaveLength(1)
  })

  test('A damaged record counts as none, and is replaced.', async () => {
    const { auth, endpoint, store } = create()
    const signal = new AbortController().signal
    await store.update(storeKey(), async () => '{"version":1,"accessToken":', { signal })
    expect((await auth.getToken()).value).toBe('access-token-1')
    expect(store.text).toContain('access-token-1')
    expect(endpoint.requests).toHaveLength(1)
  })
})
