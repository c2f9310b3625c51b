import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore } from '../../src/index.ts'
import { createFaultyStore } from '../support/faulty-store.ts'
import { writeText } from '../support/records.ts'
import { ada, createTestAuth, createTwins, failureOf } from '../support/test-adapter.ts'

describe('A client on a store that cannot be written here', () => {
  test('says of a record that it cannot read, and not that it should be written elsewhere.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    await writeText(store, '{"version":2}')
    store.canWrite = false
    const { auth, endpoint } = createTestAuth({ clock, store, identity: 'ada' })
    expect(await failureOf(clock, auth.getToken())).toMatchObject({
      code: 'store_failed',
      message: expect.stringContaining('the stored session cannot be read'),
    })
    expect(endpoint.requests).toHaveLength(0)
  })

  test('learns there that the session was signed out, and serves its token no more.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { first, second } = createTwins({ clock, store, credentials: undefined })
    await first.auth.signIn(ada)
    await second.auth.getToken()
    await clock.settle(first.auth.signOut())
    store.canWrite = false
    expect(await failureOf(clock, second.auth.refresh())).toMatchObject({ code: 'reauth_required' })
    expect(second.auth.status).toBe('reauth-required')
    expect(await failureOf(clock, second.auth.getToken())).toMatchObject({ code: 'reauth_required' })
  })

  test('does not take the stored session for a sign-in that came a moment before.', async () => {
    const clock = createVirtualClock()
    const memory = createMemoryStore(clock)
    const { first } = createTwins({ clock, store: memory })
    await first.auth.getToken()
    const { endpoint } = first
    let looks = 0
    const store = { ...memory, canWrite: () => looks++ === 0 }
    const { auth } = createTestAuth({ clock, endpoint, store, identity: 'ada', credentials: undefined })
    const grace = { username: 'grace', password: ada.password }
    expect(await failureOf(clock, auth.signIn(grace))).toMatchObject({ code: 'store_failed' })
    expect(endpoint.requests).toHaveLength(1)
  })
})
