import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createFaultyStore } from '../support/faulty-store.ts'
import { ada, createTestAuth, failureOf, testAdapter } from '../support/test-adapter.ts'

const expiredMs = 3_600_000
const wrong = { ...ada, password: 'a wrong one' }

/** The provider has answered a renewal; the store, which works again, has not taken the answer yet. */
async function setUpRenewalBeingStored() {
  const clock = createVirtualClock()
  const store = createFaultyStore(clock)
  const { auth, endpoint } = createTestAuth({ clock, store, identity: 'ada' })
  await auth.getToken()
  await clock.advance(expiredMs)
  store.fault = 'endless-write'
  const waiting = auth.getToken()
  await clock.advance(0)
  store.fault = undefined
  return { auth, clock, endpoint, store, waiting }
}

describe('What comes when nobody waits for it any more', () => {
  test('A renewal that was being stored when a `signIn` came is not lost when that fails.', async () => {
    const { auth, clock, endpoint, store, waiting } = await setUpRenewalBeingStored()
    expect(endpoint.requests).toHaveLength(2)
    expect(await failureOf(clock, auth.signIn(wrong))).toMatchObject({ code: 'invalid_credentials' })
    expect((await clock.settle(waiting)).value).toBe('access-token-2')
    await clock.settle(auth[Symbol.asyncDispose]())
    expect(store.text).toContain('refresh-token-2')
    expect(endpoint.reuseDetected).toBe(false)
  })

  test('A renewal that was being stored when a `signOut` came is not stored later.', async () => {
    const { auth, clock, endpoint, store, waiting } = await setUpRenewalBeingStored()
    waiting.catch(() => {})
    await clock.settle(auth.signOut())
    await expect(waiting).rejects.toMatchObject({ code: 'reauth_required' })
    await clock.settle(auth[Symbol.asyncDispose]())
    expect(store.text).toContain('"signedOut":true')
    expect(endpoint.requests.at(-1)).toMatchObject({ grant: 'revoke', refreshToken: 'refresh-token-2' })
    expect(auth.status).toBe('reauth-required')
  })

  test('A sign-in that was being stored when another came is dropped, also when that fails.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { auth } = createTestAuth({ clock, store, identity: 'ada', credentials: undefined })
    store.fault = 'endless-write'
    const earlier = auth.signIn(ada)
    earlier.catch(() => {})
    await clock.advance(0)
    store.fault = undefined
    expect(await failureOf(clock, auth.signIn(wrong))).toMatchObject({ code: 'invalid_credentials' })
    await expect(earlier).rejects.toMatchObject({ code: 'reauth_required' })
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'reauth_required' })
    await clock.settle(auth[Symbol.asyncDispose]())
    expect(store.text).toBeUndefined()
  })

  test('A sign-in that took too long does not take the place of the session that is there.', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    const { auth, clock } = createTestAuth({
      adapter: {
        async signIn(context, credentials) {
          const grant = await testAdapter.signIn(context, credentials)
          if (credentials.username === 'grace') await gate
          return grant
        },
      },
    })
    await auth.getToken()
    const late = auth.signIn({ username: 'grace', password: ada.password })
    expect(await failureOf(clock, late)).toMatchObject({
      code: 'timeout',
      message: '@auth/test: getting a token took too long',
    })
    open()
    await clock.advance(0)
    expect(await auth.session()).toEqual({ user: 'ada' })
    expect((await auth.getToken()).value).toBe('access-token-1')
  })

  test('A token that had expired before it came is not asked for on and on.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fields = { expires_in: 5 }
    endpoint.latencyMs = 6000
    expect(await failureOf(clock, auth.getToken())).toMatchObject({
      code: 'timeout',
      message: '@auth/test: the token had already expired when its response arrived',
    })
    expect(endpoint.requests).toHaveLength(2)
  })

  test('A renewed token is returned though most of its life was over when it came.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    endpoint.fields = { expires_in: 10 }
    endpoint.latencyMs = 9500
    expect((await clock.settle(auth.refresh())).value).toBe('access-token-2')
    expect(endpoint.requests).toHaveLength(2)
  })
})
