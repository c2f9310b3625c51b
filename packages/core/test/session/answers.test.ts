import { describe, expect, test } from 'vitest'
import { createTestAuth, failureOf, testAdapter } from '../support/test-adapter.ts'

const yearS = 365.25 * 86_400
const maxTokenLength = 16 * 1024

describe('What a token endpoint may answer', () => {
  test.each([
    [0, 'has already expired'],
    [-1, 'has already expired'],
    [-3600, 'has already expired'],
    ['0', 'has already expired'],
    ['soon', 'expires_in'],
    ['', 'expires_in'],
    [true, 'expires_in'],
    [10 * yearS + 1, 'more than 10 years'],
    [1e300, 'more than 10 years'],
  ])('An expiry of %j is not believed, and the error says that it %s.', async (expiry, problem) => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fields = { expires_in: expiry }
    expect(await failureOf(clock, auth.getToken())).toMatchObject({
      code: 'invalid_response',
      retryable: false,
      message: expect.stringContaining(problem),
    })
    expect(auth.status).toBe('cooling-down')
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'An expiry that an adapter reads as %d is not believed.',
    async (expiresInMs) => {
      const { auth, clock } = createTestAuth({
        adapter: {
          signIn: async (...call) => ({ ...(await testAdapter.signIn(...call)), lifetime: { expiresInMs } }),
        },
      })
      const message = "@auth/test: the token response is invalid: the access token's expiry is not a number or date"
      expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'invalid_response', message })
    },
  )

  test('An absolute expiry in the past is not believed.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fields = { expires_at: clock.now() - 1, expires_in: undefined }
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'invalid_response' })
  })

  test.each([
    [60, 60_000],
    ['3600', 3_600_000],
    [0.5, 500],
    [10 * yearS, 10 * yearS * 1000],
  ])('An expiry of %j seconds is a life of %d ms.', async (expiry, lifeMs) => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fields = { expires_in: expiry }
    expect((await auth.getToken()).expiresAt).toBe(clock.now() + lifeMs)
  })

  test.each([undefined, null])(
    'An expiry that is missing (%j) is taken as five minutes, with an event.',
    async (expiry) => {
      const { auth, clock, endpoint, events } = createTestAuth()
      endpoint.fields = { expires_in: expiry }
      expect((await auth.getToken()).expiresAt).toBe(clock.now() + 300_000)
      await clock.advance(0)
      expect(events).toContainEqual(expect.objectContaining({ type: 'expiry-missing' }))
      await clock.advance(300_000)
      expect(auth.status).toBe('expired')
    },
  )

  test.each(['', ' ', 'two words', 'line\nbreak', 'schlüssel', 'null\0', 'x'.repeat(maxTokenLength + 1)])(
    'A token like %j is refused.',
    async (token) => {
      const { auth, clock, endpoint } = createTestAuth()
      endpoint.fields = { access_token: token }
      const error = await failureOf(clock, auth.getToken())
      const problem =
        token.length > maxTokenLength ? 'is longer than 16 KiB' : token === '' ? 'is empty' : 'is not printable ASCII'
      expect(error).toMatchObject({ code: 'invalid_response', message: expect.stringContaining(problem) })
      if (token.trim()) expect(String(error)).not.toContain(token)
    },
  )

  test('A token of 16 KiB of printable ASCII is taken.', async () => {
    const { auth, endpoint } = createTestAuth()
    const token = '!~'.repeat(maxTokenLength / 2)
    endpoint.fields = { access_token: token }
    expect((await auth.getToken()).value).toBe(token)
  })
})
