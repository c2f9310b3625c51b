import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createFaultyStore } from '../support/faulty-store.ts'
import { ada, createTestAuth, createTwins } from '../support/test-adapter.ts'

const expiredMs = 3_600_000

/** Two clients of one person on a store that fails on demand. */
function createPair() {
  const clock = createVirtualClock()
  const store = createFaultyStore(clock)
  return { ...createTwins({ clock, store, credentials: undefined }), clock, faults: store }
}

describe('A sign-out from a session that could not be stored', () => {
  test('ends the older session that the store has in its place, too.', async () => {
    const { first, second, clock, faults } = createPair()
    await first.auth.signIn(ada)
    faults.fault = 'write'
    await clock.settle(second.auth.signIn(ada))
    expect(faults.text).toContain('access-token-1')
    faults.fault = undefined
    await clock.settle(second.auth.signOut())
    expect(faults.text).toContain('"signedOut":true')
    expect(second.endpoint.requests.at(-1)).toMatchObject({ grant: 'revoke', refreshToken: 'refresh-token-2' })
  })

  test('leaves a mark that later tokens are numbered after.', async () => {
    const { first, second, clock, faults } = createPair()
    await first.auth.signIn(ada)
    await clock.advance(expiredMs)
    faults.fault = 'write'
    const unsaved = await clock.settle(first.auth.getToken())
    faults.fault = undefined
    await clock.settle(first.auth.signOut())
    await second.auth.signIn(ada)
    expect((await second.auth.getToken()).generation).toBeGreaterThan(unsaved.generation)
  })
})

test('A sign-out by a client that knows no session leaves the mark of an earlier one as it is.', async () => {
  const { first, clock, faults, second } = createPair()
  await first.auth.signIn(ada)
  await clock.settle(first.auth.signOut())
  const mark = faults.text
  await clock.advance(1000)
  await clock.settle(second.auth.signOut())
  expect(faults.text).toBe(mark)
  expect(second.endpoint.requests.filter(({ grant }) => grant === 'revoke')).toHaveLength(1)
})

test('A new client on a store with such a mark can sign in.', async () => {
  const { first, clock, faults } = createPair()
  await first.auth.signIn(ada)
  await clock.settle(first.auth.signOut())
  const { endpoint } = first
  const { auth } = createTestAuth({ clock, endpoint, store: faults, identity: 'ada', credentials: undefined })
  await auth.signIn(ada)
  expect(faults.text).toContain('access-token-2')
})
