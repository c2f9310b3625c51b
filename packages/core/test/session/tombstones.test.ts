import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createFaultyStore } from '../support/faulty-store.ts'
import {
  codeOf,
  createPair,
  grantsOf,
  lifeMs,
  readRecord,
  readText,
  softMs,
  timesSent,
  writeText,
} from '../support/records.ts'
import { ada, createTestAuth, createTwins, failureOf, type TestSetup } from '../support/test-adapter.ts'

const dayMs = 24 * 3_600_000
const never = { recheckMs: 365 * dayMs }
const signedOut = { code: 'reauth_required', message: expect.stringMatching(/signed out/) }

describe('A sign-out leaves a record that says so', () => {
  test('and holds nothing of the session.', async () => {
    const { first, store } = await createPair()
    await first.auth.signOut()
    const record = await readRecord(store)
    expect(record).toMatchObject({ version: 1, signedOut: true, generation: expect.any(Number) })
    expect(JSON.stringify(record)).not.toMatch(/access-token|refresh-token|"user"/)
  })

  test('with a generation that is no lower than that of the session.', async () => {
    const { first, store } = await createPair()
    for (let renewal = 0; renewal < 3; renewal += 1) await first.auth.refresh()
    await first.auth.signOut()
    expect((await readRecord(store))['generation']).toBeGreaterThanOrEqual(4)
  })

  test('also where the record of the session was lost.', async () => {
    const { first, store } = await createPair()
    await writeText(store, undefined)
    await first.auth.signOut()
    expect(await readRecord(store)).toMatchObject({ version: 1, signedOut: true })
  })

  test('and stays when somebody signs out again, here or there.', async () => {
    const { first, second, store } = await createPair()
    await first.auth.signOut()
    await first.auth.signOut()
    await second.auth.signOut()
    expect(await readRecord(store)).toMatchObject({ version: 1, signedOut: true })
  })
})

describe('A client without credentials whose session was signed out elsewhere', () => {
  test('ends it when the token has expired, without a request.', async () => {
    const { first, second, store } = await createPair()
    await first.auth.signOut()
    await first.clock.advance(lifeMs)
    const { auth } = second
    for (const call of [() => auth.getToken(), () => auth.session(), () => auth.headers(), () => auth.fetch('/')]) {
      expect(await failureOf(second.clock, call())).toMatchObject(signedOut)
    }
    expect(auth.status).toBe('reauth-required')
    expect(grantsOf(second)).toEqual(['password'])
    expect(await readRecord(store)).toMatchObject({ signedOut: true })
  })

  test('drops its token in a renewal in the background, though that is valid still.', async () => {
    const { first, second, store } = await createPair({ timing: never })
    await first.auth.signOut()
    await first.clock.advance(softMs)
    expect((await second.auth.getToken()).value).toBe('access-token-1')
    await second.clock.advance(0)
    expect(second.auth.status).toBe('reauth-required')
    expect(await failureOf(second.clock, second.auth.getToken())).toMatchObject(signedOut)
    expect(await failureOf(second.clock, second.auth.session())).toMatchObject(signedOut)
    expect(grantsOf(second)).toEqual(['password'])
    expect(await readRecord(store)).toMatchObject({ signedOut: true })
  })

  test.each([
    ['a forced one', ({ auth }: TestSetup) => auth.refresh()],
    ['one for a refused token', ({ auth }: TestSetup) => auth.refresh({ rejected: 'access-token-1' })],
    [
      'one for a longer life',
      ({ auth, clock }: TestSetup) =>
        clock.advance(lifeMs / 2).then(() => auth.getToken({ minValidityMs: lifeMs * 0.7 })),
    ],
  ])('drops its token in a renewal: %s.', async (_, renew) => {
    const { first, second } = await createPair({ timing: never })
    await first.auth.signOut()
    expect(await failureOf(second.clock, renew(second))).toMatchObject(signedOut)
    expect(await failureOf(second.clock, second.auth.getToken())).toMatchObject(signedOut)
    expect(second.auth.status).toBe('reauth-required')
    expect(grantsOf(second)).toEqual(['password'])
  })

  test('ends it for all who wait.', async () => {
    const { first, second } = await createPair()
    await first.auth.signOut()
    await first.clock.advance(lifeMs)
    const calls = Array.from({ length: 20 }, () => codeOf(second.auth.getToken()))
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['reauth_required']))
    expect(grantsOf(second)).toEqual(['password'])
  })

  test('ends it also where it cannot write to the store.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { first, second } = await createPair({ clock, store })
    await first.auth.signOut()
    await clock.advance(lifeMs)
    store.canWrite = false
    expect(await failureOf(clock, second.auth.getToken())).toMatchObject(signedOut)
    expect(second.auth.status).toBe('reauth-required')
  })

  test('finds the session of a later sign-in at its next call, and adopts it.', async () => {
    const { first, second } = await createPair()
    await first.auth.signOut()
    await first.clock.advance(lifeMs)
    await failureOf(second.clock, second.auth.getToken())
    await first.auth.signIn(ada)
    expect((await second.auth.getToken()).value).toBe('access-token-2')
    expect(second.auth.status).toBe('fresh')
    await second.clock.advance(0)
    expect(second.events.at(-1)).toMatchObject({ type: 'adopted' })
    expect(grantsOf(second)).toEqual(['password', 'password'])
  })

  test('can be signed in itself.', async () => {
    const { first, second } = await createPair()
    await first.auth.signOut()
    await first.clock.advance(lifeMs)
    await failureOf(second.clock, second.auth.getToken())
    expect(await second.auth.signIn(ada)).toEqual({ user: 'ada' })
    expect((await second.auth.getToken()).value).toBe('access-token-2')
  })

  test('that starts after the sign-out is told so.', async () => {
    const { first, store } = await createPair()
    await first.auth.signOut()
    const { clock, endpoint } = first
    const late = createTestAuth({ clock, endpoint, store, identity: 'ada', credentials: undefined })
    expect(await failureOf(clock, late.auth.getToken())).toMatchObject(signedOut)
    expect(late.auth.status).toBe('reauth-required')
  })
})

describe('A client with credentials whose session was signed out elsewhere', () => {
  test.each(['expired', 'refused'])('signs in anew when its token is %s, and renews nothing.', async (state) => {
    const { first, second, store } = createTwins()
    await first.auth.getToken()
    const token = await second.auth.getToken()
    await first.auth.signOut()
    if (state === 'expired') await first.clock.advance(lifeMs)
    const { generation } = await readRecord(store)
    const renewed = state === 'expired' ? second.auth.getToken() : second.auth.refresh({ rejected: token })
    expect((await renewed).value).toBe('access-token-2')
    expect(grantsOf(second)).toEqual(['password', 'revoke', 'password'])
    const record = await readRecord(store)
    expect(record).toMatchObject({ accessToken: 'access-token-2' })
    expect(record['generation']).toBeGreaterThan(Number(generation))
  })
})

describe('A sign-in after a sign-out', () => {
  test('is written over the record of it, with a higher generation.', async () => {
    const { first, store } = await createPair()
    await first.auth.refresh()
    await first.auth.signOut()
    const { generation } = await readRecord(store)
    await first.auth.signIn(ada)
    const record = await readRecord(store)
    expect(record).toMatchObject({ accessToken: 'access-token-3' })
    expect(record['generation']).toBeGreaterThan(Number(generation))
    expect(record).not.toHaveProperty('signedOut')
  })

  test('has a higher generation also by a client that never saw the session.', async () => {
    const { first, second, store } = await createPair()
    for (let renewal = 0; renewal < 3; renewal += 1) await first.auth.refresh()
    await first.auth.signOut()
    const { generation } = await readRecord(store)
    const { clock, endpoint } = first
    await createTestAuth({ clock, endpoint, store, identity: 'ada', credentials: undefined }).auth.signIn(ada)
    expect((await readRecord(store))['generation']).toBeGreaterThan(Number(generation))
    expect((await second.auth.refresh()).value).toBe('access-token-5')
  })

  test('is not undone by the older record of the sign-out when it could not be stored at first.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { first, second } = await createPair({ clock, store })
    await first.auth.signOut()
    store.fault = 'write'
    await clock.settle(first.auth.signIn(ada))
    store.fault = undefined
    await clock.advance(61_000)
    expect((await first.auth.getToken()).value).toBe('access-token-2')
    await clock.advance(61_000)
    expect((await first.auth.getToken()).value).toBe('access-token-2')
    expect((await second.auth.getToken()).value).toBe('access-token-2')
    expect(store.text).toContain('refresh-token-2')
  })
})

describe('The life of a sign-out', () => {
  test('is longer than 399 days.', async () => {
    const { first, second } = await createPair()
    await first.auth.signOut()
    await first.clock.advance(399 * dayMs)
    expect(await failureOf(second.clock, second.auth.getToken())).toMatchObject(signedOut)
    expect(grantsOf(second)).toEqual(['password'])
  })

  test('is over after 401 days: then it counts as no record.', async () => {
    const { first, second, store } = await createPair()
    await first.auth.signOut()
    await first.clock.advance(401 * dayMs)
    expect((await second.auth.getToken()).value).toBe('access-token-2')
    expect(grantsOf(second)).toEqual(['password', 'refresh'])
    expect(await readText(store)).toContain('refresh-token-2')
  })
})

describe('A record that is merely gone', () => {
  test('was lost or evicted: the session is renewed from memory, and stored again.', async () => {
    const { second, store } = await createPair()
    await writeText(store, undefined)
    await second.clock.advance(lifeMs)
    expect((await second.auth.getToken()).value).toBe('access-token-2')
    expect(timesSent(second, 'refresh-token-1')).toBe(1)
    expect(await readText(store)).toContain('refresh-token-2')
  })
})
