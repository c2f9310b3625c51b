import { describe, expect, test } from 'vitest'
import { ada, createTestAuth, failureOf } from '../support/test-adapter.ts'

const expiredMs = 3_600_000

describe('A call', () => {
  test('finds a new client empty.', async () => {
    const { auth, endpoint } = createTestAuth()
    expect(auth.status).toBe('empty')
    expect(endpoint.requests).toHaveLength(0)
  })

  test('for the session needs no token, so it makes no request when that has expired.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    await clock.advance(expiredMs)
    expect(await auth.session()).toEqual({ user: 'ada' })
    expect(auth.status).toBe('expired')
    expect(endpoint.requests).toHaveLength(1)
  })

  test.each(['getToken', 'refresh'] as const)('of `%s` waits for a `signIn` after a sign-out.', async (method) => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    await clock.settle(auth.signOut())
    const signingIn = auth.signIn(ada)
    const waiting = auth[method]()
    await clock.settle(signingIn)
    expect((await waiting).value).toBe('access-token-2')
    expect(endpoint.requests.map(({ grant }) => grant)).toEqual(['password', 'revoke', 'password'])
  })

  test('after a sign-out says why it needs a `signIn`.', async () => {
    const { auth, clock } = createTestAuth()
    await clock.settle(auth.signOut())
    const message = '@auth/test: signed out. Call `signIn`'
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'reauth_required', message })
  })

  test('of `signIn` says when another took its place.', async () => {
    const { auth, clock } = createTestAuth()
    const earlier = auth.signIn(ada)
    earlier.catch(() => {})
    await clock.settle(auth.signIn(ada))
    await expect(earlier).rejects.toMatchObject({
      code: 'reauth_required',
      message: '@auth/test: this sign-in was replaced by a later `signIn` or `signOut`',
    })
  })

  test('sends nothing during a cool-down while the token lives, though its end is near.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    await clock.advance(3_595_000)
    endpoint.goDown({ status: 500 })
    expect((await auth.getToken()).value).toBe('access-token-1')
    const sent = endpoint.requests.length
    for (let call = 0; call < 10; call += 1) expect((await auth.getToken()).value).toBe('access-token-1')
    expect(endpoint.requests).toHaveLength(sent)
  })

  test('of `signIn` during a cool-down is sent as often as the first.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.goDown({ status: 503 })
    await failureOf(clock, auth.getToken())
    await failureOf(clock, auth.signIn())
    expect(endpoint.requests).toHaveLength(6)
    endpoint.recover()
    expect(await auth.signIn()).toEqual({ user: 'ada' })
  })

  test('of `refresh` for an older token can be given up while the newer one is renewed.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    await clock.advance(expiredMs)
    endpoint.goDown('no-answer')
    const controller = new AbortController()
    const waiting = auth.refresh({ rejected: 'an older one', signal: controller.signal })
    await clock.advance(0)
    controller.abort(new Error('never mind'))
    await expect(waiting).rejects.toThrow('never mind')
  })

  test('of `refresh` can be given up also after a `signIn` took over.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    await clock.advance(expiredMs)
    endpoint.goDown('no-answer')
    const controller = new AbortController()
    const waiting = auth.refresh({ signal: controller.signal })
    await clock.advance(0)
    auth.signIn().catch(() => {})
    await clock.advance(0)
    controller.abort(new Error('never mind'))
    await expect(waiting).rejects.toThrow('never mind')
  })
})
