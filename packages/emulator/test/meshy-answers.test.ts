import { expect, test } from 'vitest'
import { createEmulator, type Emulator, type MeshyOptions } from '../src/fetch.ts'
import { createHandClock } from './support/hand-clock.ts'

const login = { client_id: 'pk_demo', grant_type: 'password', username: 'ada', password: 'ada-password' }
const now = Date.UTC(2026, 0, 1)

const meshy = (options: MeshyOptions = {}, clock = createHandClock(now)): Emulator =>
  createEmulator({ clock, meshy: options })

function token(emulator: Emulator, form: Record<string, string>, headers: Record<string, string> = {}) {
  return emulator.fetch(`${emulator.urls.meshy.authBaseUrl}/demo/connect/token`, {
    ...{ method: 'POST', body: new URLSearchParams(form), headers },
  })
}

function api(emulator: Emulator, path: string, init: RequestInit = {}): Promise<Response> {
  return emulator.fetch(`${emulator.urls.meshy.apiBaseUrl}/demo${path}`, init)
}

const refresh = (emulator: Emulator, refresh_token: string): Promise<Response> =>
  token(emulator, { client_id: 'pk_demo', grant_type: 'refresh_token', refresh_token })

function claimsOf(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())
}

test('The tokens of a session say whose they are and when they end.', async () => {
  const clock = createHandClock(now)
  const emulator = meshy({}, clock)
  const first = await (await token(emulator, { ...login, scope: 'openid offline_access' })).json()
  expect(first.refresh_token).toMatch(/^[\da-f]{32}$/)
  clock.advance(60_000)
  const second = await (await refresh(emulator, first.refresh_token)).json()
  const seconds = now / 1000
  const claims = {
    ...{ nbf: seconds + 60, exp: seconds + 60 + 3600, auth_time: seconds },
    ...{ client_id: 'pk_demo', sub: expect.stringMatching(/^[\da-f]{24}$/), id: 'ada' },
  }
  expect(claimsOf(second.id_token)).toEqual(claims)
  expect(claimsOf(second.access_token)).toEqual({
    ...{ ...claims, scope: ['openid', 'offline_access'] },
    jti: expect.stringMatching(/^[\da-f]{32}$/),
  })
})

test.each([
  ['Basic', btoa('pk_demo:'), 200],
  ['basic', ` ${btoa('pk_demo:a-secret')}`, 200],
  ['Basic', btoa('pk%5Fdemo'), 200],
  ['Basic', btoa('pk_other:'), 400],
  ['Basic', `${btoa('pk_other:')} x`, 200],
  ['X-Basic', btoa('pk_other:'), 200],
  // What cannot be read is none, and the form counts.
  ['Basic', btoa(':'), 200],
  ['Basic', '%%%', 200],
  ['Basic', btoa('%E0%A4%A'), 200],
])('A client may name itself in a header: %s %s.', async (scheme, encoded, status) => {
  const response = await token(meshy(), login, { authorization: `${scheme} ${encoded}` })
  expect(response.status).toBe(status)
})

test('A plus sign in the name of a client stands for a space.', async () => {
  const emulator = meshy({ publicKey: 'pk demo' })
  const headers = { authorization: `Basic ${btoa('pk+demo:')}` }
  expect((await token(emulator, { ...login, client_id: '' }, headers)).status).toBe(200)
})

test.each([
  ['username', 'x'.repeat(100), 'invalid_username_or_password'],
  ['username', 'x'.repeat(101), undefined],
  ['password', 'x'.repeat(100), 'invalid_username_or_password'],
  ['password', 'x'.repeat(101), undefined],
])('A %s is looked up up to a length of 100 characters: %s.', async (field, text, error_description) => {
  const response = await token(meshy(), { ...login, [field]: text })
  expect(await response.json()).toEqual({ error: 'invalid_grant', error_description })
})

test('A scope has 300 characters at most.', async () => {
  const scope = (length: number): string => `meshy.api${' '.repeat(length - 9)}`
  expect((await token(meshy(), { ...login, scope: scope(300) })).status).toBe(200)
  expect(await (await token(meshy(), { ...login, scope: scope(301) })).json()).toEqual({ error: 'invalid_scope' })
})

test('What is missing is refused as what is empty.', async () => {
  const { username: _, ...nameless } = login
  expect(await (await token(meshy(), nameless)).json()).toEqual({ error: 'invalid_grant' })
  expect(await (await token(meshy(), { client_id: 'pk_demo' })).json()).toEqual({ error: 'unsupported_grant_type' })
  const renewal = { client_id: 'pk_demo', grant_type: 'refresh_token' }
  expect(await (await token(meshy(), renewal)).json()).toEqual({ error: 'invalid_request' })
  const url = `${meshy().urls.meshy.authBaseUrl}/demo/connect/revocation`
  const revocation = await meshy().fetch(url, { method: 'POST', body: new URLSearchParams({ client_id: 'pk_demo' }) })
  expect(await revocation.json()).toEqual({ error: 'invalid_request' })
})

test('A form is one by its type, and by its method.', async () => {
  const url = `${meshy().urls.meshy.authBaseUrl}/demo/connect/token`
  const body = new TextEncoder().encode(new URLSearchParams(login).toString())
  expect(await (await meshy().fetch(url, { method: 'POST', body })).json()).toEqual({ error: 'invalid_request' })
  const put = await meshy().fetch(url, { method: 'PUT', body: new URLSearchParams(login) })
  expect(await put.json()).toEqual({ error: 'invalid_request' })
})

test('A dead refresh token may be reported in words.', async () => {
  const emulator = meshy({ deadTokenError: 'invalid_request' })
  const answer = { error: 'invalid_request', error_description: 'Token has been revoked' }
  expect(await (await refresh(emulator, 'x')).json()).toEqual(answer)
})

test('Tokens end to the millisecond.', async () => {
  const clock = createHandClock(now)
  const emulator = meshy({ refreshTokenRotation: false, refreshTokenLifetimeMs: 7_200_000 }, clock)
  const { access_token, refresh_token } = await (await token(emulator, login)).json()
  const me = async () =>
    (await api(emulator, '/users/me', { headers: { authorization: `Bearer ${access_token}` } })).status
  clock.advance(3_599_999)
  expect(await me()).toBe(200)
  clock.advance(1)
  expect(await me()).toBe(401)
  clock.advance(3_599_999)
  expect((await refresh(emulator, refresh_token)).status).toBe(200)
  clock.advance(1)
  expect((await refresh(emulator, refresh_token)).status).toBe(400)
})

test('A replay ends its own session, and no other.', async () => {
  const emulator = meshy({ reuseDetection: true })
  const [first, other] = [await (await token(emulator, login)).json(), await (await token(emulator, login)).json()]
  const next = await (await refresh(emulator, first.refresh_token)).json()
  expect((await refresh(emulator, 'unknown')).status).toBe(400)
  expect((await refresh(emulator, first.refresh_token)).status).toBe(400)
  expect((await refresh(emulator, next.refresh_token)).status).toBe(400)
  expect((await refresh(emulator, other.refresh_token)).status).toBe(200)
})

test('A client cannot revoke the token of another.', async () => {
  const emulator = meshy({ tenants: { north: 'pk_north' } })
  const { refresh_token } = await (await token(emulator, login)).json()
  const response = await emulator.fetch(`${emulator.urls.meshy.authBaseUrl}/demo/connect/revocation`, {
    ...{ method: 'POST', headers: { tenant: 'north' } },
    body: new URLSearchParams({ client_id: 'pk_north', token: refresh_token }),
  })
  expect([response.status, await response.text()]).toEqual([200, ''])
  expect((await refresh(emulator, refresh_token)).status).toBe(200)
})

test.each([
  ['bearer  TOKEN', 200],
  ['Bearer TOKEN', 200],
  ['X-Bearer TOKEN', 401],
  ['Bearer TOKEN x', 401],
  ['TOKEN', 401],
])('A token presented as %s is answered with %i.', async (header, status) => {
  const emulator = meshy()
  const { access_token } = await (await token(emulator, login)).json()
  const authorization = header.replace('TOKEN', access_token)
  expect((await api(emulator, '/users/me', { headers: { authorization } })).status).toBe(status)
})

test('A user is shown with what the documentation shows.', async () => {
  const emulator = meshy()
  const { access_token } = await (await token(emulator, login)).json()
  const response = await api(emulator, '/users/me', { headers: { authorization: `Bearer ${access_token}` } })
  const unknown = { firstName: null, lastName: null, phoneNumber: null, emailAddress: null }
  expect(await response.json()).toEqual({
    ...{ ...unknown, id: expect.any(String), username: 'ada', verified: true, isActive: true },
    ...{ roles: [], securityQuestions: [], anonymous: false, lastAccessed: '2026-01-01T00:00:00.000Z' },
  })
  const visitor = await api(emulator, '/users/register/anonymous', { method: 'POST', body: '{"a":1,"UserName":"x"}' })
  expect(await visitor.json()).toMatchObject({ username: 'x', verified: false, anonymous: true })
})

test.each([
  ['POST', '/users/me', 405],
  ['GET', '/users/register/anonymous', 405],
])('%s %s is no method of it.', async (method, path, status) => {
  const response = await api(meshy(), path, { method, ...(method === 'POST' && { body: '{}' }) })
  expect([response.status, await response.text()]).toEqual([status, ''])
})

test('Nobody is registered for a tenant that is not there.', async () => {
  const response = await api(meshy(), '/users/register/anonymous', {
    ...{ method: 'POST', body: '{"username":"x"}', headers: { tenant: 'south' } },
  })
  expect([response.status, await response.json()]).toEqual([400, { message: 'Tenant is not known.' }])
})

test('A revocation that is no posted form has an empty answer.', async () => {
  const url = `${meshy().urls.meshy.authBaseUrl}/demo/connect/revocation`
  const texts = [await meshy().fetch(url), await meshy().fetch(url, { method: 'POST', body: '{}' })]
  expect(await Promise.all(texts.map((response) => response.text()))).toEqual(['', ''])
})

test.each([
  ['', 404],
  ['/demo', 404],
  ['/other/connect/token', 404],
  ['/x/demo/connect/token', 404],
  ['/%64emo/connect/token', 200],
  ['/%E0%A4%A/connect/token', 404],
])('The account is the first part of the path: %s.', async (path, status) => {
  const emulator = meshy()
  const url = emulator.urls.meshy.authBaseUrl + path
  const response = await emulator.fetch(url, { method: 'POST', body: new URLSearchParams(login) })
  expect(response.status).toBe(status)
  if (status === 404) expect(await response.text()).toBe('')
})

test.each([
  ['application/x-www-form-urlencoded', 200],
  ['application/x-www-form-urlencoded ;charset=utf-8', 200],
  ['x-application/x-www-form-urlencoded', 400],
  ['application/x-www-form-urlencodedx', 400],
])('A body of the type %s is answered with %i.', async (type, status) => {
  const emulator = meshy()
  const url = `${emulator.urls.meshy.authBaseUrl}/demo/connect/token`
  const body = new TextEncoder().encode(new URLSearchParams(login).toString())
  expect((await emulator.fetch(url, { method: 'POST', headers: { 'content-type': type }, body })).status).toBe(status)
})

test('Of two fields of one name, the first one counts.', async () => {
  const url = `${meshy().urls.meshy.authBaseUrl}/demo/connect/token`
  const body = new URLSearchParams(login)
  body.append('PASSWORD', 'a wrong password')
  expect((await meshy().fetch(url, { method: 'POST', body })).status).toBe(200)
})

test('The head of a token names its kind.', async () => {
  const { access_token } = await (await token(meshy(), login)).json()
  const [head = '', payload = '', signature = ''] = access_token.split('.')
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'RS256', typ: 'JWT' })
  expect(`${head}${payload}${signature}`).toMatch(/^[\w-]+$/)
})
