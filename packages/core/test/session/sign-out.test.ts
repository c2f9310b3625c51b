import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { createFaultyStore, deaf } from '../support/faulty-store.ts'
import { storeKey } from '../support/store-key.ts'
import { createTestAuth, createTwins, failureOf } from '../support/test-adapter.ts'
import { createTokenEndpoint } from '../support/token-endpoint.ts'

const expiredMs = 3_600_000
const key = storeKey()
const { signal } = new AbortController()

describe('A sign-out', () => {
  test('fails when the store takes too long, and can be tried again.', async () => {
    const clock = createVirtualClock()
    const store = createMemoryStore(clock)
    const { auth, endpoint } = createTestAuth({ clock, store: deaf(store), identity: 'ada' })
    await auth.getToken()
    const { promise, resolve: letGo } = Promise.withResolvers<string | undefined>()
    const other = store.update(key, (current) => promise.then(() => current), { signal })
    expect(await failureOf(clock, auth.signOut())).toMatchObject({
      code: 'timeout',
      phase: 'sign-out',
      message: '@auth/test: signing out took too long',
    })
    expect(clock.monotonic()).toBe(35_000)
    expect(clock.timers).toBe(0)
    letGo(undefined)
    await other
    await clock.settle(auth.signOut())
    expect(await store.read(key, { signal })).toContain('"signedOut":true')
    expect(endpoint.requests.at(-1)).toMatchObject({ grant: 'revoke', refreshToken: 'refresh-token-1' })
  })

  test('ends the session in memory, not the older one in a store that could not be written.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { auth, endpoint } = createTestAuth({ clock, store, identity: 'ada' })
    await auth.getToken()
    await clock.advance(expiredMs)
    store.fault = 'write'
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-2')
    store.fault = undefined
    await clock.settle(auth.signOut())
    expect(endpoint.requests.at(-1)).toMatchObject({ grant: 'revoke', refreshToken: 'refresh-token-2' })
    expect(store.text).toContain('"signedOut":true')
  })

  test('tells the provider once, though it is called again.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    for (let call = 0; call < 3; call += 1) await clock.settle(auth.signOut())
    expect(endpoint.requests.filter(({ grant }) => grant === 'revoke')).toHaveLength(1)
  })

  test('revokes also what a renewal brings that was under way.', async () => {
    const clock = createVirtualClock()
    const endpoint = createTokenEndpoint(clock)
    let travel: Promise<unknown> = Promise.resolve()
    const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const answer = await endpoint.fetch(url, init)
      await travel
      return answer
    }
    const { auth } = createTestAuth({ clock, endpoint, fetch })
    await auth.getToken()
    const { promise, resolve: arrive } = Promise.withResolvers<void>()
    travel = promise
    auth.refresh().catch(() => {})
    await clock.advance(0)
    travel = Promise.resolve()
    await clock.settle(auth.signOut())
    arrive()
    await clock.settle(auth[Symbol.asyncDispose]())
    const revoked = endpoint.requests.filter(({ grant }) => grant === 'revoke')
    expect(revoked.map(({ refreshToken }) => refreshToken)).toEqual(['refresh-token-1', 'refresh-token-2'])
    expect(endpoint.requests).toHaveLength(4)
  })

  test('ends a session that only the store knows.', async () => {
    const { first, second, store } = createTwins()
    await first.auth.getToken()
    await second.clock.settle(second.auth.signOut())
    expect(second.endpoint.requests.at(-1)).toMatchObject({ grant: 'revoke', refreshToken: 'refresh-token-1' })
    expect(await store.read(key, { signal })).toContain('"signedOut":true')
  })

  test('that gets its turn in the store after a later `signIn` leaves that session alone.', async () => {
    const clock = createVirtualClock()
    const memory = createMemoryStore(clock)
    const { promise: turn, resolve: giveTurn } = Promise.withResolvers<void>()
    let updates = 0
    const store: TokenStore = {
      read: memory.read,
      async update(...parameters) {
        updates += 1
        if (updates === 1) await turn
        return memory.update(...parameters)
      },
    }
    const { auth } = createTestAuth({ clock, store, identity: 'ada' })
    const leaving = auth.signOut()
    await clock.advance(0)
    await clock.settle(auth.signIn())
    giveTurn()
    await clock.settle(leaving)
    expect(await memory.read(key, { signal })).toContain('access-token-1')
    expect((await auth.getToken()).value).toBe('access-token-1')
  })

  test('is not undone by an earlier write that was still waiting for the store.', async () => {
    const clock = createVirtualClock()
    const memory = createFaultyStore(clock)
    const written: (string | undefined)[] = []
    const store: TokenStore = {
      read: memory.read,
      update: (name, change, options) =>
        memory.update(
          name,
          async (...call) => {
            const text = await change(...call)
            written.push(text)
            return text
          },
          options,
        ),
    }
    const { auth } = createTestAuth({ clock, store, identity: 'ada' })
    memory.fault = 'write'
    await clock.settle(auth.getToken())
    memory.fault = undefined
    const { promise, resolve: letGo } = Promise.withResolvers<undefined>()
    const other = memory.update(key, () => promise, { signal })
    await auth.getToken()
    await clock.advance(0)
    const leaving = auth.signOut()
    written.length = 0
    letGo(undefined)
    await other
    await clock.settle(leaving)
    expect(written).toEqual([undefined, expect.stringContaining('"signedOut":true')])
  })
})
