import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createFaultyStore } from '../support/faulty-store.ts'
import { ada, createTestAuth, failureOf, type TestOverrides } from '../support/test-adapter.ts'
import { createTokenEndpoint } from '../support/token-endpoint.ts'

/** A session that was stored earlier, and a new client that finds the store read-only. */
async function stored(ageMs: number, overrides: TestOverrides = {}) {
  const clock = createVirtualClock()
  const endpoint = createTokenEndpoint(clock)
  const store = createFaultyStore(clock)
  const shared = { clock, endpoint, store, identity: 'ada', credentials: undefined, ...overrides }
  await createTestAuth(shared).auth.signIn(ada)
  await clock.advance(ageMs)
  store.canWrite = false
  return { store, ...createTestAuth(shared) }
}

const advice = /cannot be written here.*(route handler|server action)/s

describe('A store that cannot be written here', () => {
  test.each([0, 3_400_000, 3_595_000])('A valid token is served %d ms after the sign-in.', async (ageMs) => {
    const { auth, clock, endpoint } = await stored(ageMs)
    for (let call = 0; call < 5; call += 1) expect((await auth.getToken()).value).toBe('access-token-1')
    expect(await auth.session()).toEqual({ user: 'ada' })
    await clock.advance(0)
    expect(endpoint.requests).toHaveLength(1)
  })

  test('A refresh token is not used up: the call fails and says what to do.', async () => {
    const { auth, clock, endpoint, store } = await stored(3_600_000)
    for (const call of [() => auth.getToken(), () => auth.refresh(), () => auth.headers()]) {
      const error = await failureOf(clock, call())
      expect(error).toMatchObject({ code: 'store_failed', message: expect.stringMatching(advice) })
    }
    expect(endpoint.requests).toHaveLength(1)
    store.canWrite = true
    expect((await auth.getToken()).value).toBe('access-token-2')
    expect(endpoint.requests.at(-1)).toMatchObject({ refreshToken: 'refresh-token-1' })
  })

  test('A refused token is not renewed either.', async () => {
    const { auth, clock, endpoint } = await stored(0)
    const rejected = await auth.getToken()
    expect(await failureOf(clock, auth.refresh({ rejected }))).toMatchObject({ code: 'store_failed' })
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'store_failed' })
    expect(endpoint.requests).toHaveLength(1)
  })

  test('A sign-in sends no credentials, and a sign-out leaves the session as it is.', async () => {
    const { auth, clock, endpoint } = await stored(0)
    expect(await failureOf(clock, auth.signIn(ada))).toMatchObject({
      code: 'store_failed',
      message: expect.stringMatching(advice),
    })
    expect(await failureOf(clock, auth.signOut())).toMatchObject({ code: 'store_failed' })
    expect(endpoint.requests).toHaveLength(1)
    expect((await auth.getToken()).value).toBe('access-token-1')
  })

  test('Credentials of the options are not sent either: nobody could keep what they bring.', async () => {
    const { auth, clock, endpoint } = await stored(3_600_000, { credentials: ada })
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'store_failed' })
    expect(endpoint.requests).toHaveLength(1)
  })

  test('Where nobody is signed in, it is `reauth_required` as anywhere else.', async () => {
    const clock = createVirtualClock()
    const store = Object.assign(createFaultyStore(clock), { canWrite: () => false })
    const { auth } = createTestAuth({ clock, store, identity: 'ada', credentials: undefined })
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'reauth_required' })
  })

  test('It is asked each time, since the same store may be writable elsewhere.', async () => {
    const clock = createVirtualClock()
    let writable = true
    const store = Object.assign(createFaultyStore(clock), { canWrite: () => writable })
    const { auth, endpoint } = createTestAuth({ clock, store, identity: 'ada' })
    await auth.getToken()
    await clock.advance(3_600_000)
    writable = false
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'store_failed' })
    writable = true
    expect((await auth.getToken()).value).toBe('access-token-2')
    expect(endpoint.requests).toHaveLength(2)
  })

  test('One that fails to say whether it can be written is taken as one that cannot.', async () => {
    const clock = createVirtualClock()
    const canWrite = (): boolean => {
      throw new Error('outside of a request')
    }
    const store = Object.assign(createFaultyStore(clock), { canWrite })
    const { auth, endpoint } = createTestAuth({ clock, store, identity: 'ada' })
    expect(await failureOf(clock, auth.signIn())).toMatchObject({ code: 'store_failed' })
    expect(endpoint.requests).toHaveLength(0)
  })

  test('One that cannot be read either is not taken for one without a session.', async () => {
    const { auth, clock, store } = await stored(0)
    store.fault = 'read'
    expect(await failureOf(clock, auth.getToken())).toMatchObject({
      code: 'store_failed',
      message: expect.stringMatching(/^@auth\/test: the token store failed\./),
    })
  })

  test('A session that has expired is not taken over, and one that lives is, with an event.', async () => {
    const expired = await stored(3_600_000)
    await failureOf(expired.clock, expired.auth.getToken())
    const living = await stored(0)
    await living.auth.getToken()
    await living.clock.advance(0)
    expect(expired.events.map(({ type }) => type)).not.toContain('adopted')
    expect(living.events).toEqual([expect.objectContaining({ type: 'adopted', generation: 1 })])
  })

  test('Reading it ends with the last caller who waited.', async () => {
    const clock = createVirtualClock()
    const signals: AbortSignal[] = []
    const store = Object.assign(createFaultyStore(clock), {
      canWrite: false,
      read(_: string, options: { readonly signal: AbortSignal }) {
        signals.push(options.signal)
        return new Promise<undefined>(() => {})
      },
    })
    const { auth } = createTestAuth({ clock, store, identity: 'ada' })
    const controller = new AbortController()
    const waiting = auth.getToken({ signal: controller.signal })
    await clock.advance(0)
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    controller.abort(new Error('never mind'))
    await expect(waiting).rejects.toThrow('never mind')
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  })

  test('A newer session of another client is not ended by who has only read an older one.', async () => {
    const { auth, clock, endpoint, store } = await stored(0)
    await auth.getToken()
    store.canWrite = true
    const other = createTestAuth({ clock, endpoint, store, identity: 'ada' })
    await other.auth.getToken()
    await other.auth.signIn()
    await clock.settle(auth.signOut())
    expect(store.text).toContain('refresh-token-2')
  })
})
