import { describe, expect, test } from 'vitest'
import { ada, createTestAuth, createTwins, failureOf, type TestOverrides } from '../support/test-adapter.ts'

const expiredMs = 3_600_000

/** Finds the refresh token in an answer, whatever else is wrong with it. */
const findRefreshToken = (body: unknown): string | undefined => {
  const token: unknown = Object(body).refresh_token
  return typeof token === 'string' ? token : undefined
}
const people: TestOverrides = { credentials: undefined, adapter: { findRefreshToken } }

const wrongs: ReadonlyArray<readonly [string, Record<string, unknown>]> = [
  ['a life below zero', { expires_in: -1 }],
  ['a life of no time', { expires_in: 0 }],
  ['a life that is no number', { expires_in: 'soon' }],
  ['a life without end', { expires_in: 1e300 }],
  ['an access token that no header can carry', { access_token: 'schl\u00fcssel\n' }],
  ['an empty access token', { access_token: '' }],
  ['no access token', { access_token: undefined }],
  ['an access token of another type', { access_token: { value: 'x' } }],
  ['a broken field that nobody needs', { user: 7 }],
]

describe('A new refresh token in an answer that is wrong otherwise', () => {
  test.each(wrongs)('is sent by the next renewal, and the spent one is not (%s).', async (_, fields) => {
    const { auth, clock, endpoint } = createTestAuth(people)
    await auth.signIn(ada)
    await clock.advance(expiredMs)
    endpoint.fields = fields
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'invalid_response', phase: 'renew' })
    endpoint.fields = {}
    await clock.advance(60_000)
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-3')
    expect(endpoint.requests.map(({ refreshToken }) => refreshToken)).toEqual([
      undefined,
      'refresh-token-1',
      'refresh-token-2',
    ])
    expect(endpoint.reuseDetected).toBe(false)
  })

  test.each(wrongs)('is sent by another client on the same store (%s).', async (_, fields) => {
    const { first, second } = createTwins(people)
    const { clock, endpoint } = first
    await first.auth.signIn(ada)
    await second.auth.getToken()
    await clock.advance(expiredMs)
    endpoint.fields = fields
    expect(await failureOf(clock, first.auth.getToken())).toMatchObject({ code: 'invalid_response' })
    endpoint.fields = {}
    expect((await clock.settle(second.auth.getToken())).value).toBe('access-token-3')
    expect(endpoint.requests.at(-1)).toMatchObject({ grant: 'refresh', refreshToken: 'refresh-token-2' })
    await clock.advance(60_000)
    expect((await clock.settle(first.auth.getToken())).value).toBe('access-token-3')
    expect(endpoint.reuseDetected).toBe(false)
  })

  test.each(wrongs)('is kept while the token that has life left is served (%s).', async (_, fields) => {
    const { auth, clock, endpoint } = createTestAuth(people)
    await auth.signIn(ada)
    await clock.advance(3_450_000)
    endpoint.fields = fields
    expect((await auth.getToken()).value).toBe('access-token-1')
    await clock.advance(0)
    expect((await auth.getToken()).value).toBe('access-token-1')
    endpoint.fields = {}
    await clock.advance(61_000)
    await auth.getToken()
    await clock.advance(0)
    expect((await auth.getToken()).value).toBe('access-token-3')
    expect(endpoint.requests.at(-1)).toMatchObject({ refreshToken: 'refresh-token-2' })
    expect(endpoint.reuseDetected).toBe(false)
  })

  test('is kept every time, however often the answers are wrong.', async () => {
    const { auth, clock, endpoint } = createTestAuth(people)
    await auth.signIn(ada)
    await clock.advance(expiredMs)
    for (const [, fields] of wrongs) {
      endpoint.fields = fields
      await failureOf(clock, auth.getToken())
      await clock.advance(60_000)
    }
    endpoint.fields = {}
    expect((await clock.settle(auth.getToken())).value).toBe(`access-token-${wrongs.length + 2}`)
    expect(endpoint.reuseDetected).toBe(false)
  })

  test('is kept where the access token is one that the API has refused.', async () => {
    const { auth, clock, endpoint } = createTestAuth(people)
    await auth.signIn(ada)
    endpoint.fields = { access_token: 'access-token-1' }
    const refused = auth.refresh({ rejected: 'access-token-1' })
    expect(await failureOf(clock, refused)).toMatchObject({ code: 'token_rejected' })
    endpoint.fields = {}
    await clock.advance(60_000)
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-3')
    expect(endpoint.requests.at(-1)).toMatchObject({ refreshToken: 'refresh-token-2' })
  })

  test('is the one that a sign-out revokes.', async () => {
    const { auth, clock, endpoint } = createTestAuth(people)
    await auth.signIn(ada)
    await clock.advance(expiredMs)
    endpoint.fields = { expires_in: -1 }
    await failureOf(clock, auth.getToken())
    endpoint.fields = {}
    await clock.settle(auth.signOut())
    expect(endpoint.requests.at(-1)).toMatchObject({ grant: 'revoke', refreshToken: 'refresh-token-2' })
  })

  test.each([
    ['empty', ''],
    ['one that no header can carry', 'line\nbreak'],
    ['too long', 'x'.repeat(16 * 1024 + 1)],
    ['a number', 7],
  ])('is not kept where it is wrong itself (%s).', async (_, token) => {
    const { auth, clock, endpoint } = createTestAuth(people)
    await auth.signIn(ada)
    await clock.advance(expiredMs)
    endpoint.fields = { expires_in: -1, refresh_token: token }
    await failureOf(clock, auth.getToken())
    await clock.advance(60_000)
    await failureOf(clock, auth.getToken())
    expect(endpoint.requests.at(-1)).toMatchObject({ refreshToken: 'refresh-token-1' })
  })

  test('does not make a wrong answer to a sign-in a session.', async () => {
    const { auth, clock, endpoint } = createTestAuth(people)
    endpoint.fields = { expires_in: -1 }
    expect(await failureOf(clock, auth.signIn(ada))).toMatchObject({ code: 'invalid_response' })
    await clock.advance(60_000)
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'reauth_required' })
    expect(endpoint.requests).toHaveLength(1)
  })
})

describe('A life that a renewal brings', () => {
  test.each([
    [3600.7, 3_600_700],
    ['3600', 3_600_000],
    ['3600.7', 3_600_700],
    ['3600.0', 3_600_000],
  ])('may be %j: %d ms.', async (expiry, lifeMs) => {
    const { auth, clock, endpoint } = createTestAuth(people)
    await auth.signIn(ada)
    await clock.advance(expiredMs)
    endpoint.fields = { expires_in: expiry }
    const token = await clock.settle(auth.getToken())
    expect(Math.abs(Number(token.expiresAt) - clock.now() - lifeMs)).toBeLessThanOrEqual(1)
    await auth.refresh()
    expect(endpoint.requests.at(-1)).toMatchObject({ refreshToken: 'refresh-token-2' })
  })
})
