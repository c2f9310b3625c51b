import { expectExplained, failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { forPeople, setUp } from './support/genlogs.ts'

const usable = { refreshUsable: true, includeCompany: true }

test('A token is replaced by a new sign-in, without a try of the refresh token.', async () => {
  const { auth, clock, asked } = setUp({}, usable)
  const first = await auth.getToken()
  await clock.advance(3_600_000)
  expect((await auth.getToken()).value).not.toBe(first.value)
  await auth.refresh()
  expect(asked()).toEqual(['token 200', 'token 200', 'token 200'])
})

test('By option the refresh token is used, and what the renewal does not repeat stays known.', async () => {
  const { auth, clock, asked, sent } = setUp({ useRefreshToken: true }, usable)
  const before = await auth.signIn()
  await clock.advance(3_600_000)
  await auth.getToken()
  expect(asked()).toEqual(['token 200', 'refresh 200'])
  expect(before.customerName).toBe('Example Freight')
  expect(await auth.session()).toEqual({ ...before, refreshTokenExpiresAt: clock.now() + 86_400_000 })
  expect([...new URL(sent[1]?.url ?? '').searchParams.keys()]).toEqual(['refresh_token'])
  expect(sent[1]?.headers.has('access-token')).toBe(false)
})

test('A renewal that returns an access token alone leaves the rest of the session as it was.', async () => {
  const { auth, emulator, clock, asked } = setUp({ useRefreshToken: true }, usable)
  const before = await auth.signIn()
  const expires = new Date(clock.now() + 3_600_000).toISOString()
  const kind = (): Response => Response.json({ access_token_data: { token: 'abc', expires } })
  emulator.fail({ provider: 'genlogs', endpoint: 'refresh', kind })
  expect((await auth.refresh()).value).toBe('abc')
  expect(await auth.session()).toEqual(before)
  await auth.refresh()
  expect(asked()).toEqual(['token 200', 'refresh 200', 'refresh 200'])
})

test('A rejected refresh token leads to a new sign-in, with a notice.', async () => {
  const { auth, events, asked } = setUp({ useRefreshToken: true })
  const first = await auth.getToken()
  expect((await auth.refresh()).value).not.toBe(first.value)
  expect(asked()).toEqual(['token 200', 'refresh 401', 'token 200'])
  const message = expect.stringMatching(/rejected the refresh token \(401\).*`useRefreshToken`/)
  expect(events).toContainEqual(expect.objectContaining({ type: 'notice', message }))
})

test.each([400, 403, 404, 405, 422])('A refresh that answers %i leads to a new sign-in.', async (status) => {
  const { auth, emulator, asked } = setUp({ useRefreshToken: true }, usable)
  await auth.getToken()
  emulator.fail({ provider: 'genlogs', endpoint: 'refresh', kind: () => Response.json({ detail: 'No' }, { status }) })
  await auth.refresh()
  expect(asked()).toEqual(['token 200', `refresh ${status}`, 'token 200'])
})

test.each([
  [500, 'server_error'],
  [408, 'timeout'],
  [429, 'rate_limited'],
] as const)('A refresh that answers %i ends no session and signs nobody in.', async (status, code) => {
  const { auth, emulator, clock, asked } = setUp({ useRefreshToken: true, retry: { maxAttempts: 1 } }, usable)
  const { value } = await auth.getToken()
  emulator.fail({ provider: 'genlogs', endpoint: 'refresh', kind: () => new Response('{}', { status }) })
  expect(await failureOf(auth.refresh())).toMatchObject({ code, status, phase: 'renew', retryable: true })
  expect((await auth.getToken()).value).toBe(value)
  await clock.advance(60_000)
  await auth.refresh()
  expect(asked()).toEqual(['token 200', `refresh ${status}`, 'refresh 200'])
})

const silent: ReadonlyArray<readonly [string, string]> = [
  ['no body', ''],
  ['a page', '<html><h1>Error</h1>This token is not known.</html>'],
  ['a word', 'Forbidden'],
  ['an empty object', '{}'],
  ['the word of an API gateway', '{"message":"Forbidden"}'],
]

test.each([400, 403, 404, 405, 410, 422].flatMap((status) => silent.map((body) => [status, ...body] as const)))(
  'A refresh that answers %i with %s, as a proxy might, ends no session and signs nobody in.',
  async (status, _, body) => {
    const { auth, emulator, clock, events, asked } = setUp({ useRefreshToken: true }, usable)
    const { value } = await auth.getToken()
    emulator.fail({ provider: 'genlogs', endpoint: 'refresh', kind: () => new Response(body, { status }) })
    const error = await failureOf(auth.refresh())
    expectExplained(error)
    expect(error).toMatchObject({ status, phase: 'renew', retryable: false })
    expect(error).not.toMatchObject({ code: 'reauth_required' })
    expect(events.some(({ type }) => type === 'notice')).toBe(false)
    expect((await auth.getToken()).value).toBe(value)
    await clock.advance(60_000)
    await auth.refresh()
    expect(asked()).toEqual(['token 200', `refresh ${status}`, 'refresh 200'])
  },
)

test('A refresh is not sent again when its answer is lost.', async () => {
  const { auth, emulator, clock, asked } = setUp({ useRefreshToken: true }, usable)
  await auth.getToken()
  emulator.fail({ provider: 'genlogs', endpoint: 'refresh', kind: 'reset' })
  expect(await failureOf(clock.settle(auth.refresh()))).toMatchObject({ code: 'network', phase: 'renew' })
  expect(asked()).toEqual(['token 200', 'refresh reset'])
})

test('People renew with the refresh token, and are asked to sign in again when it is rejected.', async () => {
  const { auth, emulator, asked } = setUp({ ...forPeople(), useRefreshToken: true }, usable)
  const { email, password } = emulator.credentials.genlogs
  await auth.signIn({ email, password })
  await auth.refresh()
  const detail = { message: 'Token is invalid', subcode: 'TOKEN_INVALID' }
  emulator.fail({ provider: 'genlogs', endpoint: 'refresh', kind: () => Response.json({ detail }, { status: 401 }) })
  const expected = { code: 'reauth_required', phase: 'renew', status: 401, providerCode: 'TOKEN_INVALID' }
  expect(await failureOf(auth.refresh())).toMatchObject(expected)
  expect(await failureOf(auth.refresh())).toMatchObject({ code: 'reauth_required' })
  expect(asked()).toEqual(['token 200', 'refresh 200', 'refresh 401'])
})

test('People without the option sign in again when the token is over.', async () => {
  const { auth, emulator, clock } = setUp(forPeople(), usable)
  const { email, password } = emulator.credentials.genlogs
  await auth.signIn({ email, password })
  await clock.advance(3_600_000)
  expect(await failureOf(auth.getToken())).toMatchObject({ code: 'reauth_required' })
})

test('An API key that is refused on renewal is no reason to end a session.', async () => {
  const { auth, emulator, clock } = setUp({ ...forPeople(), useRefreshToken: true }, usable)
  const { email, password } = emulator.credentials.genlogs
  await auth.signIn({ email, password })
  const kind = (): Response => Response.json({ detail: 'Invalid or missing API key' }, { status: 401 })
  emulator.fail({ provider: 'genlogs', endpoint: 'refresh', kind })
  expect(await failureOf(auth.refresh())).toMatchObject({ code: 'invalid_client', phase: 'renew' })
  await clock.advance(60_000)
  await auth.refresh()
})

test('A sign-out asks no server, and calls fail until the next sign-in.', async () => {
  const { auth, asked } = setUp()
  await auth.getToken()
  await auth.signOut()
  await auth.signOut()
  expect(await failureOf(auth.getToken())).toMatchObject({ code: 'reauth_required' })
  await auth.signIn()
  expect(asked()).toEqual(['token 200', 'token 200'])
})

test('A session without a refresh token is replaced by a sign-in, and nothing else is tried.', async () => {
  const { auth, emulator, asked } = setUp({ useRefreshToken: true }, usable)
  const body = { access_token_data: { token: 'abc', expires: '2030-01-01T01:00:00' } }
  emulator.fail({ provider: 'genlogs', endpoint: 'token', kind: () => Response.json(body) })
  await auth.getToken()
  await auth.refresh()
  expect(asked()).toEqual(['token 200', 'token 200'])
})

test('A renewal that was not taken on is sent again.', async () => {
  const { auth, emulator, clock, asked } = setUp({ useRefreshToken: true }, usable)
  await auth.getToken()
  emulator.fail({ provider: 'genlogs', endpoint: 'refresh', kind: 'rate-limit' })
  await clock.settle(auth.refresh())
  expect(asked()).toEqual(['token 200', 'refresh 429', 'refresh 200'])
})

test('A renewal that is answered with an unknown success ends no session.', async () => {
  const { auth, emulator, asked } = setUp({ useRefreshToken: true }, usable)
  await auth.getToken()
  emulator.fail({ provider: 'genlogs', endpoint: 'refresh', kind: () => Response.json({}, { status: 202 }) })
  expect(await failureOf(auth.refresh())).toMatchObject({ code: 'invalid_response', status: 202, phase: 'renew' })
  expect(asked()).toEqual(['token 200', 'refresh 202'])
})
