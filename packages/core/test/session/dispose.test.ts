import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createFaultyStore } from '../support/faulty-store.ts'
import { ada, createTestAuth, failureOf, type TestOverrides } from '../support/test-adapter.ts'

const expiredMs = 3_600_000

/** A client whose renewed session could not be stored. */
async function unsaved(overrides: TestOverrides = {}) {
  const clock = createVirtualClock()
  const store = createFaultyStore(clock)
  const setup = createTestAuth({ clock, store, identity: 'ada', ...overrides })
  await clock.settle(setup.auth.getToken())
  await clock.advance(expiredMs)
  store.fault = 'write'
  return { store, ...setup }
}

describe('Disposing of a client', () => {
  test('stores a session that could not be stored before, so that its refresh token is not lost.', async () => {
    const { auth, clock, store } = await unsaved()
    await clock.settle(auth.getToken())
    // The next use tries again, and fails: from then on a pause is kept.
    await clock.settle(auth.getToken())
    await clock.advance(0)
    await clock.settle(auth.getToken())
    await clock.advance(0)
    const tries = store.tries
    await clock.settle(auth.getToken())
    await clock.advance(0)
    expect(store.tries).toBe(tries)
    store.fault = undefined
    await clock.settle(auth[Symbol.asyncDispose]())
    expect(store.text).toContain('refresh-token-2')
    expect(store.tries).toBe(tries + 1)
    expect(clock.timers).toBe(0)
  })

  test('stores it also where a failed write failed the call.', async () => {
    const { auth, clock, store } = await unsaved({ onStoreFailure: 'fail' })
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'store_failed' })
    store.fault = undefined
    await clock.settle(auth[Symbol.asyncDispose]())
    expect(store.text).toContain('refresh-token-2')
  })

  test.each(['write', 'endless-write'] as const)('ends though the store stays broken (%s).', async (fault) => {
    const { auth, clock, store, events } = await unsaved()
    await clock.settle(auth.getToken())
    const { tries } = store
    store.fault = fault
    await clock.settle(auth[Symbol.asyncDispose]())
    expect(store.tries).toBe(tries + 1)
    expect(clock.timers).toBe(0)
    expect(events.filter(({ type }) => type === 'store-failed')).toHaveLength(2)
    expect(clock.monotonic()).toBeLessThanOrEqual(expiredMs + 4000 + 35_000)
  })

  test.each(['signIn', 'signOut'] as const)(
    'ends though a store never answers what `%s` took the place of.',
    async (by) => {
      const clock = createVirtualClock()
      const silent = { read: () => new Promise<never>(() => {}), update: () => new Promise<never>(() => {}) }
      const { auth } = createTestAuth({ clock, store: silent, identity: 'ada' })
      const asking = auth.getToken()
      await clock.advance(0)
      await clock.settle(Promise.allSettled([asking, auth[by]()]))
      const since = clock.monotonic()
      await clock.settle(auth[Symbol.asyncDispose]())
      expect(clock.monotonic()).toBe(since)
      expect(clock.timers).toBe(0)
    },
  )

  test('ends though the store never writes that somebody signed out during a renewal.', async () => {
    const { auth, clock, endpoint, store } = await unsaved()
    endpoint.latencyMs = 5000
    store.fault = 'endless-write'
    const asking = auth.getToken()
    await clock.advance(1000)
    expect(endpoint.requests.at(-1)).toMatchObject({ grant: 'refresh' })
    await clock.settle(Promise.allSettled([asking, auth.signOut()]))
    const since = clock.monotonic()
    await clock.settle(auth[Symbol.asyncDispose]())
    expect(clock.monotonic()).toBe(since)
    expect(clock.timers).toBe(0)
  })

  test('waits for all that runs, whichever ends first.', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    const { auth, clock } = createTestAuth({ adapter: { signOut: () => gate } })
    await clock.settle(auth.getToken())
    const leaving = auth.signOut()
    await clock.advance(0)
    await auth.signIn()
    let ended = false
    const disposed = auth[Symbol.asyncDispose]().then(() => {
      ended = true
    })
    await clock.advance(0)
    expect(ended).toBe(false)
    open()
    await disposed
    await leaving
  })

  test('waits also for a renewal that a `signIn` took over from, so that its refresh token is not lost.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { auth, endpoint } = createTestAuth({ clock, store, identity: 'ada' })
    await clock.settle(auth.getToken())
    await clock.advance(0.96 * expiredMs)
    const answer = endpoint.hold()
    await clock.settle(auth.getToken())
    await clock.advance(0)
    const dialog = new AbortController()
    const signingIn = auth.signIn(ada, { signal: dialog.signal })
    dialog.abort(new Error('the dialog was closed'))
    await expect(signingIn).rejects.toThrow('the dialog was closed')
    const disposed = auth[Symbol.asyncDispose]().then(() => store.text)
    await clock.advance(0)
    answer()
    expect(await clock.settle(disposed)).toContain('refresh-token-2')
    expect(clock.timers).toBe(0)
  })

  test('writes nothing when there is nothing to write, or the session is over.', async () => {
    const { auth, clock, store } = await unsaved()
    const { tries } = store
    await clock.settle(auth[Symbol.asyncDispose]())
    expect(store.tries).toBe(tries)
    await clock.settle(auth.getToken())
    store.fault = undefined
    await clock.settle(auth.signOut())
    await clock.settle(auth[Symbol.asyncDispose]())
    expect(store.text).toContain('"signedOut":true')
  })

  test('writes nothing where the store cannot be written.', async () => {
    const { auth, clock, store } = await unsaved()
    await clock.settle(auth.getToken())
    const { tries } = store
    store.canWrite = false
    store.fault = undefined
    await clock.settle(auth[Symbol.asyncDispose]())
    expect(store.tries).toBe(tries)
  })
})
