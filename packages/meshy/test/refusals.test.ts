import { answering, failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { findRefreshToken } from '../src/find-refresh-token.ts'
import { readRefusal } from '../src/refusal.ts'
import { forPeople, type Setup, setUp } from './support/meshy.ts'

const ada = { username: 'ada', password: 'ada-password' }

test.each([
  ['invalid_grant', 'invalid_credentials'],
  ['invalid_client', 'invalid_client'],
  ['unauthorized_client', 'invalid_request'],
  ['unsupported_grant_type', 'invalid_request'],
  ['invalid_scope', 'invalid_request'],
  ['invalid_request', 'invalid_request'],
])('A sign-in refused with %s is %s whatever the status, and whatever else the words name.', async (error, code) => {
  for (const status of [400, 401, 403, 422]) {
    for (const words of [undefined, 'Neither the scope nor the client id counts.']) {
      const fetch = answering(status, { error, error_description: words })
      const refused = await failureOf(setUp({ fetch }).auth.getToken())
      expect(refused).toMatchObject({ code, status, providerCode: error, phase: 'sign-in', retryable: false })
    }
  }
})

test('A server that answers 401 is understood as one that answers 400.', async () => {
  const server = { refusalStatus: 401 } as const
  const wrong = setUp({ credentials: { username: 'ada', password: 'a wrong password' } }, server)
  expect(await failureOf(wrong.auth.getToken())).toMatchObject({ code: 'invalid_credentials', status: 401 })
  const stranger = setUp({ publicKey: 'pk_of_nobody' }, server)
  const error = await failureOf(stranger.auth.getToken())
  expect(error).toMatchObject({ code: 'invalid_client', status: 401 })
  expect(String(error)).toContain('`publicKey`')
})

test('A public key that may not sign in with a password is reported, with what to do.', async () => {
  const fetch = answering(401, { error: 'unauthorized_client' })
  expect(String(await failureOf(setUp({ fetch }).auth.getToken()))).toMatch(
    /may not sign in with a password. Check the acc/,
  )
})

test('An error code counts also where its description is no text.', async () => {
  const fetch = answering(401, { error: 'invalid_client', error_description: { en: 'Username?' } })
  const error = await failureOf(setUp({ fetch }).auth.getToken())
  expect(error).toMatchObject({ code: 'invalid_client', providerCode: 'invalid_client' })
  expect(String(error)).not.toContain('[object')
})

test('A sign-out that is refused with 401 is reported as with 400.', async () => {
  const { auth, emulator } = setUp(forPeople(), { refusalStatus: 401 })
  await auth.signIn(ada)
  const kind = (): Response => Response.json({ error: 'invalid_client' }, { status: 401 })
  emulator.fail({ provider: 'meshy', endpoint: 'revocation', kind })
  expect(await failureOf(auth.signOut())).toMatchObject({ code: 'invalid_client', phase: 'sign-out', status: 401 })
})

/** Servers that refuse a dead refresh token in ways of their own. */
const servers = [
  { deadTokenError: 'invalid_request', refusalStatus: 400 },
  { deadTokenError: 'invalid_grant', refusalStatus: 401 },
] as const

/** The token of a session is over, and so is its refresh token. */
async function outlive({ auth, clock }: Pick<Setup, 'auth' | 'clock'>): Promise<void> {
  await auth.signIn(ada)
  await clock.advance(3_600_000)
}

test.each(servers)('A refresh token that is rejected for good is followed by one sign-in: %j.', async (server) => {
  const setup = setUp({}, { ...server, refreshTokenLifetimeMs: 1_800_000 })
  await outlive(setup)
  await setup.auth.getToken()
  await setup.auth.getToken()
  expect(setup.asked()).toEqual(['password 200', `refresh_token ${server.refusalStatus}`, 'password 200'])
})

test.each(servers)('Without credentials it ends the session, and is not sent again: %j.', async (server) => {
  const setup = setUp(forPeople(), { ...server, refreshTokenLifetimeMs: 1_800_000 })
  await outlive(setup)
  for (const _ of [1, 2, 3]) expect(await failureOf(setup.auth.getToken())).toMatchObject({ code: 'reauth_required' })
  expect(setup.asked()).toEqual(['password 200', `refresh_token ${server.refusalStatus}`])
})

test.each([
  ['an empty body', () => new Response(null, { status: 401 })],
  ['a page', () => new Response('<html>Forbidden</html>', { status: 403 })],
  ['a page that speaks of tokens', () => new Response('<html>Your token is inactive.</html>', { status: 400 })],
  ['the name of the status', () => Response.json({ error: 'Bad Request', statusCode: 400 }, { status: 400 })],
  ['an error that passes', () => Response.json({ error: 'temporarily_unavailable' }, { status: 400 })],
  ['a 425', () => Response.json({ error: 'invalid_grant' }, { status: 425 })],
] as const)('%s does not end the session of a person.', async (_, kind) => {
  const { auth, emulator, clock, asked } = setUp(forPeople())
  await auth.signIn(ada)
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind })
  const error = await failureOf(auth.refresh())
  expect(error).not.toMatchObject({ code: 'reauth_required' })
  await clock.advance(3_600_000)
  await auth.getToken()
  expect(asked().at(-1)).toBe('refresh_token 200')
})

test.each<[unknown, number]>([
  [3600.7, 3_600_700],
  ['3600', 3_600_000],
  ['3600.5', 3_600_500],
  [3600.0, 3_600_000],
])('A life of %j seconds is understood.', async (expires_in, lifeMs) => {
  const fetch = answering(200, { access_token: 'abc', expires_in, token_type: 'Bearer' })
  const { auth, clock } = setUp({ fetch })
  const now = clock.now()
  expect((await auth.getToken()).expiresAt).toBe(now + lifeMs)
})

test.each([0, -5, '-5', 'soon', '1e3', '', true, {}, 1e12])('A life of %j seconds is refused.', async (expires_in) => {
  const fetch = answering(200, { access_token: 'abc', expires_in, token_type: 'Bearer' })
  expect(await failureOf(setUp({ fetch }).auth.getToken())).toMatchObject({ code: 'invalid_response' })
})

test('A renewal whose life has a fraction keeps the session, and the new refresh token.', async () => {
  const { auth, emulator, clock, sent } = setUp(forPeople())
  await auth.signIn(ada)
  const body = { access_token: 'new', expires_in: '3599.9', token_type: 'Bearer', refresh_token: 'rotated' }
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind: () => Response.json(body) })
  expect((await auth.refresh()).value).toBe('new')
  await clock.advance(3_600_000)
  await failureOf(auth.getToken())
  expect(new URLSearchParams(await sent.at(-1)?.text()).get('refresh_token')).toBe('rotated')
})

test.each<[unknown, string | undefined]>([
  [{ refresh_token: 'rt', expires_in: 'soon' }, 'rt'],
  [{ refresh_token: '' }, undefined],
  [{ refresh_token: 17 }, undefined],
  [{ refresh_token: { token: 'rt' } }, undefined],
  [{}, undefined],
  [['rt'], undefined],
  ['refresh_token', undefined],
  [null, undefined],
  [17, undefined],
])('In a renewal that answers %j the refresh token is %j.', (body, token) => {
  expect(findRefreshToken(body)).toBe(token)
})

test.each([
  ['unsupported_grant_type', undefined, 'does not sign in with a password'],
  ['invalid_grant', undefined, 'or the user is no longer active or not yet verified'],
  ['invalid_grant', 'The password is wrong.', 'the username or password is wrong (the provider said'],
])('A sign-in refused with %s and the words %j says what that may mean.', async (error, words, reason) => {
  const fetch = answering(400, { error, error_description: words })
  expect(String(await failureOf(setUp({ fetch }).auth.getToken()))).toContain(reason)
})

test.each([
  [202, 'invalid_response'],
  [408, 'timeout'],
  [425, 'invalid_response'],
  [502, 'server_error'],
])('With the status %i an OAuth error is not taken for a refusal.', async (status, code) => {
  const body = { error: 'invalid_grant' }
  const options = { retry: { maxAttempts: 1 } }
  expect(await failureOf(setUp({ ...options, fetch: answering(status, body) }).auth.getToken())).toMatchObject({ code })
  const { auth, emulator } = setUp({ ...forPeople(), ...options })
  await auth.signIn(ada)
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind: () => Response.json(body, { status }) })
  expect(await failureOf(auth.refresh())).toMatchObject({ code, phase: 'renew' })
})

test.each<[unknown, ReturnType<typeof readRefusal>]>([
  [
    { error: 'invalid_grant', error_description: 'No' },
    { error: 'invalid_grant', words: 'No' },
  ],
  ['{"error":"invalid_grant","error_description":"No"}', { error: 'invalid_grant', words: 'No' }],
  ['{"error":"invalid_grant"}', { error: 'invalid_grant', words: '' }],
  [{ error: 'e1042.x-y' }, { error: 'e1042.x-y', words: '' }],
  [{ error: 'invalid grant' }, { error: undefined, words: '' }],
  ['{"error":"Bad Request"}', { error: undefined, words: '{"error":"Bad Request"}' }],
  ['null', { error: undefined, words: 'null' }],
  ['3', { error: undefined, words: '3' }],
  ['"No"', { error: undefined, words: '"No"' }],
  ['No', { error: undefined, words: 'No' }],
  ['', { error: undefined, words: '' }],
  [undefined, { error: undefined, words: '' }],
])('The refusal %j is read.', (body, read) => {
  expect(readRefusal(body)).toEqual(read)
})
