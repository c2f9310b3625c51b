import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createFaultyStore } from '../support/faulty-store.ts'
import { ada, createTestAuth, failureOf, type TestOverrides, type TestSetup } from '../support/test-adapter.ts'

/** A client whose token of an hour is as old as this. */
async function aged(ageMs: number, overrides: TestOverrides = {}): Promise<TestSetup> {
  const setup = createTestAuth(overrides)
  await setup.auth.getToken()
  await setup.clock.advance(ageMs)
  return setup
}

const inSoftWindowMs = 3_450_000
const pastHardMarginMs = 3_595_000

describe('Renewal ahead of the expiry', () => {
  test('In the soft window every call returns at once, and one renewal runs in the background.', async () => {
    const { auth, clock, endpoint } = await aged(inSoftWindowMs)
    const release = endpoint.hold()
    for (let call = 0; call < 50; call += 1) expect((await auth.getToken()).value).toBe('access-token-1')
    await clock.advance(0)
    expect(endpoint.requests).toHaveLength(2)
    release()
    await clock.advance(0)
    expect((await auth.getToken()).value).toBe('access-token-2')
    expect(endpoint.requests).toHaveLength(2)
    expect(clock.timers).toBe(0)
  })

  test('A renewal that fails in the background is an event and no rejection.', async () => {
    const { auth, clock, endpoint, events } = await aged(inSoftWindowMs)
    endpoint.goDown({ status: 500 })
    expect((await auth.getToken()).value).toBe('access-token-1')
    await clock.advance(5000)
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'failed', phase: 'renew', code: 'server_error', background: true }),
    )
    expect((await auth.getToken()).value).toBe('access-token-1')
    expect(auth.status).toBe('stale')
  })

  test('A callback that throws in the background is an event too, without what it threw.', async () => {
    let healthy = true
    let calls = 0
    const { auth, clock, endpoint, events } = createTestAuth({
      credentials: () => {
        calls += 1
        if (!healthy) throw new Error('the vault says: s3cr3t')
        return { username: 'ada', password: 'correct horse' }
      },
      adapter: { renew: async () => undefined },
    })
    await auth.getToken()
    await clock.advance(inSoftWindowMs)
    healthy = false
    expect((await auth.getToken()).value).toBe('access-token-1')
    await clock.advance(0)
    expect(events).toContainEqual(expect.objectContaining({ type: 'notice' }))
    expect(JSON.stringify(events)).not.toContain('s3cr3t')
    expect(endpoint.requests).toHaveLength(1)
    for (let second = 0; second < 59; second += 1) {
      await auth.getToken()
      await clock.advance(1000)
    }
    expect(calls).toBe(2)
  })

  test('A failure that will not go away is tried once a minute in the background.', async () => {
    const { auth, clock, endpoint } = await aged(3_400_000)
    endpoint.goDown({ status: 400, body: { error: 'invalid_client' } })
    for (let second = 0; second < 120; second += 1) {
      await auth.getToken()
      await clock.advance(1000)
    }
    expect(endpoint.requests.length - 1).toBeGreaterThanOrEqual(1)
    expect(endpoint.requests.length - 1).toBeLessThanOrEqual(2)
  })

  test.each<[string, (setup: TestSetup) => Promise<unknown>]>([
    ['a `signIn`', ({ auth }) => auth.signIn(ada)],
    ['a `refresh`', ({ auth }) => auth.refresh()],
  ])('The rest after a failure in the background ends with %s that succeeds.', async (_, succeed) => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const setup = await aged(inSoftWindowMs, { clock, store })
    const { auth, endpoint } = setup
    store.fault = 'read'
    expect((await auth.getToken()).value).toBe('access-token-1')
    await clock.advance(0)
    store.fault = undefined
    endpoint.fields = { expires_in: 40 }
    await clock.settle(succeed(setup))
    // In the soft window of this short life, and within a minute of the failure.
    await clock.advance(35_000)
    expect((await auth.getToken()).value).toBe('access-token-2')
    await clock.advance(0)
    expect((await auth.getToken()).value).toBe('access-token-3')
  })

  test('Past the hard margin callers wait for the renewal.', async () => {
    const { auth, clock, endpoint } = await aged(pastHardMarginMs)
    endpoint.latencyMs = 2000
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-2')
    expect(clock.monotonic()).toBe(pastHardMarginMs + 2000)
  })

  test('When that renewal fails, a token with life left is returned, and an expired one is not.', async () => {
    const { auth, clock, endpoint } = await aged(pastHardMarginMs)
    endpoint.goDown({ status: 500 })
    for (let call = 0; call < 5; call += 1) {
      expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
      await clock.advance(900)
    }
    await clock.advance(60_000)
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'server_error' })
  })

  test('A renewal is handed to `waitUntil`, and one that throws there reaches nobody.', async () => {
    const kept: Promise<unknown>[] = []
    const { auth, clock } = await aged(inSoftWindowMs, {
      waitUntil(promise) {
        kept.push(promise)
        throw new Error('the request has ended')
      },
    })
    expect((await auth.getToken()).value).toBe('access-token-1')
    expect(kept).toHaveLength(2)
    await clock.settle(Promise.all(kept))
    expect((await auth.getToken()).value).toBe('access-token-2')
  })

  test('`waitUntil` gets every sign-in, renewal and sign-out, and every write that is tried again.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const kept: Promise<unknown>[] = []
    const waitUntil = (promise: Promise<unknown>): void => void kept.push(promise)
    const { auth } = createTestAuth({ clock, store, identity: 'ada', waitUntil })
    store.fault = 'write'
    await clock.settle(auth.getToken())
    expect(kept).toHaveLength(1)
    store.fault = undefined
    await clock.settle(auth.getToken())
    expect(kept).toHaveLength(2)
    await clock.settle(kept[1] ?? Promise.reject())
    expect(store.text).toContain('access-token-1')
    await clock.settle(auth.refresh())
    expect(kept).toHaveLength(3)
    await clock.settle(auth.signOut())
    expect(kept).toHaveLength(4)
    await Promise.all(kept)
  })
})
