import { answering, failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { findRefreshToken } from '../src/find-refresh-token.ts'
import { forPeople, setUp } from './support/genlogs.ts'

const credentials = { email: 'ada@example.com', password: 'secret-word' }

/** Bodies in which objects stand where texts belong, and objects that cannot become a text. */
const odd: readonly object[] = [
  { message: { text: 'Forbidden' } },
  { message: ['Forbidden'], code: {} },
  { detail: { message: { en: 'x' }, subcode: { a: 1 } } },
  { detail: [{ loc: [{ toString: 1, valueOf: 1 }, 'email'], msg: { a: 1 }, type: [] }] },
  { detail: [{ loc: { a: 1 }, msg: null }, null, 'x', 5] },
  { error: { code: 'x' } },
  { detail: { detail: { detail: {} } } },
  [{ message: 'x' }],
  { toString: 1, message: { toString: 1 } },
]

test.each([400, 401, 403, 404, 422, 429, 500])(
  'A sign-in that is refused with %i and an odd body is an AuthError.',
  async (status) => {
    for (const body of odd) {
      const error = await failureOf(
        setUp({
          credentials,
          retry: { maxAttempts: 1 },
          fetch: answering(status, JSON.stringify(body)),
        }).auth.getToken(),
      )
      expect(error).toMatchObject({ name: 'AuthError', status })
      expect(String(error)).not.toContain('[object')
    }
  },
)

test.each([401, 403, 422, 500])(
  'A renewal that is refused with %i and an odd body is an AuthError.',
  async (status) => {
    for (const body of odd) {
      const { auth, emulator } = setUp({ ...forPeople(), useRefreshToken: true, retry: { maxAttempts: 1 } })
      const { email, password } = emulator.credentials.genlogs
      await auth.signIn({ email, password })
      emulator.fail({ provider: 'genlogs', endpoint: 'refresh', kind: () => Response.json(body, { status }) })
      const error = await failureOf(auth.refresh())
      expect(error).toMatchObject({ name: 'AuthError', status, phase: 'renew' })
      expect(String(error)).not.toContain('[object')
    }
  },
)

test('A call that is refused with an odd body reaches the caller.', async () => {
  for (const status of [401, 403]) {
    for (const body of odd) {
      const { auth, emulator } = setUp()
      emulator.fail({
        provider: 'genlogs',
        endpoint: 'resource',
        times: 2,
        kind: () => Response.json(body, { status }),
      })
      expect((await auth.fetch('/me')).status).toBe(status)
    }
  }
})

test('A renewal that comes too early ends no session.', async () => {
  const { auth, emulator } = setUp({ ...forPeople(), useRefreshToken: true })
  const { email, password } = emulator.credentials.genlogs
  await auth.signIn({ email, password })
  emulator.fail({ provider: 'genlogs', endpoint: 'refresh', kind: () => Response.json({}, { status: 425 }) })
  expect(await failureOf(auth.refresh())).toMatchObject({ code: 'invalid_response', status: 425 })
  expect((await auth.getToken()).value).toBeTruthy()
})

test.each([2_000_000_000, 2_000_000_000.5, '2000000000', '2000000000.5'])(
  'An end that is written as %j is read as seconds since 1970.',
  async (expires) => {
    const fetch = answering(200, { access_token_data: { token: 'abc', expires } })
    const { auth } = setUp({ fetch })
    expect((await auth.getToken()).expiresAt).toBe(Number(expires) * 1000)
  },
)

test.each<[unknown, string | undefined]>([
  [{ access_token_data: { token: 5 }, refresh_token_data: { token: 'rt' } }, 'rt'],
  [{ refresh_token_data: { token: '' } }, undefined],
  [{ refresh_token_data: { token: 5 } }, undefined],
  [{ refresh_token_data: 'rt' }, undefined],
  [{ refresh_token_data: null }, undefined],
  [JSON.parse('{"__proto__":{"refresh_token_data":{"token":"rt"}}}'), undefined],
  [[{ token: 'rt' }], undefined],
  [null, undefined],
  [3, undefined],
])('In a renewal that answers %j the refresh token is %j.', (body, token) => {
  expect(findRefreshToken(body)).toBe(token)
})
