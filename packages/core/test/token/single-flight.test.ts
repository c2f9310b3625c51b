import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createTestAuth } from '../support/test-adapter.ts'
import { createTokenEndpoint } from '../support/token-endpoint.ts'

describe('One request for many callers', () => {
  test('A hundred concurrent first calls make one token request and get equal tokens.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    const tokens = await clock.settle(Promise.all(Array.from({ length: 100 }, () => auth.getToken())))
    expect(new Set(tokens.map((token) => token.value))).toEqual(new Set(['access-token-1']))
    expect(tokens).toHaveLength(100)
    expect(endpoint.requests).toHaveLength(1)
    expect(clock.timers).toBe(0)
  })

  test('Calls of every kind share it: tokens, headers, sessions, requests to the API.', async () => {
    const clock = createVirtualClock()
    const endpoint = createTokenEndpoint(clock)
    const presented: (string | null)[] = []
    const { auth } = createTestAuth({
      ...{ clock, endpoint },
      async fetch(input, init) {
        const request = new Request(input, init)
        if (request.url === 'https://auth.example/token') return endpoint.fetch(request)
        presented.push(request.headers.get('authorization'))
        return new Response()
      },
    })
    const calls = [auth.getToken(), auth.headers(), auth.session(), auth.fetch('/a'), auth.fetch('/b'), auth.refresh()]
    await clock.settle(Promise.all(calls))
    expect(endpoint.requests).toHaveLength(1)
    expect(presented).toEqual(['Bearer access-token-1', 'Bearer access-token-1'])
  })

  test('A request that fails fails all who wait for it, and is not repeated for each.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.goDown({ status: 500 })
    const outcomes = Promise.allSettled(Array.from({ length: 100 }, () => auth.getToken()))
    const codes = (await clock.settle(outcomes)).map((outcome) => 'reason' in outcome && outcome.reason.code)
    expect(codes).toEqual(Array(100).fill('server_error'))
    expect(endpoint.requests).toHaveLength(3)
  })
})
