import { expect, test } from 'vitest'
import { createEmulator, type Emulator, type MeshyOptions } from '../src/fetch.ts'

const login = { client_id: 'pk_demo', grant_type: 'password', username: 'ada', password: 'ada-password' }

const post = (emulator: Emulator, path: string, form: Record<string, string>, tenant?: string): Promise<Response> =>
  emulator.fetch(`${emulator.urls.meshy.authBaseUrl}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: tenant === undefined ? {} : { tenant },
  })

const token = (emulator: Emulator, form: Record<string, string>, tenant?: string): Promise<Response> =>
  post(emulator, '/demo/connect/token', form, tenant)

const refresh = (emulator: Emulator, refreshToken: string): Promise<Response> =>
  token(emulator, { client_id: 'pk_demo', grant_type: 'refresh_token', refresh_token: refreshToken })

const me = (emulator: Emulator, accessToken?: string, tenant?: string): Promise<Response> =>
  emulator.fetch(`${emulator.urls.meshy.apiBaseUrl}/demo/users/me`, {
    headers: {
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
      ...(tenant === undefined ? {} : { tenant }),
    },
  })

const meshy = (options: MeshyOptions = {}): Emulator => createEmulator({ meshy: options })

test('A sign-in answers with the documented fields, and the token opens the API.', async () => {
  const emulator = meshy()
  const response = await token(emulator, { ...login, scope: 'meshy.api offline_access' })
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toContain('no-store')
  const body = await response.json()
  expect(Object.keys(body)).toEqual(['access_token', 'expires_in', 'token_type', 'refresh_token'])
  expect(body).toMatchObject({ expires_in: 3600, token_type: 'Bearer' })
  const claims = JSON.parse(atob(body.access_token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')))
  expect(claims).toMatchObject({ id: 'ada', sub: expect.stringMatching(/^[0-9a-f]{24}$/) })
  expect(await (await me(emulator, body.access_token)).json()).toMatchObject({ username: 'ada', id: claims.sub })
})

test('Empty fields, capitalised names, double slashes and a scope on renewal do no harm.', async () => {
  const emulator = meshy()
  const empty = { client_secret: '', refresh_token: '', scope: '' }
  const { refresh_token } = await (await post(emulator, '/demo//connect/token/', { ...login, ...empty })).json()
  const renewed = await token(emulator, {
    client_id: 'pk_demo',
    grant_type: 'refresh_token',
    username: '',
    password: '',
    scope: 'meshy.api offline_access openid',
    refresh_token,
  })
  const next = await renewed.json()
  expect(renewed.status).toBe(200)
  const revoked = await post(emulator, '/demo//connect/revocation', { Client_Id: 'pk_demo', Token: next.refresh_token })
  expect([revoked.status, await revoked.text()]).toEqual([200, ''])
  expect((await refresh(emulator, next.refresh_token)).status).toBe(400)
})

test('A space may come as + or %20, and a password may hold a plus sign.', async () => {
  const emulator = meshy({ users: [{ username: 'ada', password: 'a b+ü' }] })
  for (const password of ['a+b%2B%C3%BC', 'a%20b%2B%C3%BC']) {
    const response = await emulator.fetch(`${emulator.urls.meshy.authBaseUrl}/demo/connect/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: `client_id=pk_demo&grant_type=password&username=ada&password=${password}`,
    })
    expect(response.status).toBe(200)
  }
})

test.each<[string, Record<string, string>, Record<string, unknown>]>([
  ['an unknown client', { client_id: 'demo', grant_type: 'nonsense' }, { error: 'invalid_client' }],
  ['no grant type', { grant_type: '' }, { error: 'unsupported_grant_type' }],
  ['an unknown grant type', { grant_type: 'nonsense' }, { error: 'unsupported_grant_type' }],
  ['a grant type of other clients', { grant_type: 'client_credentials' }, { error: 'unauthorized_client' }],
  ['an unknown scope before a wrong password', { scope: 'all', password: 'x' }, { error: 'invalid_scope' }],
  ['no username', { username: '' }, { error: 'invalid_grant' }],
  ['a long username', { username: 'x'.repeat(101) }, { error: 'invalid_grant' }],
  [
    'a wrong password',
    { password: 'x' },
    { error: 'invalid_grant', error_description: 'invalid_username_or_password' },
  ],
  ['an unknown user', { username: 'x' }, { error: 'invalid_grant', error_description: 'invalid_username_or_password' }],
  ['an inactive user', { username: 'bob', password: 'bob-password' }, { error: 'invalid_grant' }],
  ['no refresh token', { grant_type: 'refresh_token', refresh_token: '' }, { error: 'invalid_request' }],
  ['an unknown refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }, { error: 'invalid_grant' }],
])('%s is refused with 400.', async (_, change, error) => {
  const response = await token(meshy(), { ...login, ...change })
  expect([response.status, await response.json()]).toEqual([400, error])
})

test('Anything but a posted form is an invalid request.', async () => {
  const emulator = meshy()
  const url = `${emulator.urls.meshy.authBaseUrl}/demo/connect/token`
  const json = await emulator.fetch(url, { method: 'POST', body: JSON.stringify(login) })
  for (const response of [json, await emulator.fetch(url)]) {
    expect([response.status, await response.json()]).toEqual([400, { error: 'invalid_request' }])
  }
})

test('An unknown account does not exist.', async () => {
  expect((await post(meshy(), '/other/connect/token', login)).status).toBe(404)
})

test('Without offline_access there is no refresh token.', async () => {
  expect(await (await token(meshy(), { ...login, scope: 'meshy.api' })).json()).not.toHaveProperty('refresh_token')
})

test('A refresh token works once, and its successor stays good after a replay.', async () => {
  const emulator = meshy()
  const first = await (await token(emulator, login)).json()
  const second = await (await refresh(emulator, first.refresh_token)).json()
  expect(second.refresh_token).not.toBe(first.refresh_token)
  expect(await (await refresh(emulator, first.refresh_token)).json()).toEqual({ error: 'invalid_grant' })
  expect((await refresh(emulator, second.refresh_token)).status).toBe(200)
  expect((await me(emulator, first.access_token)).status).toBe(200)
})

test('With reuse detection a replay ends the session.', async () => {
  const emulator = meshy({ reuseDetection: true })
  const first = await (await token(emulator, login)).json()
  const second = await (await refresh(emulator, first.refresh_token)).json()
  expect((await refresh(emulator, first.refresh_token)).status).toBe(400)
  expect((await refresh(emulator, second.refresh_token)).status).toBe(400)
})

test('Without rotation the refresh token stays the same.', async () => {
  const emulator = meshy({ refreshTokenRotation: false })
  const first = await (await token(emulator, login)).json()
  for (let i = 0; i < 2; i++) {
    expect(await (await refresh(emulator, first.refresh_token)).json()).toMatchObject({
      refresh_token: first.refresh_token,
    })
  }
})

test('Tokens expire: the access token in an hour, the refresh token thirty days after the sign-in.', async () => {
  const emulator = meshy()
  const first = await (await token(emulator, login)).json()
  emulator.advance(3_600_000)
  expect((await me(emulator, first.access_token)).status).toBe(401)
  const second = await (await refresh(emulator, first.refresh_token)).json()
  emulator.advance(30 * 86_400_000 - 3_600_000)
  expect((await refresh(emulator, second.refresh_token)).status).toBe(400)
})

test('The scope and an identity token come where newer servers send them.', async () => {
  const emulator = meshy({ includeScope: true })
  const first = await (await token(emulator, { ...login, scope: 'openid offline_access' })).json()
  expect(first).toMatchObject({ scope: 'openid offline_access' })
  expect(first).not.toHaveProperty('id_token')
  expect(await (await refresh(emulator, first.refresh_token)).json()).toHaveProperty('id_token')
})

test('The API rejects missing, unknown and revoked tokens and says how to present one.', async () => {
  const emulator = meshy()
  const { access_token, refresh_token } = await (await token(emulator, login)).json()
  emulator.revokeAccessTokens('meshy')
  const revoked = await me(emulator, access_token)
  expect([revoked.status, await revoked.json()]).toEqual([401, { message: expect.any(String) }])
  expect(revoked.headers.get('www-authenticate')).toContain('invalid_token')
  expect((await me(emulator)).headers.get('www-authenticate')).toBe('Bearer')
  expect((await refresh(emulator, refresh_token)).status).toBe(200)
})

test.each<[string, Record<string, string>, number, string]>([
  ['a wrong client', { client_id: 'demo', token: 'x' }, 400, '{"error":"invalid_client"}'],
  ['no token', { client_id: 'pk_demo', token: '' }, 400, '{"error":"invalid_request"}'],
  [
    'a strange hint',
    { client_id: 'pk_demo', token: 'x', token_type_hint: 'y' },
    400,
    '{"error":"unsupported_token_type"}',
  ],
  ['an unknown token', { client_id: 'pk_demo', token: 'x', token_type_hint: 'refresh_token' }, 200, ''],
])('A revocation with %s has the answer of RFC 7009.', async (_, form, status, text) => {
  const response = await post(meshy(), '/demo/connect/revocation', form)
  expect([response.status, await response.text()]).toEqual([status, text])
})

test('A revocation must be a posted form.', async () => {
  const emulator = meshy()
  const url = `${emulator.urls.meshy.authBaseUrl}/demo/connect/revocation`
  expect((await emulator.fetch(url)).status).toBe(405)
  expect((await emulator.fetch(url, { method: 'POST', body: '{}' })).status).toBe(415)
})

test('An anonymous user is registered once and then signs in with the well-known password.', async () => {
  const emulator = meshy()
  const register = (body: object): Promise<Response> =>
    emulator.fetch(`${emulator.urls.meshy.apiBaseUrl}/demo/users/register/anonymous`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const created = await register({ username: 'visitor' })
  expect([created.status, await created.json()]).toMatchObject([201, { username: 'visitor', anonymous: true }])
  for (const username of ['visitor', 'guest']) {
    expect((await token(emulator, { ...login, username, password: 'nopassword' })).status).toBe(200)
  }
  for (const body of [{ username: 'visitor' }, {}]) {
    const response = await register(body)
    expect([response.status, await response.json()]).toEqual([400, { message: expect.any(String) }])
  }
})

test('Each tenant has its own public key and its own users.', async () => {
  const emulator = meshy({
    tenants: { north: 'pk_north' },
    users: [
      { username: 'ada', password: 'ada-password' },
      { username: 'nora', password: 'x', tenant: 'north' },
    ],
  })
  const nora = { client_id: 'pk_north', grant_type: 'password', username: 'nora', password: 'x' }
  const { access_token } = await (await token(emulator, nora, 'north')).json()
  expect((await me(emulator, access_token, 'north')).status).toBe(200)
  expect((await me(emulator, access_token)).status).toBe(401)
  const wrong: [Record<string, string>, string | undefined, string][] = [
    [nora, undefined, 'invalid_client'],
    [{ ...nora, client_id: 'pk_demo' }, 'north', 'invalid_client'],
    [nora, 'south', 'invalid_client'],
    [{ ...nora, client_id: 'pk_demo' }, undefined, 'invalid_grant'],
  ]
  for (const [form, tenant, error] of wrong) {
    expect(await (await token(emulator, form, tenant)).json()).toMatchObject({ error })
  }
})
