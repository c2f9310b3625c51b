import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { createFaultyStore } from '../support/faulty-store.ts'
import { ada, createTestAuth, createTwins, failureOf } from '../support/test-adapter.ts'

describe('A session that another client stored', () => {
  test('is taken over with an event, and without a request.', async () => {
    const { first, second } = createTwins()
    await first.auth.getToken()
    await first.clock.advance(1000)
    expect((await second.auth.getToken()).value).toBe('access-token-1')
    await first.clock.advance(0)
    expect(second.events).toEqual([{ provider: 'test', at: first.clock.now(), type: 'adopted', generation: 1 }])
    expect(first.endpoint.requests).toHaveLength(1)
  })

  test('is served at once in its soft window, while it is renewed.', async () => {
    const { first, second } = createTwins()
    await first.auth.getToken()
    await first.clock.advance(3_450_000)
    const release = first.endpoint.hold()
    expect((await second.auth.getToken()).value).toBe('access-token-1')
    release()
    await first.clock.settle(second.auth.refresh())
    expect((await second.auth.getToken()).value).toBe('access-token-2')
  })

  test.each([3_595_000, 3_600_000])('is renewed before it is used when it is %d ms old.', async (ageMs) => {
    const { first, second } = createTwins()
    await first.auth.getToken()
    await first.clock.advance(ageMs)
    expect((await second.auth.getToken()).value).toBe('access-token-2')
  })

  test('is renewed, once for all, when it does not last for as long as is wished.', async () => {
    const { first, second, store } = createTwins()
    const { clock, endpoint } = first
    await first.auth.getToken()
    await clock.advance(1_800_000)
    expect((await second.auth.getToken({ minValidityMs: 1_700_000 })).value).toBe('access-token-1')
    const third = createTestAuth({ clock, endpoint, store, identity: 'ada', credentials: undefined })
    const wishes = Array.from({ length: 10 }, () => third.auth.getToken({ minValidityMs: 1_900_000 }))
    const tokens = await clock.settle(Promise.all(wishes))
    expect(new Set(tokens.map(({ value }) => value))).toEqual(new Set(['access-token-2']))
    // What another has renewed meanwhile does.
    expect((await first.auth.getToken({ minValidityMs: 1_900_000 })).value).toBe('access-token-2')
    expect(endpoint.requests.map(({ grant }) => grant)).toEqual(['password', 'refresh'])
  })

  test('is used as it is, where it cannot be renewed, by who wishes for one that lasts longer.', async () => {
    const { first, second } = createTwins()
    const { clock, endpoint } = first
    await first.auth.getToken()
    await clock.advance(1_800_000)
    endpoint.goDown()
    const call = second.auth.getToken({ minValidityMs: 1_900_000 })
    expect((await clock.settle(call)).value).toBe('access-token-1')
  })

  test('is renewed when its token is known to be refused.', async () => {
    const { first, second } = createTwins()
    await first.auth.getToken()
    expect((await second.auth.refresh({ rejected: 'access-token-1' })).value).toBe('access-token-2')
    expect(first.endpoint.requests).toHaveLength(2)
  })

  test('does not stand in for a sign-in that was asked for.', async () => {
    const { first, second } = createTwins()
    await first.auth.getToken()
    await second.auth.signIn(ada)
    expect((await second.auth.getToken()).value).toBe('access-token-2')
    expect(first.endpoint.requests.map(({ grant }) => grant)).toEqual(['password', 'password'])
  })

  test('takes the place of one that could not be stored, and can be renewed.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const first = createTestAuth({ clock, store, identity: 'ada', onStoreFailure: 'fail' })
    const { endpoint } = first
    const second = createTestAuth({ clock, store, identity: 'ada', endpoint })
    endpoint.rotates = false
    await first.auth.getToken()
    await clock.advance(3_600_000)
    store.fault = 'write'
    expect(await failureOf(clock, first.auth.getToken())).toMatchObject({ code: 'store_failed' })
    store.fault = undefined
    await clock.advance(1000)
    expect((await second.auth.getToken()).value).toBe('access-token-3')
    expect((await first.auth.getToken()).value).toBe('access-token-3')
    expect((await first.auth.refresh()).value).toBe('access-token-4')
  })

  test('is taken over without the lock by who has none, while it need not be renewed.', async () => {
    const clock = createVirtualClock()
    const store = createMemoryStore(clock)
    const first = createTestAuth({ clock, store, identity: 'ada' })
    const { endpoint } = first
    await first.auth.getToken()
    let updates = 0
    const counting: TokenStore = {
      ...store,
      update(...call) {
        updates += 1
        return store.update(...call)
      },
    }
    const join = () => createTestAuth({ clock, store: counting, identity: 'ada', endpoint }).auth.getToken()
    expect((await join()).value).toBe('access-token-1')
    expect(updates).toBe(0)
    await clock.advance(3_600_000)
    expect((await join()).value).toBe('access-token-2')
    expect(updates).toBe(1)
  })

  test('is as one that cannot be read, where the clock of the store fails.', async () => {
    const clock = createVirtualClock()
    const store = createMemoryStore(clock)
    const first = createTestAuth({ clock, store, identity: 'ada' })
    await first.auth.getToken()
    const { endpoint } = first
    const shared = { clock, endpoint, identity: 'ada' }
    const broken = { ...store, now: () => Promise.reject(new Error('no connection')) }
    const strict = createTestAuth({ ...shared, store: broken, onStoreFailure: 'fail' })
    expect(await failureOf(clock, strict.auth.getToken())).toMatchObject({ code: 'store_failed' })
    expect(endpoint.requests).toHaveLength(1)
    // It has credentials, and signs in alone: what is stored is left to those who can use it.
    const alone = createTestAuth({ ...shared, store: broken })
    expect((await clock.settle(alone.auth.getToken())).value).toBe('access-token-2')
    expect((await first.auth.getToken()).value).toBe('access-token-1')
  })

  test('is served though the store fails right after it was read, with an event.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const first = createTestAuth({ clock, store, identity: 'ada' })
    for (const [index, onStoreFailure] of (['keep', 'fail'] as const).entries()) {
      const { endpoint } = first
      const { auth, events } = createTestAuth({ clock, store, endpoint, identity: 'ada', onStoreFailure })
      await first.auth.getToken()
      await auth.getToken()
      await first.auth.refresh()
      store.fault = 'write'
      expect((await auth.refresh()).value).toBe(`access-token-${index + 2}`)
      await clock.advance(0)
      store.fault = undefined
      expect(events.map(({ type }) => type).slice(-2)).toEqual(['store-failed', 'adopted'])
    }
  })
})
