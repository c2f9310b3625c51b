import { describe, expect, test } from 'vitest'
import { createTestAuth } from '../support/test-adapter.ts'

describe('One request for many callers', () => {
  test('A hundred concurrent first calls make one token request and get equal tokens.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    const tokens = await clock.settle(Promise.all(Array.from({ length: 100 }, () => auth.getToken())))
    expect(new Set(tokens.map((token) => token.value))).toEqual(new Set(['access-token-1']))
    expect(tokens).toHaveLength(100)
    expect(endpoint.requests).toHaveLength(1)
    expect(clock.timers).toBe(0)
  })
})
