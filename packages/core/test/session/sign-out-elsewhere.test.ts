import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createFaultyStore } from '../support/faulty-store.ts'
import { createOptimisticStore } from '../support/lockless-stores.ts'
import { codeOf, createPair, grantsOf, lifeMs, readRecord, readText, timesSent } from '../support/records.ts'
import { ada, createTwins, failureOf, type TestSetup } from '../support/test-adapter.ts'

const lookMs = 61_000
const revoked = ({ endpoint }: TestSetup): (string | undefined)[] =>
  endpoint.requests.filter(({ grant }) => grant === 'revoke').map(({ refreshToken }) => refreshToken)

describe('A sign-out by a client that holds an older token of the session', () => {
  test.each([1, 3])('ends the session also after %d renewals by another client.', async (renewals) => {
    const { first, second, store } = createTwins({ credentials: undefined })
    await first.auth.signIn(ada)
    await second.auth.getToken()
    for (let renewal = 0; renewal < renewals; renewal += 1) await first.auth.refresh()
    await second.auth.signOut()
    expect(await readRecord(store)).toMatchObject({ version: 1, signedOut: true })
    expect(revoked(second)).toEqual([`refresh-token-${renewals + 1}`])
    await first.clock.advance(lookMs)
    expect(await failureOf(first.clock, first.auth.getToken())).toMatchObject({ code: 'reauth_required' })
  })

  test('ends it also when the renewal was under way, and waits for the lock.', async () => {
    const { first, second, store } = createTwins({ credentials: undefined })
    await first.auth.signIn(ada)
    await second.auth.getToken()
    first.endpoint.latencyMs = 5000
    const renewing = first.auth.refresh()
    await first.clock.advance(0)
    await first.clock.settle(second.auth.signOut())
    expect((await renewing).value).toBe('access-token-2')
    expect(await readRecord(store)).toMatchObject({ signedOut: true })
    expect(revoked(second)).toEqual(['refresh-token-2'])
    await first.clock.advance(lookMs)
    expect(await failureOf(first.clock, first.auth.getToken())).toMatchObject({ code: 'reauth_required' })
  })

  test.each([
    ['a sign-out and a sign-in', async ({ auth }: TestSetup) => auth.signOut().then(() => auth.signIn(ada))],
    ['a sign-in in its place', async ({ auth }: TestSetup) => auth.signIn(ada)],
  ])('does not end a new session: %s by another client.', async (_, startAnew) => {
    for (const pauseMs of [0, 1000]) {
      const { first, second, store } = createTwins({ credentials: undefined })
      await first.auth.signIn(ada)
      await second.auth.getToken()
      await first.clock.advance(pauseMs)
      await startAnew(first)
      // Also when it is called again: by then the client holds nothing, and has seen the new session.
      for (let call = 0; call < 2; call += 1) await second.auth.signOut()
      expect(await readText(store)).toContain('refresh-token-2')
      expect(revoked(second)).not.toContain('refresh-token-2')
      await first.clock.advance(lookMs)
      expect((await first.auth.getToken()).value).toBe('access-token-2')
      expect((await first.auth.refresh()).value).toBe('access-token-3')
      expect(await failureOf(second.clock, second.auth.getToken())).toMatchObject({ code: 'reauth_required' })
    }
  })

  test('does not end a new session that was renewed since.', async () => {
    const { first, second, store } = createTwins({ credentials: undefined })
    await first.auth.signIn(ada)
    await second.auth.getToken()
    await first.auth.signIn(ada)
    await first.auth.refresh()
    await second.auth.signOut()
    expect(await readText(store)).toContain('refresh-token-3')
    expect(revoked(second)).not.toContain('refresh-token-3')
  })
})

describe('A sign-out by a client that holds no session, and had found none before', () => {
  test.each([
    ['at first', async () => {}],
    ['any more', async ({ auth }: TestSetup) => auth.signIn(ada).then(() => auth.signOut())],
  ])('ends the one that somebody has started since: there was none %s.', async (_, before) => {
    const { first, second, store } = createTwins({ credentials: undefined })
    await before(first)
    expect(await failureOf(second.clock, second.auth.getToken())).toMatchObject({ code: 'reauth_required' })
    await first.auth.signIn(ada)
    await second.auth.signOut()
    expect(await readRecord(store)).toMatchObject({ signedOut: true })
    await first.clock.advance(lookMs)
    expect(await failureOf(first.clock, first.auth.getToken())).toMatchObject({ code: 'reauth_required' })
  })

  test('ends it also after a first try that the store failed.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { first, second } = createTwins({ clock, store, credentials: undefined })
    await first.auth.signIn(ada)
    store.fault = 'read'
    expect(await failureOf(clock, second.auth.signOut())).toMatchObject({ code: 'store_failed' })
    store.fault = undefined
    await second.auth.signOut()
    expect(await readRecord(store)).toMatchObject({ signedOut: true })
    expect(revoked(second)).toEqual(['refresh-token-1'])
  })
})

describe('A renewal that is under way when somebody signs out elsewhere', () => {
  test.each(['run again', 'fail'] as const)(
    'is not written over the sign-out, where the store has no lock and a change would %s.',
    async (onConflict) => {
      const store = createOptimisticStore(onConflict)
      const { first, second } = await createPair({ store })
      first.endpoint.latencyMs = 5000
      const renewing = codeOf(first.auth.refresh())
      await first.clock.advance(0)
      await second.auth.signOut()
      expect(await readRecord(store)).toMatchObject({ signedOut: true })
      expect(await first.clock.settle(renewing)).toBe('reauth_required')
      await first.clock.advance(lookMs)
      expect(await failureOf(first.clock, first.auth.getToken())).toMatchObject({ code: 'reauth_required' })
      expect(first.auth.status).toBe('reauth-required')
      expect(await readRecord(store)).toMatchObject({ signedOut: true })
    },
  )

  test.each(['run again', 'fail'] as const)(
    'is written where the record was merely lost meanwhile, and a change would %s.',
    async (onConflict) => {
      const store = createOptimisticStore(onConflict)
      const { first } = await createPair({ store })
      first.endpoint.latencyMs = 5000
      const renewing = first.auth.refresh()
      await first.clock.advance(0)
      store.text = undefined
      expect((await first.clock.settle(renewing)).value).toBe('access-token-2')
      expect(store.text).toContain('refresh-token-2')
      expect(timesSent(first, 'refresh-token-1')).toBe(1)
    },
  )

  test.each([1, 2])(
    'is not written over the sign-out later either, where %d renewals could not be stored.',
    async (renewals) => {
      const clock = createVirtualClock()
      const store = createFaultyStore(clock)
      const { first, second } = await createPair({ clock, store })
      store.fault = 'write'
      for (let renewal = 0; renewal < renewals; renewal += 1) await clock.settle(first.auth.refresh())
      store.fault = undefined
      await clock.settle(second.auth.signOut())
      await clock.advance(lookMs)
      await first.auth.getToken().catch(() => {})
      await clock.advance(lookMs)
      expect(await failureOf(clock, first.auth.getToken())).toMatchObject({ code: 'reauth_required' })
      await clock.settle(first.auth[Symbol.asyncDispose]())
      expect(await readRecord(store)).toMatchObject({ signedOut: true })
    },
  )
})

describe('A sign-out during a renewal of the same client', () => {
  test.each(['waits for the lock', 'asks after it'])(
    'lets nobody spend the refresh token again: another client that %s.',
    async (other) => {
      const { first, second, store } = await createPair()
      await first.clock.advance(lifeMs)
      first.endpoint.latencyMs = 5000
      const renewing = codeOf(first.auth.getToken())
      await first.clock.advance(0)
      const early = other === 'waits for the lock' ? codeOf(second.auth.getToken()) : undefined
      await first.clock.advance(0)
      const leaving = first.auth.signOut()
      await first.clock.advance(0)
      const asking = early ?? codeOf(second.auth.getToken())
      await first.clock.settle(leaving)
      expect(await first.clock.settle(renewing)).toBe('reauth_required')
      expect(await first.clock.settle(asking)).toBe('reauth_required')
      await first.clock.advance(lifeMs)
      expect(first.endpoint.reuseDetected).toBe(false)
      expect(grantsOf(first)).toEqual(['password', 'refresh'])
      expect(await readRecord(store)).toMatchObject({ signedOut: true })
    },
  )
})
