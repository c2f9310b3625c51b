import { createVirtualClock, type VirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createFaultyStore } from '../support/faulty-store.ts'
import { ada, createTestAuth, failureOf } from '../support/test-adapter.ts'

const lifeMs = 3_600_000
const hourMs = 3_600_000
const refused = { status: 400, body: { error: 'invalid_grant' } }

/** As a machine that slept sees it, too: its timers and its monotonic clock stood still. */
const setAhead = (clock: VirtualClock, ms: number): void => clock.setWall(clock.now() + ms)

describe('A token that arrives dead', () => {
  test('since the machine slept while the answer was on its way, is replaced.', async () => {
    const clock = createVirtualClock()
    const { auth, endpoint } = createTestAuth({ clock })
    endpoint.latencyMs = 1000
    const asked = auth.getToken()
    await clock.advance(500)
    setAhead(clock, lifeMs)
    expect((await clock.settle(asked)).value).toBe('access-token-2')
    expect(endpoint.requests).toHaveLength(2)
  })

  test('is replaced in a forced renewal, too.', async () => {
    const clock = createVirtualClock()
    const { auth, endpoint } = createTestAuth({ clock })
    endpoint.latencyMs = 1000
    const asked = auth.refresh()
    await clock.advance(500)
    setAhead(clock, lifeMs)
    expect((await clock.settle(asked)).value).toBe('access-token-2')
  })

  test('from a provider slower than its tokens live is an error after two requests, not a loop.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.latencyMs = 2000
    endpoint.fields = { expires_in: 1 }
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'timeout', retryable: true })
    expect(endpoint.requests).toHaveLength(2)
    expect(clock.timers).toBe(0)
  })
})

describe('A sign-out during a renewal that the provider refuses', () => {
  test('is not followed by a sign-in that nobody asked for.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.signIn(ada)
    endpoint.fail(refused)
    endpoint.latencyMs = 1000
    const renewal = auth.refresh().catch(() => {})
    await clock.advance(500)
    await clock.settle(auth.signOut())
    await renewal
    await clock.advance(hourMs)
    expect(endpoint.requests.map((request) => request.grant)).toEqual(['password', 'refresh', 'revoke'])
  })

  test('ends the sign-in that followed, also while it waits to be sent again.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.signIn(ada)
    endpoint.fail(refused, { status: 503, headers: { 'retry-after': '5' } })
    const renewal = auth.refresh().catch(() => {})
    await clock.advance(1000)
    await clock.settle(auth.signOut())
    await renewal
    await clock.advance(hourMs)
    expect(endpoint.requests.map((request) => request.grant)).toEqual(['password', 'refresh', 'password', 'revoke'])
  })
})

describe('A store that fails to write', () => {
  test('and never ends, keeps nobody from the lock for more than 15 s.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { auth } = createTestAuth({ clock, store })
    store.fault = 'endless-write'
    await clock.settle(auth.getToken())
    store.fault = undefined
    expect((await clock.settle(auth.refresh())).value).toBe('access-token-2')
    expect(clock.monotonic()).toBe(15_000)
    expect(store.text).toContain('refresh-token-2')
  })

  test('keeps an old session, which is not taken up again after the clock was set ahead.', async () => {
    const clock = createVirtualClock()
    const store = Object.assign(createFaultyStore(clock), { now: async () => clock.monotonic() })
    const { auth, endpoint } = createTestAuth({ clock, store })
    await auth.getToken()
    await clock.advance(1000)
    store.fault = 'write'
    await clock.settle(auth.refresh())
    store.fault = undefined
    setAhead(clock, 2 * lifeMs)
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-3')
    expect(endpoint.requests.at(-1)).toMatchObject({ grant: 'refresh', refreshToken: 'refresh-token-2' })
    expect(endpoint.reuseDetected).toBe(false)
  })
})
