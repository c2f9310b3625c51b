import { startEmulator } from '@auth/emulator'
import { answering, failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { createGenlogsAuth } from '../src/index.ts'
import { setUp } from './support/genlogs.ts'

const awkward = { email: 'a+b@c.de', password: '1234+&%20ü' }

test('A service signs in when it is needed, and its calls carry the token and the API key.', async () => {
  const { auth, emulator } = setUp()
  const response = await auth.fetch('/me')
  expect([response.status, await response.json()]).toMatchObject([200, { email: 'ada+demo@example.com' }])
  const [signIn, call] = emulator.requests
  expect(signIn).toMatchObject({ method: 'POST', path: '/auth/token', headers: { accept: 'application/json' } })
  expect(signIn?.headers).toHaveProperty('x-api-key')
  expect(signIn?.headers).not.toHaveProperty('access-token')
  expect(call?.headers).toMatchObject({ 'access-token': '***', 'x-api-key': '***' })
  expect(call?.headers).not.toHaveProperty('authorization')
})

test('The token goes out as it is, with no Bearer in front.', async () => {
  const { auth } = setUp()
  const token = await auth.getToken()
  expect(await auth.headers()).toEqual({ 'access-token': token.value, 'x-api-key': 'genlogs-api-key' })
})

test('Credentials are in the query unless told otherwise, and the query is encoded once.', async () => {
  const { auth, sent } = setUp({ credentials: { email: 'ada@example.com', password: '1234+' } })
  await failureOf(auth.getToken())
  expect(new URL(sent[0]?.url ?? '').search).toBe('?email=ada%40example.com&password=1234%2B')
  expect([sent[0]?.headers.get('content-type'), await sent[0]?.text()]).toEqual([null, ''])
})

test("With credentialsIn: 'body' the URL holds no credentials.", async () => {
  const { auth, sent } = setUp({ credentialsIn: 'body', credentials: awkward }, { users: [awkward], variant: 'body' })
  await auth.getToken()
  expect(new URL(sent[0]?.url ?? '').search).toBe('')
  expect([sent[0]?.headers.get('content-type'), await sent[0]?.json()]).toEqual(['application/json', awkward])
})

test.each(['query', 'body'] as const)('Special characters arrive unchanged in the %s.', async (place) => {
  await using emulator = await startEmulator({ genlogs: { users: [awkward], variant: place } })
  const { apiKey } = emulator.credentials.genlogs
  const auth = createGenlogsAuth({ apiKey, credentials: awkward, credentialsIn: place, ...emulator.urls.genlogs })
  expect(await (await auth.fetch('/me')).json()).toMatchObject({ email: awkward.email })
})

test('A sign-in by query says that it has no body, as servers want from a POST.', async () => {
  await using emulator = await startEmulator()
  const { apiKey, email, password } = emulator.credentials.genlogs
  const auth = createGenlogsAuth({ apiKey, credentials: { email, password }, ...emulator.urls.genlogs })
  await auth.getToken()
  expect(emulator.requests[0]?.headers['content-length']).toBe('0')
})

test('The session has what the server sent along with the token.', async () => {
  const { auth, clock } = setUp()
  const refreshTokenExpiresAt = clock.now() + 86_400_000
  expect(await auth.signIn()).toEqual({ userId: '4821', refreshTokenExpiresAt })
  const newer = setUp({}, { userIdType: 'number', includeCompany: true })
  expect(await newer.auth.session()).toEqual({
    userId: '4821',
    companyId: 17,
    customerName: 'Example Freight',
    refreshTokenExpiresAt,
  })
})

test.each(['naive', 'utc', 'offset'] as const)('An expiry written as %s is the same moment.', async (expiresFormat) => {
  const { auth, clock } = setUp({}, { expiresFormat })
  expect((await auth.getToken()).expiresAt).toBe(clock.now() + 3_600_000)
})

test('A wrong local clock does not shorten the life of a token.', async () => {
  const serverTime = Date.UTC(2030, 0, 1)
  const expires = '2030-01-01T01:00:00'
  const date = new Date(serverTime).toUTCString()
  const { auth, clock } = setUp({ fetch: answering(200, { access_token_data: { token: 'abc', expires } }, { date }) })
  clock.setWall(serverTime + 7_200_000)
  expect((await auth.getToken()).expiresAt).toBe(clock.now() + 3_600_000)
})

test('A missing expiry is taken as five minutes, and reported.', async () => {
  const { auth, clock, events } = setUp({
    fetch: answering(200, { access_token_data: { token: 'abc', expires: null } }),
  })
  expect((await auth.getToken()).expiresAt).toBe(clock.now() + 300_000)
  expect(events).toContainEqual(expect.objectContaining({ type: 'expiry-missing' }))
  expect(await auth.session()).toEqual({})
})

test('An expiry that cannot be read, or is past, is an invalid response.', async () => {
  for (const expires of ['soon', '3600', '2001-01-01T00:00:00']) {
    const { auth } = setUp({ fetch: answering(200, { access_token_data: { token: 'abc', expires } }) })
    expect(await failureOf(auth.getToken())).toMatchObject({ code: 'invalid_response', phase: 'sign-in', status: 200 })
  }
})

test('An expiry of the refresh token that cannot be read is left out.', async () => {
  const access = { token: 'abc', expires: '2030-01-01T01:00:00' }
  const refresh = { token: 'def', expires: 'soon' }
  const { auth } = setUp({ fetch: answering(200, { access_token_data: access, refresh_token_data: refresh }) })
  expect((await auth.signIn()).refreshTokenExpiresAt).toBeUndefined()
})

test('The redirect that a trailing slash causes is refused, and the credentials go nowhere.', async () => {
  const { emulator } = setUp()
  const { auth, sent } = setUp({
    fetch: (input, init) => {
      const request = new Request(input, init)
      return emulator.fetch(new Request(request.url.replace('/token?', '/token/?'), request))
    },
  })
  expect(await failureOf(auth.getToken())).toMatchObject({ code: 'unexpected_redirect', status: 307, retryable: false })
  expect([sent.length, emulator.requests.length]).toEqual([1, 1])
})

test('A sign-in is sent again after a lost answer and after a 500.', async () => {
  const { auth, emulator, clock, asked } = setUp()
  emulator.fail({ provider: 'genlogs', kind: 'reset' })
  emulator.fail({ provider: 'genlogs', kind: 'html' })
  await clock.settle(auth.getToken())
  expect(asked()).toEqual(['token reset', 'token 500', 'token 200'])
})

test.each([
  [{ email: '', password: 'secret-word' }, 'email'],
  [{ email: 'ada@example.com', password: '' }, 'password'],
])('What nobody can sign in with is refused without a request: %j.', async (credentials, name) => {
  const { auth, asked } = setUp({ credentials: undefined })
  const error = await failureOf(auth.signIn(credentials))
  expect(error).toMatchObject({ name: 'AuthError', phase: 'sign-in' })
  expect(String(error)).toContain(`\`${name}\``)
  expect(asked()).toEqual([])
})
