import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { parseDateTime } from '../../src/adapter.ts'
import { createMemoryStore } from '../../src/index.ts'
import { createTestAuth, createTwins } from '../support/test-adapter.ts'
import { createTokenEndpoint } from '../support/token-endpoint.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

describe('The age of a token', () => {
  test('Life is counted from when the request was sent, not from when the answer came.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.latencyMs = 8000
    endpoint.fields = { expires_in: 60 }
    const sentAt = clock.now()
    const token = await clock.settle(auth.getToken())
    expect(token.expiresAt).toBe(sentAt + 60_000)
    endpoint.latencyMs = 0
    await clock.advance(52_000)
    expect(auth.status).toBe('expired')
  })

  test('A wall clock set back does not stretch a token.', async () => {
    const { auth, clock } = createTestAuth()
    await auth.getToken()
    clock.setWall(clock.now() - dayMs)
    await clock.advance(hourMs)
    expect(auth.status).toBe('expired')
    expect((await auth.getToken()).value).toBe('access-token-2')
  })

  test('A machine that slept does not hide the death of a token.', async () => {
    const { auth, clock } = createTestAuth()
    await auth.getToken()
    // While a machine sleeps, its monotonic clock may stand still.
    clock.setWall(clock.now() + hourMs)
    expect(auth.status).toBe('expired')
    expect((await auth.getToken()).value).toBe('access-token-2')
  })

  test.each([-3 * hourMs, 5 * hourMs])(
    "An absolute expiry is read on the provider's clock, which is %d ms ahead of a wrong local one.",
    async (aheadMs) => {
      const { auth, clock, endpoint } = createTestAuth()
      const serverNow = clock.now() + aheadMs
      endpoint.headers = { date: new Date(serverNow).toUTCString() }
      endpoint.fields = { expires_at: serverNow + hourMs, expires_in: undefined }
      await auth.getToken()
      await clock.advance(0.8 * hourMs)
      expect(auth.status).toBe('fresh')
      await clock.advance(0.2 * hourMs - 10_001)
      expect(auth.status).toBe('stale')
      await clock.advance(10_001)
      expect(auth.status).toBe('expired')
      expect(endpoint.requests).toHaveLength(1)
    },
  )

  test('An absolute expiry without a Date header is read on the local clock.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fields = { expires_at: clock.now() + hourMs, expires_in: undefined }
    await auth.getToken()
    await clock.advance(hourMs - 1)
    expect(auth.status).toBe('stale')
    await clock.advance(1)
    expect(auth.status).toBe('expired')
  })

  test('A date-time without a zone is UTC.', () => {
    expect(parseDateTime('2030-01-01T12:00:00')).toBe(Date.UTC(2030, 0, 1, 12))
    expect(parseDateTime('2030-01-01T12:00:00+02:00')).toBe(Date.UTC(2030, 0, 1, 10))
  })

  test("In a shared store ages are taken on the store's clock, so a process with a wrong clock does no harm.", async () => {
    const clock = createVirtualClock()
    const endpoint = createTokenEndpoint(clock)
    const store = { ...createMemoryStore(clock), now: async () => clock.now() }
    const shared = { endpoint, store, identity: 'ada' }
    const behind = { ...clock, now: () => clock.now() - 2 * hourMs, timers: 0 }
    const first = createTestAuth({ ...shared, clock })
    const second = createTestAuth({ ...shared, clock: behind })
    await first.auth.getToken()
    await clock.advance(0.5 * hourMs)
    const adopted = await second.auth.getToken()
    expect(adopted.value).toBe('access-token-1')
    expect(adopted.expiresAt).toBe(behind.now() + 0.5 * hourMs)
    await clock.advance(0.5 * hourMs)
    expect(second.auth.status).toBe('expired')
  })

  test('A token found in a store keeps its age.', async () => {
    const { first, second } = createTwins()
    await first.auth.getToken()
    await first.clock.advance(0.9 * hourMs)
    expect((await second.auth.getToken()).value).toBe('access-token-1')
    await first.clock.advance(0.1 * hourMs)
    expect(second.auth.status).toBe('expired')
  })

  test('A token found in a store keeps its age though the clock is set back afterwards.', async () => {
    const { first, second } = createTwins()
    await first.auth.getToken()
    await first.clock.advance(0.5 * hourMs)
    await second.auth.getToken()
    first.clock.setWall(first.clock.now() - hourMs)
    await first.clock.advance(0.5 * hourMs)
    expect(second.auth.status).toBe('expired')
  })

  test('A token without an expiry is used until it is refused, but for 24 hours at most.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fields = { lasting: true }
    expect((await auth.getToken()).expiresAt).toBeUndefined()
    await clock.advance(dayMs - 300_000)
    expect((await auth.getToken()).value).toBe('access-token-1')
    expect(endpoint.requests).toHaveLength(1)
    await clock.advance(300_000)
    expect((await auth.getToken()).value).toBe('access-token-2')
  })
})
