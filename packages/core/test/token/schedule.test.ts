import { describe, expect, test } from 'vitest'
import { createTestAuth } from '../support/test-adapter.ts'

const secondMs = 1000
const dayMs = 86_400 * secondMs
const lives = [secondMs, 10 * secondMs, 60 * secondMs, 3600 * secondMs, 30 * dayMs]
const cases = lives.flatMap((lifeMs) => [0, 0.5, 0.999].map((random) => ({ lifeMs, random })))

describe('When a token is renewed', () => {
  test.each(cases)('In the first 80 % of $lifeMs ms, 50 calls make no request (random $random).', async (given) => {
    const { auth, clock, endpoint } = createTestAuth({ random: () => given.random })
    endpoint.fields = { expires_in: given.lifeMs / 1000 }
    await auth.getToken()
    for (let call = 0; call < 50; call += 1) {
      await clock.advance((given.lifeMs * 0.8) / 50 - 0.01)
      expect((await auth.getToken()).value).toBe('access-token-1')
    }
    expect(endpoint.requests).toHaveLength(1)
    expect(clock.timers).toBe(0)
  })

  test.each(cases)(
    'A token of $lifeMs ms is renewed in the first half of its soft window (random $random).',
    async (given) => {
      const { lifeMs, random } = given
      const softWindowMs = Math.min(300_000, 0.2 * lifeMs)
      const { auth, clock, endpoint } = createTestAuth({ random: () => random })
      endpoint.fields = { expires_in: lifeMs / 1000 }
      await auth.getToken()
      const renewalAt = lifeMs - softWindowMs + random * (softWindowMs / 2)
      const littleMs = softWindowMs / 5000
      await clock.advance(renewalAt - littleMs)
      await auth.getToken()
      await clock.advance(0)
      expect(endpoint.requests).toHaveLength(1)
      await clock.advance(2 * littleMs)
      expect((await auth.getToken()).value).toBe('access-token-1')
      await clock.advance(0)
      expect(endpoint.requests[1]?.at).toBeGreaterThanOrEqual(lifeMs - softWindowMs)
      expect(endpoint.requests[1]?.at).toBeLessThanOrEqual(lifeMs - softWindowMs / 2)
      expect((await auth.getToken()).value).toBe('access-token-2')
      expect(endpoint.requests).toHaveLength(2)
    },
  )

  test.each(lives)(
    'Callers wait for the new token once less than the hard margin of %d ms is left.',
    async (lifeMs) => {
      const hardMarginMs = Math.min(10_000, 0.1 * lifeMs)
      const before = createTestAuth()
      const after = createTestAuth()
      for (const { auth, endpoint } of [before, after]) {
        endpoint.fields = { expires_in: lifeMs / 1000 }
        await auth.getToken()
      }
      await before.clock.advance(lifeMs - hardMarginMs - 1)
      await after.clock.advance(lifeMs - hardMarginMs)
      expect((await before.auth.getToken()).value).toBe('access-token-1')
      expect((await after.auth.getToken()).value).toBe('access-token-2')
    },
  )

  test('A provider that brings the same token again is not asked before the hard margin.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fields = { access_token: 'the-same' }
    await auth.getToken()
    await clock.advance(3_400_000)
    endpoint.fields = { access_token: 'the-same', expires_in: 200 }
    await auth.getToken()
    await clock.advance(0)
    expect(endpoint.requests).toHaveLength(2)
    for (let call = 0; call < 50; call += 1) {
      await clock.advance(189_000 / 50)
      expect((await auth.getToken()).value).toBe('the-same')
    }
    expect(endpoint.requests).toHaveLength(2)
    await clock.advance(1000)
    await auth.getToken()
    expect(endpoint.requests).toHaveLength(3)
  })

  test('A wish for more validity than is left brings a new token, and one for more than a life is not a loop.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    await clock.advance(1_800_000)
    expect((await auth.getToken({ minValidityMs: 1_700_000 })).value).toBe('access-token-1')
    expect((await auth.getToken({ minValidityMs: 1_900_000 })).value).toBe('access-token-2')
    for (let call = 0; call < 10; call += 1) await auth.getToken({ minValidityMs: 7_200_000 })
    expect(endpoint.requests).toHaveLength(2)
  })

  test('A wish for more validity asks no provider again that only brings the same token.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fields = { access_token: 'the-same' }
    await auth.getToken()
    endpoint.fields = { access_token: 'the-same', expires_in: 1800 }
    await clock.advance(1_800_000)
    for (let call = 0; call < 10; call += 1) {
      await auth.getToken({ minValidityMs: 2_000_000 })
      await clock.advance(100_000)
    }
    expect(endpoint.requests).toHaveLength(2)
  })

  test('A wish for more validity than a token has that takes long to come costs one request.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.latencyMs = 5000
    endpoint.fields = { expires_in: 20 }
    expect((await clock.settle(auth.getToken({ minValidityMs: 16_000 }))).value).toBe('access-token-1')
    expect(endpoint.requests).toHaveLength(1)
  })

  test('A wish for 80 % of a life is met as long as they are left.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    await clock.advance(720_000)
    await auth.getToken({ minValidityMs: 3_600_000 })
    expect(endpoint.requests).toHaveLength(1)
    await clock.advance(1)
    await auth.getToken({ minValidityMs: 3_600_000 })
    expect(endpoint.requests).toHaveLength(2)
  })

  test('A token of 30 days sets no timer, and 500 calls make one request.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fields = { expires_in: (30 * dayMs) / 1000 }
    for (let call = 0; call < 500; call += 1) await auth.getToken()
    expect(endpoint.requests).toHaveLength(1)
    expect(clock.timers).toBe(0)
  })
})
