import { expect, test } from 'vitest'
import { createEmulator, type Emulator, type GenlogsOptions } from '../src/fetch.ts'

const apiKey = { accept: 'application/json', 'x-api-key': 'genlogs-api-key' }
const user = { email: 'ada+demo@example.com', password: '1234+' }

const genlogs = (options: GenlogsOptions = {}): Emulator => createEmulator({ genlogs: options })

const post = (emulator: Emulator, path: string, headers: Record<string, string> = apiKey): Promise<Response> =>
  emulator.fetch(emulator.urls.genlogs.authBaseUrl + path, { method: 'POST', headers })

const byQuery = (emulator: Emulator, query: Record<string, string> = user): Promise<Response> =>
  post(emulator, `/auth/token?${new URLSearchParams(query)}`)

const byBody = (emulator: Emulator, body: unknown = user): Promise<Response> =>
  emulator.fetch(`${emulator.urls.genlogs.authBaseUrl}/auth/token`, {
    method: 'POST',
    headers: { ...apiKey, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

const me = (emulator: Emulator, headers: Record<string, string> = {}): Promise<Response> =>
  emulator.fetch(`${emulator.urls.genlogs.apiBaseUrl}/me`, { headers: { ...apiKey, ...headers } })

const accessToken = async (response: Response): Promise<string> => (await response.json()).access_token_data.token

test('A sign-in by query or by body answers with the documented fields.', async () => {
  const emulator = genlogs()
  for (const response of [await byQuery(emulator), await byBody(emulator)]) {
    const body = await response.json()
    expect(response.status).toBe(200)
    expect(Object.keys(body)).toEqual(['access_token_data', 'refresh_token_data', 'user_id'])
    expect(body.access_token_data.expires).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/)
    expect(body.user_id).toBe('4821')
    const response2 = await me(emulator, { 'access-token': body.access_token_data.token })
    expect(await response2.json()).toMatchObject({ email: user.email })
  }
})

test('A plus sign that is not encoded is a space, and so a wrong password.', async () => {
  const response = await post(genlogs(), '/auth/token?email=ada%2Bdemo@example.com&password=1234+')
  expect([response.status, await response.json()]).toEqual([401, { detail: 'Incorrect email or password' }])
})

test('A missing value is named with the place where the server looked for it.', async () => {
  const problem = (place: string, name: string, input: unknown): object => ({
    type: 'missing',
    loc: [place, name],
    msg: 'Field required',
    input,
  })
  const query = await byQuery(genlogs({ variant: 'query' }), { email: 'a' })
  expect([query.status, await query.json()]).toEqual([422, { detail: [problem('query', 'password', null)] }])
  const body = await byBody(genlogs({ variant: 'body' }), { email: 'a' })
  expect([body.status, await body.json()]).toEqual([422, { detail: [problem('body', 'password', { email: 'a' })] }])
})

test('Each variant looks in its own place only.', async () => {
  const inQuery = await byBody(genlogs({ variant: 'query' }))
  expect([inQuery.status, await inQuery.json()]).toMatchObject([422, { detail: [{ loc: ['query', 'email'] }, {}] }])
  const inBody = await byQuery(genlogs({ variant: 'body' }))
  expect([inBody.status, await inBody.json()]).toMatchObject([422, { detail: [{ type: 'missing', loc: ['body'] }] }])
})

test('A body can want the e-mail address under another name.', async () => {
  const emulator = genlogs({ emailField: 'username' })
  const { email, password } = user
  expect((await byBody(emulator, { username: email, password })).status).toBe(200)
  expect((await byQuery(emulator)).status).toBe(200)
  const wrong = await byBody(emulator)
  expect([wrong.status, await wrong.json()]).toMatchObject([422, { detail: [{ loc: ['body', 'username'] }] }])
})

test.each([
  ['{', 'json_invalid'],
  ['[]', 'model_attributes_type'],
  ['{"email":1,"password":"x"}', 'string_type'],
])('The body %s is refused as %s.', async (text, type) => {
  const response = await byBody(genlogs(), text)
  expect([response.status, await response.json()]).toMatchObject([422, { detail: [{ type }] }])
})

test.each([401, 403, 422] as const)('A missing or wrong API key answers %i when told so.', async (apiKeyStatus) => {
  const emulator = genlogs({ apiKeyStatus })
  const path = `/auth/token?${new URLSearchParams(user)}`
  expect((await post(emulator, path, {})).status).toBe(apiKeyStatus)
  expect((await post(emulator, path, { 'x-api-key': 'x' })).status).toBe(apiKeyStatus)
  expect((await me(emulator, { 'x-api-key': 'x' })).status).toBe(apiKeyStatus)
})

test('A trailing slash redirects to the same address without it.', async () => {
  const response = await post(genlogs(), '/auth/token/?email=a')
  const location = 'https://emulator.test/genlogs/auth/token?email=a'
  expect([response.status, response.headers.get('location')]).toEqual([307, location])
})

test('Other methods are not allowed.', async () => {
  const emulator = genlogs()
  const response = await emulator.fetch(`${emulator.urls.genlogs.authBaseUrl}/auth/token`)
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
})

test.each([
  ['utc', /\.\d{6}Z$/],
  ['offset', /\.\d{6}\+00:00$/],
] as const)('Times can be written with a zone: %s.', async (expiresFormat, pattern) => {
  const body = await (await byQuery(genlogs({ expiresFormat }))).json()
  expect(body.refresh_token_data.expires).toMatch(pattern)
})

test('Newer servers send a number as user id, and the company.', async () => {
  const body = await (await byQuery(genlogs({ userIdType: 'number', includeCompany: true }))).json()
  expect(body).toMatchObject({ user_id: 4821, company_id: 17, customer_name: 'Example Freight' })
})

test('A missing, prefixed or revoked token is rejected with 401.', async () => {
  const emulator = genlogs()
  const missing = await me(emulator)
  const detail = { message: 'Token is missing', subcode: 'TOKEN_MISSING' }
  expect([missing.status, await missing.json()]).toEqual([401, { detail }])
  const token = await accessToken(await byQuery(emulator))
  expect((await me(emulator, { 'access-token': `Bearer ${token}` })).status).toBe(401)
  emulator.revokeAccessTokens('genlogs')
  expect((await me(emulator, { 'access-token': token })).status).toBe(401)
})

test.each([401, 403] as const)('An expired token answers %i when told so, and names itself.', async (status) => {
  const emulator = genlogs({ expiredTokenStatus: status })
  const token = await accessToken(await byQuery(emulator))
  emulator.advance(3_600_000)
  const response = await me(emulator, { 'access-token': token })
  expect([response.status, await response.json()]).toMatchObject([status, { detail: { subcode: 'TOKEN_EXPIRED' } }])
})

test('A user without the permission gets 403 with a good token.', async () => {
  const emulator = genlogs()
  const { email, password } = emulator.credentials.genlogs.unpermittedUser
  const token = await accessToken(await byQuery(emulator, { email, password }))
  const response = await me(emulator, { 'access-token': token })
  expect([response.status, await response.json()]).toEqual([403, { detail: expect.stringContaining('permissions') }])
})

test('A refresh token is not usable unless told so.', async () => {
  for (const refreshUsable of [false, true]) {
    const emulator = genlogs({ refreshUsable })
    const { refresh_token_data } = await (await byQuery(emulator)).json()
    const path = `/auth/token/refresh?${new URLSearchParams({ refresh_token: refresh_token_data.token })}`
    const response = await post(emulator, path)
    expect(response.status).toBe(refreshUsable ? 200 : 401)
    expect(await response.json()).toMatchObject(refreshUsable ? { company_id: 17 } : { detail: {} })
    emulator.advance(86_400_000)
    expect((await post(emulator, path)).status).toBe(401)
    expect((await post(emulator, '/auth/token/refresh')).status).toBe(422)
  }
})

test.each([
  ['query', 200, 422],
  ['body', 422, 200],
  ['both', 200, 200],
] as const)('A refresh token is looked for in: %s.', async (refreshVariant, inQuery, inBody) => {
  const emulator = genlogs({ refreshUsable: true, refreshVariant })
  const { refresh_token_data } = await (await byQuery(emulator)).json()
  const path = '/auth/token/refresh'
  const query = new URLSearchParams({ refresh_token: refresh_token_data.token })
  expect((await post(emulator, `${path}?${query}`)).status).toBe(inQuery)
  const body = JSON.stringify({ refresh_token: refresh_token_data.token })
  const headers = { ...apiKey, 'content-type': 'application/json' }
  const url = emulator.urls.genlogs.authBaseUrl + path
  expect((await emulator.fetch(url, { method: 'POST', headers, body })).status).toBe(inBody)
})
