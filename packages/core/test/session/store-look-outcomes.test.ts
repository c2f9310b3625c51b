import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { createPair, grantsOf } from '../support/records.ts'
import { ada, createTestAuth } from '../support/test-adapter.ts'
import { createWatched } from '../support/watched-store.ts'

describe('A look at the store', () => {
  test('that finds what was there before is no failure of the store.', async () => {
    const { second, seen, clock } = await createWatched()
    await clock.advance(60_001)
    expect((await second.auth.getToken()).value).toBe('access-token-1')
    await clock.advance(0)
    expect(seen.reads).toBe(1)
    expect(second.events.map(({ type }) => type)).not.toContain('store-failed')
  })

  test('that finds a newer token that has expired by now keeps the one in memory.', async () => {
    const { first, second, clock } = await createWatched()
    first.endpoint.fields = { expires_in: 30 }
    await first.auth.refresh()
    first.endpoint.fields = {}
    await clock.advance(60_001)
    expect((await clock.settle(second.auth.getToken())).value).toBe('access-token-1')
    expect(grantsOf(second)).toEqual(['password', 'refresh'])
  })

  test('that ends after a sign-in here does not bring the earlier session back.', async () => {
    const clock = createVirtualClock()
    const memory = createMemoryStore(clock)
    const { first } = await createPair({ clock, store: memory })
    let held: Promise<void> | undefined
    const store: TokenStore = {
      ...memory,
      async read(...call) {
        const hold = held
        held = undefined
        const text = await memory.read(...call)
        await hold
        return text
      },
    }
    const { endpoint } = first
    const { auth } = createTestAuth({ clock, endpoint, store, identity: 'ada', credentials: undefined })
    await auth.getToken()
    await first.auth.refresh()
    await clock.advance(60_001)
    const { promise, resolve: letGo } = Promise.withResolvers<void>()
    held = promise
    const looking = auth.getToken()
    await clock.advance(0)
    // Were it still what the sign-in replaced, it would be known by that.
    await first.auth.refresh()
    await clock.settle(auth.signIn(ada))
    letGo()
    await clock.settle(looking)
    expect((await auth.getToken()).value).toBe('access-token-4')
  })
})
