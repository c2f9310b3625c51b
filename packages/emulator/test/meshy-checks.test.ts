import { describe, expect, test } from 'vitest'
import { createEmulator, type Emulator, type MeshyOptions } from '../src/fetch.ts'

const login = { client_id: 'pk_demo', grant_type: 'password', username: 'ada', password: 'ada-password' }

const meshy = (options: MeshyOptions = {}): Emulator => createEmulator({ meshy: options })

const post = (emulator: Emulator, path: string, body: BodyInit, base = emulator.urls.meshy.authBaseUrl) =>
  emulator.fetch(`${base}/demo${path}`, { method: 'POST', body })

const form = (fields: Record<string, string>): URLSearchParams => new URLSearchParams(fields)

const errorOf = async (response: Response): Promise<unknown> => [response.status, await response.json()]

describe('The checks of a sign-in', () => {
  // All of it is wrong at first; each step puts right what was complained about.
  const steps: readonly (readonly [Record<string, string>, object])[] = [
    [{ client_id: 'demo', grant_type: '', scope: 'all', username: '', password: 'x' }, { error: 'invalid_client' }],
    [{ client_id: 'pk_demo' }, { error: 'unsupported_grant_type' }],
    [{ grant_type: 'client_credentials' }, { error: 'unauthorized_client' }],
    [{ grant_type: 'password' }, { error: 'invalid_scope' }],
    [{ scope: 'meshy.api' }, { error: 'invalid_grant' }],
    [{ username: 'x'.repeat(101) }, { error: 'invalid_grant' }],
    [{ username: 'bob' }, { error: 'invalid_grant', error_description: 'invalid_username_or_password' }],
    [{ password: 'bob-password' }, { error: 'invalid_grant' }],
  ]

  test('They are made in the order client, grant type, grant, scope, username, length, credentials, active.', async () => {
    const emulator = meshy()
    let fields: Record<string, string> = {}
    for (const [change, error] of steps) {
      fields = { ...fields, ...change }
      expect(await errorOf(await post(emulator, '/connect/token', form(fields)))).toEqual([400, error])
    }
    const signedIn = await post(emulator, '/connect/token', form({ ...fields, ...login }))
    expect(signedIn.status).toBe(200)
  })

  test('They take a missing password for an empty one.', async () => {
    const { password: _, ...fields } = login
    expect(await errorOf(await post(meshy(), '/connect/token', form(fields)))).toEqual([
      ...[400, { error: 'invalid_grant', error_description: 'invalid_username_or_password' }],
    ])
  })

  test('They know a refresh token of another client, a spent and an ended one as the same.', async () => {
    const emulator = meshy({
      tenants: { north: 'pk_north' },
      users: [{ username: 'ada', password: 'ada-password' }],
    })
    const { refresh_token } = await (await post(emulator, '/connect/token', form(login))).json()
    const renew = (token: string, client = 'pk_demo', headers: Record<string, string> = {}): Promise<Response> =>
      emulator.fetch(`${emulator.urls.meshy.authBaseUrl}/demo/connect/token`, {
        method: 'POST',
        headers,
        body: form({ client_id: client, grant_type: 'refresh_token', refresh_token: token }),
      })
    expect(await errorOf(await renew(refresh_token, 'pk_north', { tenant: 'north' }))).toEqual([
      ...[400, { error: 'invalid_grant' }],
    ])
    expect((await renew(refresh_token)).status).toBe(200)
    expect(await errorOf(await renew(refresh_token))).toEqual([400, { error: 'invalid_grant' }])
    expect(await errorOf(await renew('x'.repeat(101)))).toEqual([400, { error: 'invalid_grant' }])
  })
})

describe('A revocation', () => {
  const revoke = (emulator: Emulator, fields: Record<string, string>): Promise<Response> =>
    post(emulator, '/connect/revocation', form({ client_id: 'pk_demo', ...fields }))

  test('One with the name of the account in place of its key, as an old page has it, is refused.', async () => {
    const fields = { client_id: 'demo', token: 'x', grant_type: 'refresh_token' }
    expect(await errorOf(await revoke(meshy(), fields))).toEqual([400, { error: 'invalid_client' }])
  })

  test('It needs no hint, and works twice.', async () => {
    const emulator = meshy()
    const { refresh_token } = await (await post(emulator, '/connect/token', form(login))).json()
    for (let round = 0; round < 2; round += 1)
      expect((await revoke(emulator, { token: refresh_token })).status).toBe(200)
    const renewal = { client_id: 'pk_demo', grant_type: 'refresh_token', refresh_token }
    expect(await errorOf(await post(emulator, '/connect/token', form(renewal)))).toEqual([
      ...[400, { error: 'invalid_grant' }],
    ])
  })

  test('One of an access token is a success that changes nothing.', async () => {
    const emulator = meshy()
    const { access_token } = await (await post(emulator, '/connect/token', form(login))).json()
    expect((await revoke(emulator, { token: access_token, token_type_hint: 'access_token' })).status).toBe(200)
    const me = await emulator.fetch(`${emulator.urls.meshy.apiBaseUrl}/demo/users/me`, {
      headers: { authorization: `Bearer ${access_token}` },
    })
    expect(me.status).toBe(200)
  })

  test('One of one session leaves the others of the same user.', async () => {
    const emulator = meshy()
    const signIn = async () => (await post(emulator, '/connect/token', form(login))).json()
    const [first, second] = [await signIn(), await signIn()]
    await revoke(emulator, { token: first.refresh_token })
    const renewal = { client_id: 'pk_demo', grant_type: 'refresh_token', refresh_token: second.refresh_token }
    expect((await post(emulator, '/connect/token', form(renewal))).status).toBe(200)
  })

  test.each([
    ['auth', 200, 404],
    ['api', 404, 200],
    ['both', 200, 200],
  ] as const)('It is at the host that the option names: %s.', async (revocationHost, atAuth, atApi) => {
    const emulator = meshy({ revocationHost })
    const body = { client_id: 'pk_demo', token: 'x' }
    const { authBaseUrl, apiBaseUrl } = emulator.urls.meshy
    expect((await post(emulator, '/connect/revocation', form(body), authBaseUrl)).status).toBe(atAuth)
    expect((await post(emulator, '/connect/revocation', form(body), apiBaseUrl)).status).toBe(atApi)
  })
})

test('Forms of files are forms too.', async () => {
  const emulator = meshy({ users: [{ username: 'ada', password: 'pä:ss wörd+%&=' }] })
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...login, password: 'pä:ss wörd+%&=' })) body.append(name, value)
  expect((await post(emulator, '/connect/token', body)).status).toBe(200)
  const broken = emulator.fetch(`${emulator.urls.meshy.authBaseUrl}/demo/connect/token`, {
    ...{ method: 'POST', body: 'no parts', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
  })
  expect(await errorOf(await broken)).toEqual([400, { error: 'invalid_request' }])
  expect(JSON.stringify(emulator.requests)).not.toContain('wörd')
})

test.each([
  ['GET', '/users/me', '', 401, 'Not authorized'],
  ['GET', '/users/nobody', '', 404, 'Not found'],
  ['POST', '/users/register/anonymous', '{}', 400, 'Username is required.'],
  ['POST', '/users/register/anonymous', '{"username":"guest"}', 400, 'Username is not unique.'],
] as const)('The API host says why it refuses %s %s %s in a `message`.', async (method, path, body, status, text) => {
  const emulator = meshy()
  const url = `${emulator.urls.meshy.apiBaseUrl}/demo${path}`
  const response = await emulator.fetch(url, { method, ...(body && { body }) })
  expect(await errorOf(response)).toEqual([status, { message: text }])
})

test('Where anonymous users cannot be registered, the API host says so.', async () => {
  const emulator = meshy({ anonymousRegistration: false })
  const response = await post(emulator, '/users/register/anonymous', '{"username":"x"}', emulator.urls.meshy.apiBaseUrl)
  expect(await errorOf(response)).toEqual([400, { message: 'Anonymous registration is not enabled.' }])
})
