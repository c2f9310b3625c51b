import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { createLeaseStore } from '../support/lockless-stores.ts'
import { codeOf, createPair, grantsOf, lifeMs, readRecord, readText, timesSent } from '../support/records.ts'
import { ada, createTestAuth, failureOf, type TestOverrides } from '../support/test-adapter.ts'
import { createTokenEndpoint } from '../support/token-endpoint.ts'

const down = (): Promise<never> => Promise.reject(new Error('no clock'))

/** A client on a store with a clock of its own, which a test can break. */
function createTimed(overrides: TestOverrides = {}) {
  const clock = createVirtualClock()
  const endpoint = createTokenEndpoint(clock)
  const faults: { now?: () => Promise<number> } = {}
  // Its clock is far from this machine's.
  const store = { ...createMemoryStore(clock), now: () => faults.now?.() ?? Promise.resolve(clock.monotonic() + 42) }
  return { faults, store, ...createTestAuth({ clock, endpoint, store, identity: 'ada', ...overrides }) }
}

describe("A store's clock that fails", () => {
  test('fails a sign-in with the credentials of the options before anything is sent.', async () => {
    const { auth, clock, endpoint, faults } = createTimed()
    faults.now = down
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'store_failed' })
    expect(endpoint.requests).toHaveLength(0)
    delete faults.now
    expect((await auth.getToken()).value).toBe('access-token-1')
  })

  test('fails `signIn` before anything is sent.', async () => {
    const { auth, clock, endpoint, faults } = createTimed({ credentials: undefined })
    faults.now = down
    expect(await failureOf(clock, auth.signIn(ada))).toMatchObject({ code: 'store_failed' })
    expect(endpoint.requests).toHaveLength(0)
  })

  test('fails a renewal before the refresh token is spent, while the token that is there is served.', async () => {
    const { auth, clock, endpoint, faults } = createTimed({ credentials: undefined })
    await auth.signIn(ada)
    faults.now = down
    expect(await failureOf(clock, auth.refresh())).toMatchObject({ code: 'store_failed' })
    expect((await auth.getToken()).value).toBe('access-token-1')
    await clock.advance(lifeMs)
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'store_failed' })
    expect(endpoint.requests).toHaveLength(1)
    delete faults.now
    expect((await auth.getToken()).value).toBe('access-token-2')
    expect(endpoint.reuseDetected).toBe(false)
  })

  test.each(['sign-in', 'renewal'])(
    'only after a %s was sent loses nothing: what it brings is stored.',
    async (phase) => {
      const { auth, clock, endpoint, faults, store, events } = createTimed()
      if (phase === 'renewal') await auth.signIn()
      const sentBefore = endpoint.requests.length
      faults.now = async () => (endpoint.requests.length > sentBefore ? down() : clock.monotonic() + 42)
      endpoint.latencyMs = 5000
      const { value } = await clock.settle(phase === 'renewal' ? auth.refresh() : auth.getToken())
      expect(await readRecord(store)).toMatchObject({ accessToken: value, obtainedAt: 42 })
      await clock.advance(0)
      expect(events.map(({ type }) => type)).not.toContain('store-failed')
    },
  )

  test('that was asked long before the answer does not make a token look older or younger.', async () => {
    const { auth, clock, endpoint, store } = createTimed()
    endpoint.fail({ status: 503, headers: { 'retry-after': '5' } })
    endpoint.latencyMs = 2000
    await clock.settle(auth.getToken())
    const { at } = endpoint.requests.at(-1) ?? {}
    expect(at).toBeGreaterThan(5000)
    expect(await readRecord(store)).toMatchObject({ obtainedAt: Number(at) + 42 })
  })
})

describe('A lock that is lost', () => {
  test('before the renewal was sent prevents it: the token of whoever has the lock now is adopted.', async () => {
    const clock = createVirtualClock()
    const { promise, resolve: answer } = Promise.withResolvers<void>()
    let isSlow = false
    const lease = createLeaseStore()
    const store = Object.assign(lease, {
      now: async () => {
        if (isSlow) await promise
        return clock.now()
      },
    })
    const { first, second } = await createPair({ clock, store })
    isSlow = true
    const renewing = first.auth.refresh()
    const outcome = codeOf(renewing)
    await clock.advance(0)
    isSlow = false
    lease.revoke()
    const { value } = await clock.settle(second.auth.refresh())
    answer()
    // A client may also give up: nothing is lost by that.
    if ((await clock.settle(outcome)) === 'none') expect((await renewing).value).toBe(value)
    else expect(await outcome).toBe('store_failed')
    expect(timesSent(first, 'refresh-token-1')).toBe(1)
    await first.auth.refresh()
    expect(first.endpoint.reuseDetected).toBe(false)
  })

  test('before each change begins is `store_failed`, and nothing is sent.', async () => {
    const clock = createVirtualClock()
    const memory = createMemoryStore(clock)
    const lost: TokenStore = {
      read: memory.read,
      update: (key, change, options) =>
        memory.update(key, (current) => change(current, AbortSignal.abort(new Error('the lock was lost'))), options),
    }
    for (const credentials of [ada, async () => ada]) {
      const { auth, endpoint } = createTestAuth({ clock, store: lost, identity: 'ada', credentials })
      expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'store_failed' })
      expect(endpoint.requests).toHaveLength(0)
    }
  })

  test('between two attempts of a renewal prevents the second one.', async () => {
    const store = createLeaseStore()
    const { first, second } = await createPair({ store })
    const { clock, endpoint } = first
    endpoint.fail({ status: 503, headers: { 'retry-after': '5' } })
    const outcome = codeOf(first.auth.refresh())
    await clock.advance(1000)
    expect(timesSent(first, 'refresh-token-1')).toBe(1)
    store.revoke()
    expect((await second.auth.refresh()).value).toBe('access-token-2')
    expect(['none', 'store_failed', 'server_error']).toContain(await clock.settle(outcome))
    await clock.advance(60_000)
    expect(timesSent(first, 'refresh-token-1')).toBe(2)
    expect(endpoint.reuseDetected).toBe(false)
    expect((await clock.settle(first.auth.getToken())).value).toBe('access-token-2')
  })

  test('after the renewal was sent takes nothing away: the token is handed out, and stored.', async () => {
    const store = createLeaseStore()
    const { first, second } = await createPair({ store })
    const { clock, endpoint } = first
    endpoint.latencyMs = 5000
    const renewed = first.auth.refresh()
    await clock.advance(1000)
    store.revoke()
    expect((await clock.settle(renewed)).value).toBe('access-token-2')
    endpoint.latencyMs = 0
    await first.auth.getToken()
    await clock.advance(0)
    expect(store.text).toContain('refresh-token-2')
    expect((await second.auth.refresh()).value).toBe('access-token-2')
    expect(timesSent(first, 'refresh-token-1')).toBe(1)
  })

  test('after the renewal was sent, to somebody who stored a newer session, makes that one count.', async () => {
    const store = createLeaseStore()
    const { first, second } = await createPair({ store })
    const { clock, endpoint } = first
    endpoint.latencyMs = 5000
    const renewed = first.auth.refresh()
    await clock.advance(1000)
    store.revoke()
    endpoint.latencyMs = 0
    await second.auth.signIn(ada)
    expect(await readText(store)).toContain('refresh-token-2')
    expect((await clock.settle(renewed)).value).toBe('access-token-2')
    await clock.advance(61_000)
    expect((await first.auth.getToken()).value).toBe('access-token-2')
    expect(await readText(store)).toContain('refresh-token-2')
    await first.auth.refresh()
    expect(timesSent(first, 'refresh-token-2')).toBe(1)
    expect(grantsOf(first)).toEqual(['password', 'refresh', 'password', 'refresh'])
  })

  test('when a sign-in was sent takes nothing away either.', async () => {
    const store = createLeaseStore()
    const clock = createVirtualClock()
    const { auth, endpoint } = createTestAuth({ clock, store, identity: 'ada' })
    endpoint.latencyMs = 5000
    const asked = auth.getToken()
    await clock.advance(1000)
    store.revoke()
    expect((await clock.settle(asked)).value).toBe('access-token-1')
    await auth.getToken()
    await clock.advance(0)
    expect(store.text).toContain('refresh-token-1')
    expect(endpoint.requests).toHaveLength(1)
  })
})

describe('A write that fails after the spend', () => {
  /** A store whose next writes fail. */
  function createFlaky(failures: number) {
    const memory = createMemoryStore()
    const state = { failures, writes: 0 }
    const store: TokenStore = {
      read: memory.read,
      update: (key, change, options) =>
        memory.update(
          key,
          async (...call) => {
            const next = await change(...call)
            state.writes += 1
            if (state.writes <= state.failures) throw new Error('disk full')
            return next
          },
          options,
        ),
    }
    return { store, state }
  }

  test.each(['keep', 'fail'] as const)(
    'is tried again before the call returns, with `onStoreFailure: %j`.',
    async (onStoreFailure) => {
      for (const failures of [1, 2]) {
        const { store, state } = createFlaky(failures)
        const { auth, clock, endpoint } = createTestAuth({ store, identity: 'ada', onStoreFailure })
        expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
        expect(await readText(store)).toContain('refresh-token-1')
        expect(state.writes).toBe(failures + 1)
        expect(endpoint.requests).toHaveLength(1)
        expect(clock.monotonic()).toBeLessThan(5000)
      }
    },
  )

  test('is tried a few times only: then the token is handed out all the same.', async () => {
    const { store, state } = createFlaky(Number.POSITIVE_INFINITY)
    const { auth, clock, endpoint } = createTestAuth({ store, identity: 'ada' })
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    expect(state.writes).toBeGreaterThan(2)
    expect(state.writes).toBeLessThanOrEqual(10)
    expect(endpoint.requests).toHaveLength(1)
    expect(clock.monotonic()).toBeLessThan(5000)
  })

  test('for a renewal, is tried again before the token is handed out, so that nobody finds the spent one.', async () => {
    const { store, state } = createFlaky(0)
    const { first, second } = await createPair({ store })
    state.failures = state.writes + 1
    expect((await first.clock.settle(first.auth.refresh())).value).toBe('access-token-2')
    expect((await second.auth.refresh()).value).toBe('access-token-2')
    expect(timesSent(first, 'refresh-token-1')).toBe(1)
    expect(first.endpoint.reuseDetected).toBe(false)
  })
})
