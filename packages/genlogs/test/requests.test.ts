import { createEmulator } from '@auth/emulator/fetch'
import { failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { setUp } from './support/genlogs.ts'

const credentialHeaders = ['access-token', 'x-api-key']

/** Answers the next calls of the API like this. */
function refuse({ emulator }: ReturnType<typeof setUp>, status: number, body: unknown, times = 1): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const kind = (): Response => new Response(text, { status })
  emulator.fail({ provider: 'genlogs', endpoint: 'resource', times, kind })
}

test('A revoked token is replaced once, and the call sent again.', async () => {
  const { auth, emulator, asked } = setUp()
  await auth.getToken()
  emulator.revokeAccessTokens('genlogs')
  expect((await auth.fetch('/me')).status).toBe(200)
  expect(asked()).toEqual(['token 200', 'resource 401', 'token 200', 'resource 200'])
})

test.each([
  {},
  { detail: { message: 'Token is missing', subcode: 'TOKEN_MISSING' } },
  { detail: 'Access-Token or x-api-key is missing or incorrect' },
])('A 401 means the token, unless it clearly means the API key: %j.', async (body) => {
  const setup = setUp()
  refuse(setup, 401, body)
  expect((await setup.auth.fetch('/me')).status).toBe(200)
})

test.each([{ detail: 'Invalid or missing API key' }, { message: 'Bad request', subcode: 'API_KEY_INVALID' }])(
  'A 401 because of the API key goes to the caller: %j.',
  async (body) => {
    const setup = setUp()
    refuse(setup, 401, body)
    const response = await setup.auth.fetch('/me')
    expect([response.status, await response.json()]).toEqual([401, body])
    expect(setup.asked()).toEqual(['token 200', 'resource 401'])
  },
)

test('A 403 because of a permission goes to the caller, and costs no sign-in.', async () => {
  const { auth, emulator, asked } = setUp()
  const { email, password } = emulator.credentials.genlogs.unpermittedUser
  await auth.signIn({ email, password })
  const response = await auth.fetch('/me')
  expect([response.status, await response.json()]).toMatchObject([403, { detail: expect.stringMatching('permission') }])
  expect(asked()).toEqual(['token 200', 'resource 403'])
})

test('A 403 that names an expired token is answered with a new one.', async () => {
  // Its own clock, so that the token ends there before it does here.
  const server = createEmulator({ genlogs: { expiredTokenStatus: 403 } })
  const { auth } = setUp({ fetch: server.fetch })
  await auth.getToken()
  server.advance(3_600_000)
  expect((await auth.fetch('/me')).status).toBe(200)
  expect(server.requests.map(({ status }) => status)).toEqual([200, 403, 200, 200])
})

test.each([
  { detail: 'Signature has expired' },
  { detail: { message: 'No', subcode: 'TOKEN_EXPIRED' } },
  { message: 'Invalid token', code: 403 },
])('A 403 that says %j is about the token.', async (body) => {
  const setup = setUp()
  refuse(setup, 403, body)
  expect((await setup.auth.fetch('/me')).status).toBe(200)
})

test.each([
  { detail: 'Invalid token or insufficient permissions' },
  { message: 'Forbidden' },
  { detail: 'Invalid API key' },
  { detail: 'This token may not read alerts' },
  'User is not authorized',
  '<h1>Your token is invalid</h1>',
])('A 403 that says %j is not, while the token lives.', async (body) => {
  const setup = setUp()
  refuse(setup, 403, body)
  expect((await setup.auth.fetch('/me')).status).toBe(403)
  expect(setup.asked()).toEqual(['token 200', 'resource 403'])
})

test('A 403 without a reason is about the token when that has just ended.', async () => {
  const { auth, emulator, clock, asked } = setUp()
  const kind = async (): Promise<Response> => {
    await clock.advance(3_600_000)
    return Response.json({ message: 'Forbidden' }, { status: 403 })
  }
  emulator.fail({ provider: 'genlogs', endpoint: 'resource', kind })
  expect((await auth.fetch('/me')).status).toBe(200)
  expect(asked()).toEqual(['token 200', 'resource 403', 'token 200', 'resource 200'])
})

test('Nothing is sent to an origin that is not of GenLogs.', async () => {
  const { auth, sent } = setUp()
  await auth.getToken()
  expect(await failureOf(auth.fetch('https://elsewhere.example/me'))).toMatchObject({ code: 'origin_not_allowed' })
  expect(await failureOf(auth.headers('https://elsewhere.example'))).toMatchObject({ code: 'origin_not_allowed' })
  expect(sent).toHaveLength(1)
})

test('A redirect to another origin takes along neither the token nor the API key.', async () => {
  const home = setUp()
  const location = 'https://elsewhere.example/me'
  const kind = (): Response => new Response(null, { status: 307, headers: { location } })
  home.emulator.fail({ provider: 'genlogs', endpoint: 'resource', kind })
  const { auth, sent } = setUp({
    fetch: async (input, init) => {
      const request = new Request(input, init)
      return request.url === location ? new Response('elsewhere') : home.emulator.fetch(request)
    },
  })
  const response = await auth.fetch('/me', { headers: { 'x-trace': '17' } })
  expect(await response.text()).toBe('elsewhere')
  const held = sent.map(({ url, headers }) => [
    new URL(url).host,
    credentialHeaders.filter((name) => headers.has(name)),
  ])
  expect(held).toEqual([
    ['emulator.test', ['x-api-key']],
    ['emulator.test', credentialHeaders],
    ['elsewhere.example', []],
  ])
  expect(sent[2]?.headers.get('x-trace')).toBe('17')
})

test('An answer other than 401 and 403 is not about the token, whatever it says.', async () => {
  for (const status of [400, 404, 422, 500]) {
    const setup = setUp()
    refuse(setup, status, { detail: 'Signature has expired' })
    expect((await setup.auth.fetch('/me')).status).toBe(status)
    expect(setup.asked()).toEqual(['token 200', `resource ${status}`])
  }
})
