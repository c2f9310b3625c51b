import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { createTestAuth, failureOf } from '../support/test-adapter.ts'

describe('A token that the API rejected', () => {
  test('Ten late refusals of one dead token renew it once.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    const dead = await auth.getToken()
    const together = Array.from({ length: 5 }, () => auth.refresh({ rejected: dead }))
    const early = await clock.settle(Promise.all(together))
    for (let call = 0; call < 5; call += 1) early.push(await auth.refresh({ rejected: dead.value }))
    expect(new Set(early.map((token) => token.value))).toEqual(new Set(['access-token-2']))
    expect(early).toHaveLength(10)
    expect(endpoint.requests).toHaveLength(2)
  })

  test('A refusal of an older token is answered with the current one, without a request.', async () => {
    const { auth, endpoint } = createTestAuth()
    await auth.getToken()
    const current = await auth.refresh()
    expect(await auth.refresh({ rejected: 'access-token-1' })).toBe(current)
    expect(await auth.refresh({ rejected: 'never-heard-of-it' })).toBe(current)
    expect(endpoint.requests).toHaveLength(2)
  })

  test('A refresh without a rejected token renews, and shares its request.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    const tokens = await clock.settle(Promise.all([auth.refresh(), auth.refresh(), auth.refresh()]))
    expect(tokens.map((token) => token.value)).toEqual(['access-token-2', 'access-token-2', 'access-token-2'])
    expect(endpoint.requests).toHaveLength(2)
  })

  test('It is not served again while its replacement cannot be had.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    const dead = await auth.getToken()
    endpoint.goDown({ status: 500 })
    expect(await failureOf(clock, auth.refresh({ rejected: dead }))).toMatchObject({ code: 'server_error' })
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'cooling_down' })
    endpoint.recover()
    await clock.advance(1000)
    expect((await auth.getToken()).value).toBe('access-token-2')
  })

  test('A provider that issues it again gets `token_rejected`, and not a loop.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fields = { access_token: 'the-same' }
    const dead = await auth.getToken()
    expect(await failureOf(clock, auth.refresh({ rejected: dead }))).toMatchObject({
      code: 'token_rejected',
      retryable: false,
    })
    expect(endpoint.requests).toHaveLength(2)
    for (let call = 0; call < 20; call += 1) await failureOf(clock, auth.getToken())
    expect(endpoint.requests).toHaveLength(2)
  })

  test('A provider that takes turns between two rejected tokens is found out.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fields = { access_token: 'left' }
    const left = await auth.getToken()
    endpoint.fields = { access_token: 'right' }
    const right = await auth.refresh({ rejected: left })
    await clock.advance(30_000)
    endpoint.fields = { access_token: 'left' }
    expect(await failureOf(clock, auth.refresh({ rejected: right }))).toMatchObject({ code: 'token_rejected' })
  })

  test('A rejected token is not forgotten when another one is rejected again and again.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fields = { access_token: 'left' }
    const left = await auth.getToken()
    endpoint.fields = { access_token: 'right' }
    const right = await auth.refresh({ rejected: left })
    endpoint.goDown({ status: 500 })
    for (let call = 0; call < 20; call += 1) await failureOf(clock, auth.refresh({ rejected: right }))
    endpoint.recover()
    endpoint.fields = { access_token: 'left' }
    await clock.advance(60_000)
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'token_rejected' })
  })

  test('Sixteen rejected tokens are remembered, which is little for a client that lives for years.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    let rejected = await auth.getToken()
    for (let call = 0; call < 15; call += 1) {
      rejected = await auth.refresh({ rejected })
      await clock.advance(30_000)
    }
    endpoint.fields = { access_token: 'access-token-1' }
    expect(await failureOf(clock, auth.refresh({ rejected }))).toMatchObject({ code: 'token_rejected' })
    endpoint.fields = {}
    await clock.advance(60_000)
    rejected = await auth.getToken()
    endpoint.fields = { access_token: 'access-token-1' }
    expect((await auth.refresh({ rejected })).value).toBe('access-token-1')
  })

  test('A renewal that was under way when the token was rejected must not bring it back.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fields = { access_token: 'the-same' }
    const dead = await auth.getToken()
    await clock.advance(3_450_000)
    const release = endpoint.hold()
    await auth.getToken()
    await clock.advance(0)
    const refreshed = auth.refresh({ rejected: dead })
    release()
    expect(await failureOf(clock, refreshed)).toMatchObject({ code: 'token_rejected' })
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'cooling_down' })
  })

  test('A token that is rejected while it is issued again, and stored, is handed to nobody.', async () => {
    const clock = createVirtualClock()
    const memory = createMemoryStore(clock)
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    let slow = false
    const store: TokenStore = {
      read: memory.read,
      async update(...call) {
        const text = await memory.update(...call)
        if (slow) await gate
        return text
      },
    }
    const { auth, endpoint } = createTestAuth({ clock, store, identity: 'ada' })
    endpoint.fields = { access_token: 'the-same' }
    const dead = await auth.getToken()
    await clock.advance(3_595_000)
    slow = true
    const calls = [auth.getToken(), auth.refresh()]
    await clock.advance(0)
    calls.push(auth.refresh({ rejected: dead }))
    const outcomes = Promise.allSettled(calls)
    open()
    for (const outcome of await clock.settle(outcomes)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'token_rejected' } })
    }
  })

  test('A rejected token is replaced by `fetch` with one renewal, though ten requests found it dead.', async () => {
    const dead = new Set(['Bearer access-token-1'])
    const { auth, clock, endpoint } = createTestAuth({
      fetch: async (input, init) => {
        const request = new Request(input, init)
        if (request.url.startsWith('https://auth.example')) return endpoint.fetch(request)
        const authorization = request.headers.get('authorization') ?? ''
        return new Response(authorization, { status: dead.has(authorization) ? 401 : 200 })
      },
    })
    const responses = await clock.settle(Promise.all(Array.from({ length: 10 }, () => auth.fetch('/things'))))
    expect(responses.map((response) => response.status)).toEqual(Array(10).fill(200))
    expect(endpoint.requests).toHaveLength(2)
  })
})
