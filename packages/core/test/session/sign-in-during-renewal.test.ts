import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import type { TokenStore } from '../../src/index.ts'
import { createFaultyStore, deaf } from '../support/faulty-store.ts'
import { ada, createTestAuth, failureOf } from '../support/test-adapter.ts'

const grace = { username: 'grace', password: 'nanoseconds' }

/** A client of a person whose renewal is out, held back by the provider. */
async function renewing() {
  const clock = createVirtualClock()
  const store = createFaultyStore(clock)
  const setup = createTestAuth({ clock, store, identity: 'somebody', credentials: undefined })
  setup.endpoint.accept(grace.username, grace.password)
  await setup.auth.signIn(ada)
  await clock.advance(3_600_000)
  const release = setup.endpoint.hold()
  const waiting = setup.auth.getToken()
  waiting.catch(() => {})
  await clock.advance(0)
  return { ...setup, store, release, waiting }
}

describe('Signing in or out during a renewal', () => {
  test('A sign-out does not wait for the renewal, whose result is revoked and not stored.', async () => {
    const { auth, clock, endpoint, store, release, waiting } = await renewing()
    const before = clock.monotonic()
    const leaving = auth.signOut()
    await clock.advance(0)
    expect(store.text).toContain('"signedOut":true')
    await expect(waiting).rejects.toMatchObject({ code: 'reauth_required' })
    release()
    await clock.settle(leaving)
    await clock.advance(60_000)
    expect(clock.monotonic() - before).toBe(60_000)
    expect(store.text).toContain('"signedOut":true')
    expect(auth.status).toBe('reauth-required')
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'reauth_required' })
    expect(endpoint.requests.map((request) => request.grant)).toEqual(['password', 'refresh', 'revoke', 'revoke'])
    expect(clock.timers).toBe(0)
  })

  test('A sign-in during a renewal wins: nothing of the renewal is served or stored.', async () => {
    const { auth, clock, store, release, waiting } = await renewing()
    const signingIn = auth.signIn(grace)
    await clock.advance(0)
    release()
    expect(await clock.settle(signingIn)).toEqual({ user: 'grace' })
    const token = await waiting
    await clock.advance(60_000)
    expect((await auth.getToken()).value).toBe(token.value)
    expect(await auth.session()).toEqual({ user: 'grace' })
    expect(store.text).toContain('grace')
    expect(store.text).toContain(token.value)
  })

  test('A sign-in that fails leaves the session as it was, and the renewed token is not lost.', async () => {
    const { auth, clock, endpoint, store, release } = await renewing()
    const signingIn = auth.signIn({ ...grace, password: 'a wrong one' })
    await clock.advance(0)
    release()
    expect(await failureOf(clock, signingIn)).toMatchObject({ code: 'invalid_credentials' })
    expect(await clock.settle(auth.session())).toEqual({ user: 'ada' })
    await clock.settle(auth.getToken())
    await clock.advance(3_600_000)
    await clock.settle(auth.getToken())
    expect(store.text).toContain('ada')
    expect(endpoint.reuseDetected).toBe(false)
  })

  test('A sign-in that fails while the renewal is out leaves it to the next call, which waits for it.', async () => {
    const { auth, clock, endpoint } = createTestAuth({ credentials: undefined })
    await auth.signIn(ada)
    await clock.advance(3_600_000)
    endpoint.latencyMs = 8000
    const waiting = auth.getToken()
    await clock.advance(0)
    endpoint.latencyMs = 0
    expect(await failureOf(clock, auth.signIn({ ...ada, password: 'a wrong one' }))).toMatchObject({
      code: 'invalid_credentials',
    })
    expect((await clock.settle(waiting)).value).toBe('access-token-2')
    expect(endpoint.requests.map((request) => request.grant)).toEqual(['password', 'refresh', 'password'])
    await clock.advance(3_600_000)
    expect((await auth.getToken()).value).toBe('access-token-3')
    expect(endpoint.reuseDetected).toBe(false)
  })

  test('A sign-out wins over a renewal whose token is being stored.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    const slow: TokenStore = {
      read: store.read,
      update(key, change, options) {
        const changeSlowly: typeof change = async (current, signal) => {
          const next = await change(current, signal)
          if (next?.includes('access-token-2')) await gate
          return next
        }
        return store.update(key, changeSlowly, options)
      },
    }
    const { auth } = createTestAuth({ clock, store: deaf(slow), identity: 'ada', credentials: undefined })
    await auth.signIn(ada)
    const renewal = auth.refresh()
    renewal.catch(() => {})
    await clock.advance(0)
    const leaving = auth.signOut()
    open()
    await clock.settle(leaving)
    await clock.advance(60_000)
    expect(store.text).toContain('"signedOut":true')
    expect(auth.status).toBe('reauth-required')
    await expect(renewal).rejects.toMatchObject({ code: 'reauth_required' })
  })

  test.each(Array.from({ length: 20 }, (_, turns) => turns))(
    'A sign-out %d steps after the renewed token was stored leaves nothing behind.',
    async (turns) => {
      const clock = createVirtualClock()
      const store = createFaultyStore(clock)
      let leaving: Promise<void> | undefined
      const update: TokenStore['update'] = async (...call) => {
        const text = await store.update(...call)
        const signOutSoon = async (): Promise<void> => {
          for (let turn = 0; turn < turns; turn += 1) await undefined
          leaving = auth.signOut()
        }
        if (text?.includes('access-token-2') && !leaving) signOutSoon()
        return text
      }
      const { auth, endpoint } = createTestAuth({ clock, store: { read: store.read, update }, identity: 'ada' })
      await auth.getToken()
      await clock.settle(auth.refresh().catch(() => {}))
      await clock.settle(leaving ?? Promise.reject(new Error('it did not sign out')))
      expect(store.text).toContain('"signedOut":true')
      expect(auth.status).toBe('reauth-required')
      expect(endpoint.requests.at(-1)).toMatchObject({ grant: 'revoke', refreshToken: 'refresh-token-2' })
    },
  )

  test('A sign-out does not wait for the renewal either where the store does not listen.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { auth, endpoint } = createTestAuth({ clock, store: deaf(store), identity: 'ada' })
    await auth.getToken()
    endpoint.fail('no-answer')
    auth.refresh().catch(() => {})
    await clock.advance(0)
    await clock.settle(auth.signOut())
    expect(clock.monotonic()).toBe(0)
    expect(store.text).toContain('"signedOut":true')
  })

  test('A `refresh` that waits during a sign-in that fails renews all the same, though the token is fresh.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    const release = endpoint.hold()
    const signingIn = auth.signIn({ ...ada, password: 'a wrong one' })
    const refreshing = [auth.refresh(), auth.refresh()]
    await clock.advance(0)
    release()
    expect(await failureOf(clock, signingIn)).toMatchObject({ code: 'invalid_credentials' })
    const tokens = await clock.settle(Promise.all(refreshing))
    expect(tokens.map(({ value }) => value)).toEqual(['access-token-2', 'access-token-2'])
    expect(endpoint.requests.map((request) => request.grant)).toEqual(['password', 'password', 'refresh'])
  })

  test('A call that waits during a sign-in that fails gets its own renewal, not that error.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    await clock.advance(3_600_000)
    const release = endpoint.hold()
    const signingIn = auth.signIn({ ...ada, password: 'a wrong one' })
    const waiting = auth.getToken()
    await clock.advance(0)
    release()
    expect(await failureOf(clock, signingIn)).toMatchObject({ code: 'invalid_credentials' })
    expect((await clock.settle(waiting)).value).toBe('access-token-2')
  })
})
