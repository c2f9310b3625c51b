import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createFaultyStore } from '../support/faulty-store.ts'
import { ada, createTestAuth, failureOf } from '../support/test-adapter.ts'

const grace = { username: 'grace', password: 'nanoseconds' }

describe('Signing in and out', () => {
  test('After a sign-out every call needs a `signIn`, and sends nothing.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    await clock.settle(auth.signOut())
    const sent = endpoint.requests.length
    for (const call of [() => auth.getToken(), () => auth.refresh(), () => auth.session(), () => auth.fetch('/')]) {
      expect(await failureOf(clock, call())).toMatchObject({ code: 'reauth_required' })
    }
    expect(endpoint.requests).toHaveLength(sent)
    expect(auth.status).toBe('reauth-required')
    expect(await auth.signIn()).toEqual({ user: 'ada' })
    await clock.advance(3_600_000)
    expect((await auth.getToken()).value).toBe('access-token-3')
  })

  test('Of two sign-ins at once the later wins, and its session can be renewed.', async () => {
    const { auth, clock, endpoint } = createTestAuth({ credentials: undefined })
    endpoint.accept(grace.username, grace.password)
    await auth.signIn(ada)
    await clock.settle(auth.signOut())
    const earlier = auth.signIn(ada)
    earlier.catch(() => {})
    const later = auth.signIn(grace)
    expect(await clock.settle(later)).toEqual({ user: 'grace' })
    await expect(earlier).rejects.toMatchObject({ code: 'reauth_required' })
    await clock.advance(3_600_000)
    await auth.getToken()
    expect(await auth.session()).toEqual({ user: 'grace' })
  })

  test('A sign-out during a sign-in wins, and so does a sign-in right after a sign-out.', async () => {
    const { auth, clock } = createTestAuth({ credentials: undefined })
    const signingIn = auth.signIn(ada)
    signingIn.catch(() => {})
    await clock.settle(auth.signOut())
    await expect(signingIn).rejects.toMatchObject({ code: 'reauth_required' })
    expect(auth.status).toBe('reauth-required')
    const leaving = auth.signOut()
    expect(await clock.settle(auth.signIn(ada))).toEqual({ user: 'ada' })
    await clock.settle(leaving)
    expect((await auth.getToken()).value).toMatch(/^access-token-/)
  })

  test('Credentials of the wrong shape are a mistake of the caller: a sign-in that is under way goes on.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    const release = endpoint.hold()
    const waiting = auth.getToken()
    await clock.advance(0)
    const wrong = { username: 1, password: 'correct horse' } as never // wrong on purpose
    await expect(auth.signIn(wrong)).rejects.toThrow(new TypeError('@auth/test: `username` must be a string'))
    release()
    expect((await clock.settle(waiting)).value).toBe('access-token-1')
    expect(endpoint.requests).toHaveLength(1)
  })

  test('A sign-in that fails after a sign-out leaves the client signed out.', async () => {
    const { auth, clock } = createTestAuth()
    await auth.getToken()
    await clock.settle(auth.signOut())
    await failureOf(clock, auth.signIn({ ...ada, password: 'a wrong one' }))
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'reauth_required' })
  })

  test('A session that `signIn` started is not replaced by that of the options.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.accept(grace.username, grace.password)
    await auth.signIn(grace)
    await clock.advance(3_600_000)
    endpoint.endSessions()
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'reauth_required' })
    expect(endpoint.requests.map((request) => request.username)).not.toContain('ada')
  })

  test('A sign-out that the provider cannot be told of has ended the session here.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { auth, endpoint } = createTestAuth({ clock, store, identity: 'ada' })
    await auth.getToken()
    endpoint.goDown({ status: 500 })
    expect(await failureOf(clock, auth.signOut())).toMatchObject({ code: 'server_error', phase: 'sign-out' })
    expect(auth.status).toBe('reauth-required')
    expect(store.text).toContain('"signedOut":true')
  })

  test('Disposing waits for what runs, and does not sign out.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    await clock.advance(3_450_000)
    endpoint.latencyMs = 2000
    await auth.getToken()
    await clock.settle(auth[Symbol.asyncDispose]())
    expect(clock.monotonic()).toBe(3_452_000)
    expect((await auth.getToken()).value).toBe('access-token-2')
  })
})
