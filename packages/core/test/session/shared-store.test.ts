import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import type { TokenStore } from '../../src/index.ts'
import { createFaultyStore } from '../support/faulty-store.ts'
import { storeKey } from '../support/store-key.ts'
import { ada, createTestAuth, createTwins, failureOf } from '../support/test-adapter.ts'
import { createTokenEndpoint } from '../support/token-endpoint.ts'

const expiredMs = 3_600_000
const key = storeKey()
const stored = (store: TokenStore): Promise<string | undefined> =>
  store.read(key, { signal: new AbortController().signal })

describe('Two clients that share a store', () => {
  test('One signs in, and the other takes over its session.', async () => {
    const { first, second } = createTwins()
    await first.auth.getToken()
    expect((await second.auth.getToken()).value).toBe('access-token-1')
    expect(await second.auth.session()).toEqual({ user: 'ada' })
    await second.clock.advance(0)
    expect(second.events).toMatchObject([{ type: 'adopted', generation: 1 }])
    expect(first.endpoint.requests).toHaveLength(1)
  })

  test('They ask at the same moment, cold or expired, and one request is made.', async () => {
    const { first, second } = createTwins()
    const ask = (): Promise<string[]> =>
      first.clock.settle(
        Promise.all([first, second, first, second].map(async ({ auth }) => (await auth.getToken()).value)),
      )
    expect(new Set(await ask())).toEqual(new Set(['access-token-1']))
    await first.clock.advance(expiredMs)
    expect(new Set(await ask())).toEqual(new Set(['access-token-2']))
    expect(first.endpoint.requests).toHaveLength(2)
    expect(first.clock.timers).toBe(0)
  })

  test('One renews, and the other adopts at its own renewal, without spending the old refresh token.', async () => {
    const { first, second } = createTwins()
    await first.auth.getToken()
    await second.auth.getToken()
    await first.clock.advance(3_450_000)
    await first.auth.refresh()
    await second.auth.getToken()
    await second.clock.advance(0)
    expect((await second.auth.getToken()).value).toBe('access-token-2')
    expect(first.endpoint.requests).toHaveLength(2)
    expect(first.endpoint.reuseDetected).toBe(false)
  })

  test('A refused token is replaced by the newer one of the other, without a request.', async () => {
    const { first, second } = createTwins()
    await first.auth.getToken()
    const old = await second.auth.getToken()
    await first.auth.refresh()
    expect((await second.auth.refresh({ rejected: old })).value).toBe('access-token-2')
    expect(first.endpoint.requests).toHaveLength(2)
  })

  test('A stored token that was refused is not adopted.', async () => {
    const { first, second } = createTwins()
    const dead = await first.auth.getToken()
    expect((await second.auth.refresh({ rejected: dead.value })).value).toBe('access-token-2')
  })

  test('In an outage a new process serves the little life that a stored token has left.', async () => {
    const { first, second } = createTwins()
    await first.auth.getToken()
    await first.clock.advance(3_595_000)
    first.endpoint.goDown({ status: 500 })
    expect((await second.clock.settle(second.auth.getToken())).value).toBe('access-token-1')
    await first.clock.advance(5000)
    await failureOf(second.clock, second.auth.getToken())
  })

  test('A refused refresh token sends it back to the store, where the other has a newer one.', async () => {
    const { first, second, store } = createTwins()
    await first.auth.getToken()
    await second.auth.getToken()
    const text = await stored(store)
    // A store without a real lock: this client read the record before the other wrote it.
    const late: TokenStore = {
      read: store.read,
      async update(_, change, options) {
        await change(text, options.signal)
        return undefined
      },
    }
    const { clock, endpoint } = first
    const third = createTestAuth({ clock, endpoint, store: late, identity: 'ada' })
    await third.auth.getToken()
    await first.auth.refresh()
    endpoint.fail({ status: 400, body: { error: 'invalid_grant' } })
    expect((await third.auth.refresh()).value).toBe('access-token-2')
    expect(endpoint.requests.map((request) => request.grant)).toEqual(['password', 'refresh', 'refresh'])
  })

  test('A sign-out ends the session for both, and at the provider.', async () => {
    const { first, second, store } = createTwins({ credentials: undefined })
    await first.auth.signIn(ada)
    await second.auth.getToken()
    await second.auth.signOut()
    expect(await stored(store)).toContain('"signedOut":true')
    expect(first.endpoint.requests.at(-1)).toMatchObject({ grant: 'revoke', refreshToken: 'refresh-token-1' })
    await first.clock.advance(expiredMs)
    expect(await failureOf(first.clock, first.auth.getToken())).toMatchObject({ code: 'reauth_required' })
  })

  test('A sign-out by a client that has read nothing yet ends the stored session.', async () => {
    const { first, second, store } = createTwins()
    await first.auth.getToken()
    await second.auth.signOut()
    expect(await stored(store)).toContain('"signedOut":true')
    expect(first.endpoint.requests.at(-1)).toMatchObject({ grant: 'revoke', refreshToken: 'refresh-token-1' })
  })

  test('A sign-out never removes what the other stored later: a new session after a sign-out.', async () => {
    const { first, second, store } = createTwins()
    await first.auth.getToken()
    await first.auth.refresh()
    await second.auth.getToken()
    await first.auth.signOut()
    await first.clock.advance(1000)
    await first.auth.signIn()
    await second.auth.signOut()
    await second.auth.signOut()
    expect(await stored(store)).toContain('access-token-3')
    expect((await first.auth.getToken()).value).toBe('access-token-3')
  })

  test('A sign-out that the store failed is complete when it is called again.', async () => {
    const { first, second, store } = createTwins()
    await first.auth.getToken()
    await second.auth.getToken()
    const failing = Object.assign(store, { update: store.update })
    const { update } = store
    failing.update = () => Promise.reject(new Error('down'))
    expect(await failureOf(second.clock, second.auth.signOut())).toMatchObject({ code: 'store_failed' })
    failing.update = update
    await second.auth.signOut()
    expect(await stored(store)).toContain('"signedOut":true')
    expect(first.endpoint.requests.at(-1)).toMatchObject({ grant: 'revoke', refreshToken: 'refresh-token-1' })
  })

  test('What could not be stored is not written over what the other stored meanwhile.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { first, second } = createTwins({ clock, store })
    store.fault = 'write'
    await clock.settle(first.auth.getToken())
    store.fault = undefined
    await clock.advance(1000)
    await second.auth.getToken()
    await first.auth.getToken()
    await clock.advance(0)
    expect(store.text).toContain('access-token-2')
  })

  test('People under different identities never see each other.', async () => {
    const clock = createVirtualClock()
    const endpoint = createTokenEndpoint(clock)
    endpoint.accept('grace', 'nanoseconds')
    const { first, store } = createTwins({ clock, endpoint, credentials: undefined })
    const grace = createTestAuth({ clock, endpoint, store, identity: 'grace', credentials: undefined })
    await first.auth.signIn(ada)
    expect(await failureOf(clock, grace.auth.getToken())).toMatchObject({ code: 'reauth_required' })
    await grace.auth.signIn({ username: 'grace', password: 'nanoseconds' })
    expect(await first.auth.session()).toEqual({ user: 'ada' })
    expect(await grace.auth.session()).toEqual({ user: 'grace' })
  })
})
