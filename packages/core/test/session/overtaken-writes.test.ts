import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createFaultyStore } from '../support/faulty-store.ts'
import { createOptimisticStore } from '../support/lockless-stores.ts'
import { createPair } from '../support/records.ts'
import { ada, createTwins, failureOf, testAdapter } from '../support/test-adapter.ts'

const expiredMs = 3_600_000

test('A renewal during which somebody else has signed in, on a store without a lock, takes over that session.', async () => {
  const clock = createVirtualClock()
  const store = createOptimisticStore('run again')
  let overtake: (() => Promise<unknown>) | undefined
  const { first, second } = createTwins({
    clock,
    store,
    credentials: undefined,
    adapter: {
      async renew(...call) {
        const renewed = await testAdapter.renew(...call)
        await overtake?.()
        return renewed
      },
    },
  })
  await first.auth.signIn(ada)
  await clock.advance(expiredMs)
  first.endpoint.latencyMs = 100
  overtake = () => second.auth.signIn(ada)
  expect((await clock.settle(first.auth.getToken())).value).toBe('access-token-3')
  await clock.settle(first.auth[Symbol.asyncDispose]())
  expect(store.text).toContain('access-token-3')
})

describe('A renewed session that is written again after a failure', () => {
  /** Two clients of a session, of which the first renews and cannot write. */
  async function failing() {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { first, second } = await createPair({ clock, store })
    await clock.advance(expiredMs)
    store.fault = 'write'
    const renewing = first.auth.getToken()
    renewing.catch(() => {})
    await clock.advance(0)
    store.fault = undefined
    return { clock, store, first, second, renewing }
  }

  test('is over when it was signed out elsewhere meanwhile.', async () => {
    const { clock, store, first, second, renewing } = await failing()
    await second.auth.signOut()
    expect(await failureOf(clock, renewing)).toMatchObject({
      code: 'reauth_required',
      message: expect.stringContaining('the session was signed out'),
    })
    expect(first.auth.status).toBe('reauth-required')
    expect(store.text).toContain('"signedOut":true')
  })

  test('gives way to one that was started elsewhere meanwhile.', async () => {
    const { clock, store, second, renewing } = await failing()
    await clock.advance(1)
    await second.auth.signIn(ada)
    expect((await clock.settle(renewing)).value).toBe('access-token-3')
    expect(store.text).toContain('access-token-3')
  })
})
