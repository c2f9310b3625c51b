import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore } from '../../src/index.ts'
import { codeOf, grantsOf, lifeMs, readRecord, readText, writeText } from '../support/records.ts'
import { ada, createTestAuth, createTwins, failureOf } from '../support/test-adapter.ts'
import { createWatched, watch } from '../support/watched-store.ts'

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
