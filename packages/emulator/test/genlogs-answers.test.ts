import { expect, test } from 'vitest'
import { createEmulator, type Emulator, type GenlogsOptions } from '../src/fetch.ts'
import { createHandClock } from './support/hand-clock.ts'

const key = { 'x-api-key': 'genlogs-api-key' }
const user = { email: 'ada+demo@example.com', password: '1234+' }
const now = Date.UTC(2026, 0, 1)

const genlogs = (options: GenlogsOptions = {}, clock = createHandClock(now)): Emulator =>
  createEmulator({ clock, genlogs: options })

async function signIn(emulator: Emulator, headers: Record<string, string> = key, body?: string) {
  const query = body === undefined ? `?${new URLSearchParams(user)}` : ''
  const response = await emulator.fetch(`${emulator.urls.genlogs.authBaseUrl}/auth/token${query}`, {
    ...{ method: 'POST', headers, ...(body !== undefined && { body: new TextEncoder().encode(body) }) },
  })
  return { status: response.status, body: await response.json() }
}

async function me(emulator: Emulator, headers: Record<string, string>) {
  const response = await emulator.fetch(`${emulator.urls.genlogs.apiBaseUrl}/me`, { headers })
  return { status: response.status, body: await response.json() }
}

const missingKey = { type: 'missing', loc: ['header', 'x-api-key'], msg: 'Field required', input: null }
const wrongKey = {
  type: 'value_error',
  loc: ['header', 'x-api-key'],
  msg: 'Value error, invalid API key',
  input: '***',
}

test.each<[GenlogsOptions, Record<string, string>, object]>([
  [{ apiKeyStatus: 401 }, {}, { detail: 'Invalid or missing API key' }],
  [{ apiKeyStatus: 401 }, { 'x-api-key': 'x' }, { detail: 'Invalid or missing API key' }],
  [{ apiKeyStatus: 403 }, { 'x-api-key': 'x' }, { message: 'Forbidden' }],
  [{ apiKeyStatus: 422 }, {}, { detail: [missingKey] }],
  [{ apiKeyStatus: 422 }, { 'x-api-key': 'x' }, { detail: [wrongKey] }],
])('With %o, a request with the headers %o is refused alike everywhere.', async (options, headers, body) => {
  const emulator = genlogs(options)
  const refused = { status: options.apiKeyStatus, body }
  expect(await signIn(emulator, headers)).toEqual(refused)
  expect(await me(emulator, headers)).toEqual(refused)
  const path = '/auth/token/refresh?refresh_token=x'
  const refresh = await emulator.fetch(emulator.urls.genlogs.authBaseUrl + path, { method: 'POST', headers })
  expect([refresh.status, await refresh.json()]).toEqual([refused.status, body])
})

test('A problem of the API key is reported with the others, after them.', async () => {
  const emulator = genlogs({ apiKeyStatus: 422 })
  const response = await emulator.fetch(`${emulator.urls.genlogs.authBaseUrl}/auth/token?email=a`, { method: 'POST' })
  const password = { type: 'missing', loc: ['query', 'password'], msg: 'Field required', input: null }
  expect(await response.json()).toEqual({ detail: [password, missingKey] })
})

test('A token that is unknown, and one that has ended, are told apart.', async () => {
  const clock = createHandClock(now)
  const emulator = genlogs({}, clock)
  const { body } = await signIn(emulator)
  expect(await me(emulator, { ...key, 'access-token': 'x' })).toEqual({
    status: 401,
    body: { detail: { message: 'Token is invalid', subcode: 'TOKEN_INVALID' } },
  })
  clock.advance(3_599_999)
  expect((await me(emulator, { ...key, 'access-token': body.access_token_data.token })).status).toBe(200)
  clock.advance(1)
  expect(await me(emulator, { ...key, 'access-token': body.access_token_data.token })).toEqual({
    status: 401,
    body: { detail: { message: 'Token has expired', subcode: 'TOKEN_EXPIRED' } },
  })
})

test('A refresh token ends to the millisecond.', async () => {
  const clock = createHandClock(now)
  const emulator = genlogs({ refreshUsable: true }, clock)
  const { token } = (await signIn(emulator)).body.refresh_token_data
  expect(token).toMatch(/^[\da-f]{43}$/)
  const refresh = async (): Promise<number> => {
    const path = `/auth/token/refresh?refresh_token=${token}`
    return (await emulator.fetch(emulator.urls.genlogs.authBaseUrl + path, { method: 'POST', headers: key })).status
  }
  clock.advance(86_399_999)
  expect(await refresh()).toBe(200)
  clock.advance(1)
  expect(await refresh()).toBe(401)
})

test('An access token is a JWT that says whose it is and when it ends.', async () => {
  const { token } = (await signIn(genlogs())).body.access_token_data
  const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())
  expect(claims).toEqual({
    ...{ sub: '4821', customer_id: 17, exp: (now + 3_600_000) / 1000 },
    jti: expect.stringMatching(/^[\da-f]{32}$/),
  })
})

test.each([
  'application/json',
  'application/json; charset=utf-8',
  'Application/JSON ;charset=utf-8',
  'application/vnd.api+json',
  '',
])('A body of the type "%s" is read as JSON.', async (type) => {
  const headers = { ...key, ...(type && { 'content-type': type }) }
  expect((await signIn(genlogs(), headers, JSON.stringify(user))).status).toBe(200)
})

const noObject = 'Input should be a valid dictionary or object to extract fields from'

test.each<[string, string, object]>([
  ['text/plain', '{}', { type: 'model_attributes_type', loc: ['body'], msg: noObject, input: '{}' }],
  ['x-application/json', '{}', { type: 'model_attributes_type', loc: ['body'], msg: noObject, input: '{}' }],
  ['application/jsonx', '{}', { type: 'model_attributes_type', loc: ['body'], msg: noObject, input: '{}' }],
  ['application/json', 'null', { type: 'model_attributes_type', loc: ['body'], msg: noObject, input: null }],
  ['application/json', '"x"', { type: 'model_attributes_type', loc: ['body'], msg: noObject, input: 'x' }],
  ['application/json', '[]', { type: 'model_attributes_type', loc: ['body'], msg: noObject, input: [] }],
  [
    'application/json',
    '{',
    { type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: {}, ctx: { error: 'Expecting value' } },
  ],
  [
    'application/json',
    '{"email":1,"password":"x"}',
    { type: 'string_type', loc: ['body', 'email'], msg: 'Input should be a valid string', input: 1 },
  ],
])('A body of the type %s with %s is refused with the words of FastAPI.', async (type, text, problem) => {
  const answer = await signIn(genlogs(), { ...key, 'content-type': type }, text)
  expect(answer).toEqual({ status: 422, body: { detail: [problem] } })
})

test('A body that is missing is reported as such.', async () => {
  const problem = { type: 'missing', loc: ['body'], msg: 'Field required', input: null }
  expect((await signIn(genlogs({ variant: 'body' }))).body).toEqual({ detail: [problem] })
})
