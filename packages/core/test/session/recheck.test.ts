import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { createFaultyStore } from '../support/faulty-store.ts'
import { codeOf, createPair, grantsOf, lifeMs, readRecord, readText, writeText } from '../support/records.ts'
import { ada, createTestAuth, createTwins, failureOf, type TestOverrides } from '../support/test-adapter.ts'

interface WatchedStore extends TokenStore {
  /** How often it was read without the lock. */
  reads: number
  /** Runs before each read. */
  onRead: () => unknown
}

function watch(inner: TokenStore): WatchedStore {
  const store: WatchedStore = {
    reads: 0,
    onRead: () => {},
    async read(...call) {
      store.reads += 1
      await store.onRead()
      return inner.read(...call)
    },
    update: inner.update,
  }
  return store
}

/** Two clients that hold the session of one person, and the store as the second one sees it. */
async function createWatched(overrides: TestOverrides = {}) {
  const clock = createVirtualClock()
  const store = createMemoryStore(clock)
  const seen = watch(store)
  const { first } = await createPair({ clock, store })
  const { endpoint } = first
  const shared = { clock, endpoint, identity: 'ada', credentials: undefined }
  const second = createTestAuth({ ...shared, store: seen, ...overrides })
  await second.auth.getToken()
  return { first, second, store, seen, clock }
}

describe('A client that holds a fresh token', () => {
  test('looks at the store again when its last look is older than a minute, and not before.', async () => {
    const { second, seen, clock } = await createWatched()
    await clock.advance(59_000)
    await second.auth.getToken()
    expect(seen.reads).toBe(0)
    for (let minute = 1; minute <= 3; minute += 1) {
      await clock.advance(60_001)
      await second.auth.getToken()
      await second.auth.getToken()
      expect(seen.reads).toBe(minute)
    }
    expect(grantsOf(second)).toEqual(['password'])
    expect(clock.timers).toBe(0)
  })

  test('looks as often as `recheckMs` says.', async () => {
    const { first, second, seen, clock } = await createWatched({ timing: { recheckMs: 1000 } })
    await clock.advance(900)
    await second.auth.getToken()
    expect(seen.reads).toBe(0)
    await first.auth.signOut()
    await clock.advance(101)
    expect(await failureOf(clock, second.auth.getToken())).toMatchObject({ code: 'reauth_required' })
    expect(seen.reads).toBe(1)
  })

  test.each([0, -1, Number.NaN, '1000'])('refuses %j as `recheckMs`.', (recheckMs) => {
    // Wrong on purpose: whatever a caller without types may pass.
    const wrong = () => createTestAuth({ timing: { recheckMs: recheckMs as number } })
    expect(wrong).toThrow('`recheckMs` must be a positive number of milliseconds')
  })

  test('finds that somebody has signed out, and drops its token.', async () => {
    const { first, second, store, clock } = await createWatched()
    await first.auth.signOut()
    await clock.advance(60_001)
    for (const call of [second.auth.getToken, second.auth.session, second.auth.headers]) {
      expect(await failureOf(clock, call())).toMatchObject({ code: 'reauth_required' })
    }
    expect(second.auth.status).toBe('reauth-required')
    expect(grantsOf(second)).toEqual(['password'])
    expect(await readRecord(store)).toMatchObject({ signedOut: true })
  })

  test('finds it before it sends a request to the API.', async () => {
    const { first, second, clock } = await createWatched()
    await first.auth.signOut()
    await clock.advance(60_001)
    const sent = first.endpoint.requests.length
    expect(await failureOf(clock, second.auth.fetch('/', { method: 'POST', body: '{}' }))).toMatchObject({
      code: 'reauth_required',
    })
    expect(first.endpoint.requests).toHaveLength(sent)
  })

  test('signs in anew where it has credentials.', async () => {
    const { first, second } = createTwins()
    await first.auth.getToken()
    await second.auth.getToken()
    await first.auth.signOut()
    await first.clock.advance(60_001)
    expect((await second.auth.getToken()).value).toBe('access-token-2')
    expect(grantsOf(second)).toEqual(['password', 'revoke', 'password'])
  })

  test('finds the session of a later sign-in after it found that somebody had signed out.', async () => {
    const { first, second, clock } = await createWatched()
    await first.auth.signOut()
    await clock.advance(60_001)
    await failureOf(clock, second.auth.getToken())
    await first.auth.signIn(ada)
    expect((await second.auth.getToken()).value).toBe('access-token-2')
    expect(second.auth.status).toBe('fresh')
  })

  test.each(['renewed', 'replaced by a new sign-in'])('adopts a session that was %s elsewhere.', async (how) => {
    const { first, second, clock } = await createWatched()
    await clock.advance(1000)
    await (how === 'renewed' ? first.auth.refresh() : first.auth.signIn(ada))
    expect((await second.auth.getToken()).value).toBe('access-token-1')
    await clock.advance(60_001)
    expect((await second.auth.getToken()).value).toBe('access-token-2')
    await clock.advance(0)
    expect(second.events.at(-1)).toMatchObject({ type: 'adopted', generation: 2 })
    expect(first.endpoint.requests).toHaveLength(2)
  })

  test('goes on with its own session where the record is gone, or older than what it holds.', async () => {
    const { first, second, store, clock } = await createWatched()
    const older = await readText(store)
    await second.auth.refresh()
    for (const text of [undefined, older]) {
      await writeText(store, text)
      await clock.advance(60_001)
      expect((await second.auth.getToken()).value).toBe('access-token-2')
    }
    expect(grantsOf(first)).toEqual(['password', 'refresh'])
  })
})

describe('A client without a token that waits out a failure', () => {
  test('is given the session that another client has got meanwhile, without a request.', async () => {
    const { first, second, clock } = await createWatched({ timing: { recheckMs: 5000 } })
    await clock.advance(lifeMs)
    first.endpoint.fail({ status: 429, headers: { 'retry-after': '600' } })
    expect(await failureOf(clock, second.auth.getToken())).toMatchObject({ code: 'rate_limited' })
    expect(await failureOf(clock, second.auth.getToken())).toMatchObject({ code: 'cooling_down' })
    await clock.settle(first.auth.getToken())
    await clock.advance(5000)
    const sent = first.endpoint.requests.length
    expect((await second.auth.getToken()).value).toBe('access-token-2')
    expect(first.endpoint.requests).toHaveLength(sent)
  })

  test('stays signed out here, whoever has signed in elsewhere.', async () => {
    const { first, second, clock } = await createWatched({ timing: { recheckMs: 5000 } })
    await second.auth.signOut()
    first.endpoint.fail({ status: 429, headers: { 'retry-after': '600' } })
    expect(await failureOf(clock, second.auth.signIn(ada))).toMatchObject({ code: 'rate_limited' })
    await first.auth.signIn(ada)
    await clock.advance(5000)
    expect(await failureOf(clock, second.auth.getToken())).toMatchObject({ code: 'reauth_required' })
    expect(second.auth.status).toBe('reauth-required')
  })
})

describe('A sign-out during the look of a client without a token', () => {
  test('is not undone by the session that the look finds.', async () => {
    const clock = createVirtualClock()
    const seen = watch(createMemoryStore(clock))
    const { first, second } = createTwins({ clock, store: seen, timing: { recheckMs: 1000 } })
    first.endpoint.fail({ status: 429, headers: { 'retry-after': '600' } })
    expect(await failureOf(clock, second.auth.getToken())).toMatchObject({ code: 'rate_limited' })
    await first.auth.getToken()
    await clock.advance(1000)
    const { promise, resolve } = Promise.withResolvers<void>()
    seen.onRead = () => promise
    const asking = codeOf(second.auth.getToken())
    await clock.advance(0)
    const leaving = second.auth.signOut()
    resolve()
    await clock.settle(leaving)
    expect(await clock.settle(asking)).toBe('reauth_required')
    expect(second.auth.status).toBe('reauth-required')
  })
})

describe('The look', () => {
  test('is one for all concurrent callers, who wait for it.', async () => {
    const { first, second, seen, clock } = await createWatched()
    await first.auth.refresh()
    await clock.advance(60_001)
    const { promise, resolve } = Promise.withResolvers<void>()
    seen.onRead = () => promise
    const given: string[] = []
    const asking = Array.from({ length: 50 }, async () => given.push((await second.auth.getToken()).value))
    await clock.advance(0)
    expect(given).toEqual([])
    resolve()
    await clock.settle(Promise.all(asking))
    expect(new Set(given)).toEqual(new Set(['access-token-2']))
    expect(seen.reads).toBe(1)
  })

  test('goes on for the others when one of them leaves.', async () => {
    const { first, second, seen, clock } = await createWatched()
    await first.auth.signOut()
    await clock.advance(60_001)
    const { promise, resolve } = Promise.withResolvers<void>()
    seen.onRead = () => promise
    const controller = new AbortController()
    const leaving = codeOf(second.auth.getToken({ signal: controller.signal }))
    const staying = codeOf(second.auth.getToken())
    await clock.advance(0)
    const reason = new Error('never mind')
    controller.abort(reason)
    expect(await leaving).toBe(reason)
    resolve()
    expect(await clock.settle(staying)).toBe('reauth_required')
    expect(seen.reads).toBe(1)
  })

  test('that fails serves the token, with an event, and is not tried again by every call.', async () => {
    const { second, seen, clock } = await createWatched()
    await clock.advance(60_001)
    seen.onRead = () => Promise.reject(new Error('down'))
    for (let call = 0; call < 10; call += 1) expect((await second.auth.getToken()).value).toBe('access-token-1')
    await clock.advance(0)
    expect(second.events.at(-1)).toMatchObject({ type: 'store-failed' })
    expect(seen.reads).toBeLessThan(5)
    expect(second.auth.status).toBe('fresh')
  })

  test('that never ends serves the token all the same.', async () => {
    const { second, seen, clock } = await createWatched()
    await clock.advance(60_001)
    seen.onRead = () => new Promise(() => {})
    expect((await clock.settle(second.auth.getToken())).value).toBe('access-token-1')
    expect(clock.monotonic()).toBeLessThan(lifeMs / 10)
  })

  test('that never ends holds up no later call, until another one is due.', async () => {
    const { second, seen, clock } = await createWatched()
    await clock.advance(60_001)
    seen.onRead = () => new Promise(() => {})
    await clock.settle(second.auth.getToken())
    const since = clock.monotonic()
    for (let call = 0; call < 10; call += 1) await clock.settle(second.auth.getToken())
    expect(clock.monotonic()).toBe(since)
  })

  test('is no failure of the store when the only caller leaves.', async () => {
    const { second, seen, clock } = await createWatched()
    await clock.advance(60_001)
    seen.onRead = () => new Promise(() => {})
    const controller = new AbortController()
    const leaving = codeOf(second.auth.getToken({ signal: controller.signal }))
    await clock.advance(0)
    const reason = new Error('never mind')
    controller.abort(reason)
    expect(await leaving).toBe(reason)
    await clock.advance(0)
    expect(second.events.map(({ type }) => type)).not.toContain('store-failed')
  })

  test.each([0, lifeMs])('is made for `session` too, which makes no request, after %d ms.', async (pastMs) => {
    const { first, second, clock } = await createWatched()
    await clock.advance(pastMs)
    expect(await second.auth.session()).toEqual({ user: 'ada' })
    await first.auth.signOut()
    await clock.advance(60_001)
    expect(await failureOf(clock, second.auth.session())).toMatchObject({ code: 'reauth_required' })
    expect(grantsOf(second)).toEqual(['password'])
  })

  test('is waited for by who disposes of the client, though its caller has given up.', async () => {
    const { second, seen, clock } = await createWatched()
    await clock.advance(60_001)
    let isOver = false
    seen.onRead = () =>
      new Promise<void>((resolve) =>
        clock.schedule(() => {
          isOver = true
          resolve()
        }, 9000),
      )
    await clock.settle(second.auth.getToken())
    expect(isOver).toBe(false)
    await clock.settle(second.auth[Symbol.asyncDispose]())
    expect(isOver).toBe(true)
  })

  test('that finds a damaged record serves the token, and the next renewal replaces the record.', async () => {
    const { second, store, clock } = await createWatched()
    await writeText(store, '{"version":1,"accessToken":')
    await clock.advance(60_001)
    expect((await second.auth.getToken()).value).toBe('access-token-1')
    await second.auth.refresh()
    expect(await readText(store)).toContain('refresh-token-2')
  })

  test('that finds a record that cannot be read serves the token, with an event.', async () => {
    const { second, store, clock } = await createWatched()
    await writeText(store, JSON.stringify({ ...(await readRecord(store)), version: 2 }))
    await clock.advance(60_001)
    expect((await second.auth.getToken()).value).toBe('access-token-1')
    await clock.advance(0)
    expect(second.events.at(-1)).toMatchObject({ type: 'store-failed' })
  })

  test('does not bring back an older token while a newer one could not be stored.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { first } = await createPair({ clock, store })
    store.fault = 'write'
    await clock.settle(first.auth.refresh())
    await clock.advance(60_001)
    expect((await clock.settle(first.auth.getToken())).value).toBe('access-token-2')
    await clock.advance(60_001)
    expect((await clock.settle(first.auth.getToken())).value).toBe('access-token-2')
  })
})
