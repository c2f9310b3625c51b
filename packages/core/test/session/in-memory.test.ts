import { describe, expect, test } from 'vitest'
import { ada, createTestAuth, failureOf, type TestSetup } from '../support/test-adapter.ts'

const grace = { username: 'grace', password: 'correct horse' }

/** A client without a store, whose renewal is out for 8 seconds. */
async function renewing(): Promise<TestSetup & { readonly waiting: Promise<unknown> }> {
  const setup = createTestAuth({ credentials: undefined })
  const { auth, clock, endpoint } = setup
  await auth.signIn(ada)
  await clock.advance(3_600_000)
  endpoint.latencyMs = 8000
  const waiting = auth.getToken()
  waiting.catch(() => {})
  await clock.advance(0)
  endpoint.latencyMs = 0
  return { ...setup, waiting }
}

function countOf({ events }: TestSetup, type: string): number {
  return events.filter((event) => event.type === type).length
}

describe('A session that is kept in memory alone', () => {
  test('is replaced by a sign-in at once, though a renewal is out, whose token is then served to nobody.', async () => {
    const setup = await renewing()
    const { auth, clock, endpoint, waiting } = setup
    const before = clock.monotonic()
    expect(await clock.settle(auth.signIn(grace))).toEqual({ user: 'grace' })
    expect(clock.monotonic()).toBe(before)
    const token = await auth.getToken()
    expect(await waiting).toBe(token)
    await clock.advance(60_000)
    expect(await auth.getToken()).toBe(token)
    expect(endpoint.requests.map(({ grant }) => grant)).toEqual(['password', 'refresh', 'password'])
    expect(countOf(setup, 'renewed')).toBe(0)
    expect(countOf(setup, 'store-failed')).toBe(0)
  })

  test('numbers its tokens on after a sign-out, and past a renewal that a sign-in has overtaken.', async () => {
    const { auth, clock, endpoint } = await renewing()
    endpoint.latencyMs = 9000
    await clock.settle(auth.signIn(grace))
    expect((await auth.getToken()).generation).toBe(3)
    await clock.settle(auth.signOut())
    await clock.settle(auth.signIn(ada))
    expect((await auth.getToken()).generation).toBe(4)
  })

  test('is renewed once, and told of once, where a sign-in that failed came between two who wait for that.', async () => {
    const setup = await renewing()
    const { auth, clock, endpoint, waiting } = setup
    const mistyped = auth.signIn({ ...ada, password: 'a wrong one' })
    expect(await failureOf(clock, mistyped)).toMatchObject({ code: 'invalid_credentials' })
    const token = await clock.settle(auth.getToken())
    expect(await waiting).toBe(token)
    expect(countOf(setup, 'renewed')).toBe(1)
    // As any other, it is renewed before it ends.
    await clock.advance(3_500_000)
    await auth.getToken()
    await clock.advance(0)
    expect(endpoint.requests.map(({ grant }) => grant)).toEqual(['password', 'refresh', 'password', 'refresh'])
  })

  test('is revoked after a sign-out, and what a renewal brings later is revoked too.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    const release = endpoint.hold()
    auth.refresh().catch(() => {})
    await clock.advance(0)
    const leaving = auth.signOut()
    release()
    await clock.settle(leaving)
    await clock.advance(0)
    const revoked = endpoint.requests.filter(({ grant }) => grant === 'revoke')
    expect(revoked.map(({ refreshToken }) => refreshToken).sort()).toEqual(['refresh-token-1', 'refresh-token-2'])
    expect(auth.status).toBe('reauth-required')
    expect(clock.timers).toBe(0)
  })
})
