import { expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../src/fetch.ts'

const signIn = (emulator: Emulator, init: RequestInit = {}): Promise<Response> => {
  const { accountName, publicKey, username, password } = emulator.credentials.meshy
  return emulator.fetch(`${emulator.urls.meshy.authBaseUrl}/${accountName}/connect/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: publicKey, grant_type: 'password', username, password }),
    ...init,
  })
}

test('Another origin fails like a name that cannot be looked up.', async () => {
  const emulator = createEmulator()
  await expect(emulator.fetch('https://example.com/')).rejects.toMatchObject({
    name: 'TypeError',
    message: 'fetch failed',
    cause: { code: 'ENOTFOUND' },
  })
})

test('Strings, URLs and Requests are accepted, and the answer names its URL.', async () => {
  const emulator = createEmulator({ origin: 'http://localhost:4010/' })
  const url = `${emulator.urls.genlogs.apiBaseUrl}/me`
  for (const input of [url, new URL(url), new Request(url)]) {
    const response = await emulator.fetch(input)
    expect([response.status, response.url]).toEqual([401, 'http://localhost:4010/genlogs/me'])
  }
})

test('A path outside all providers answers 404 and is not recorded.', async () => {
  const emulator = createEmulator()
  expect((await emulator.fetch('https://emulator.test/meshy/authority')).status).toBe(404)
  expect(emulator.requests).toEqual([])
})

test.each([
  ['meshy', '/nobody/connect/token'],
  ['elasticpath', '/v2/nothing'],
  ['gooru', '/nothing'],
  ['genlogs', '/nothing'],
] as const)('%s answers 404 to a route it does not have.', async (provider, path) => {
  const emulator = createEmulator()
  const response = await emulator.fetch(emulator.urls[provider].apiBaseUrl + path)
  expect(emulator.requests).toMatchObject([{ provider, endpoint: undefined, path, status: response.status }])
  expect(response.status).toBeGreaterThanOrEqual(400)
})

test('Requests are recorded with their secrets masked.', async () => {
  const emulator = createEmulator()
  await signIn(emulator, { headers: { authorization: 'Bearer abc', accept: 'application/json' } })
  await emulator.fetch(`${emulator.urls.genlogs.authBaseUrl}/auth/token?email=a%40b.c&password=1234%2B`, {
    method: 'POST',
    headers: { 'x-api-key': 'key' },
  })
  await emulator.fetch(`${emulator.urls.elasticpath.authBaseUrl}/v2/account-members/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'account_management_authentication_token', deep: { password: 'x', name: 'y' } }),
  })
  expect(emulator.requests).toMatchObject([
    {
      provider: 'meshy',
      endpoint: 'token',
      method: 'POST',
      path: '/demo/connect/token',
      status: 200,
      parameters: { client_id: 'pk_demo', grant_type: 'password', username: 'ada', password: '***' },
      headers: { authorization: 'Bearer ***', accept: 'application/json' },
    },
    { path: '/auth/token', parameters: { email: 'a@b.c', password: '***' }, headers: { 'x-api-key': '***' } },
    {
      parameters: {
        type: 'account_management_authentication_token',
        deep: '{"password":"***","name":"y"}',
      },
    },
  ])
})

test('The Date header and the record follow the clock that advance() moves.', async () => {
  const emulator = createEmulator()
  emulator.advance(86_400_000)
  const date = Date.parse((await signIn(emulator)).headers.get('date') ?? '')
  expect(date - Date.now()).toBeGreaterThan(86_000_000)
  expect(emulator.requests[0]?.at).toBeGreaterThan(Date.now() + 86_000_000)
})

test('With a clock of its own the emulator cannot be advanced.', async () => {
  const emulator = createEmulator({ clock: { now: () => 0 } })
  expect((await signIn(emulator)).headers.get('date')).toBe('Thu, 01 Jan 1970 00:00:00 GMT')
  expect(() => emulator.advance(1)).toThrow(TypeError)
})

test.each([
  ['refuse', 'ECONNREFUSED'],
  ['reset', 'ECONNRESET'],
] as const)('The fault %s rejects with %s, once.', async (kind, code) => {
  const emulator = createEmulator()
  emulator.fail({ provider: 'meshy', kind })
  await expect(signIn(emulator)).rejects.toMatchObject({ message: 'fetch failed', cause: { code } })
  expect((await signIn(emulator)).status).toBe(200)
  expect(emulator.requests.map(({ status }) => status)).toEqual([kind, 200])
})

test('A reset connection has changed the state of the server.', async () => {
  const emulator = createEmulator()
  const { refresh_token } = await (await signIn(emulator)).json()
  const body = new URLSearchParams({ client_id: 'pk_demo', grant_type: 'refresh_token', refresh_token })
  emulator.fail({ provider: 'meshy', kind: 'reset' })
  await expect(signIn(emulator, { body })).rejects.toThrow('fetch failed')
  expect((await signIn(emulator, { body })).status).toBe(400)
})

test('A request without an answer ends with the reason of its abort.', async () => {
  const emulator = createEmulator()
  const controller = new AbortController()
  const reason = new Error('enough')
  emulator.fail({
    provider: 'meshy',
    kind: () => {
      controller.abort(reason)
      return new Promise(() => {})
    },
  })
  await expect(signIn(emulator, { signal: controller.signal })).rejects.toBe(reason)
})

test('A stalled request is recorded, and ends with the timeout of its caller.', async () => {
  const emulator = createEmulator()
  emulator.fail({ provider: 'meshy', kind: 'stall' })
  await expect(signIn(emulator, { signal: AbortSignal.timeout(5) })).rejects.toMatchObject({ name: 'TimeoutError' })
  expect(emulator.requests).toMatchObject([{ endpoint: 'token', status: 'stall' }])
})

test('A request that is aborted before it starts never arrives.', async () => {
  const emulator = createEmulator()
  await expect(signIn(emulator, { signal: AbortSignal.abort('no') })).rejects.toBe('no')
  expect(emulator.requests).toEqual([])
})

test('A request that is aborted while it is sent never arrives, and uses up no fault.', async () => {
  const emulator = createEmulator()
  emulator.fail({ provider: 'meshy', kind: 'html' })
  const controller = new AbortController()
  const pending = signIn(emulator, { signal: controller.signal })
  controller.abort('no')
  await expect(pending).rejects.toBe('no')
  expect(emulator.requests).toEqual([])
  expect((await signIn(emulator)).status).toBe(500)
})

test('A truncated answer keeps its headers and loses half of its body.', async () => {
  const emulator = createEmulator()
  emulator.fail({ provider: 'meshy', kind: 'truncate' })
  const response = await signIn(emulator)
  const text = await response.text()
  expect(Number(response.headers.get('content-length'))).toBeGreaterThan(text.length)
  expect(() => JSON.parse(text)).toThrow(SyntaxError)
})

test('The fault html answers with an error page.', async () => {
  const emulator = createEmulator()
  emulator.fail({ provider: 'meshy', kind: 'html' })
  const response = await signIn(emulator)
  expect([response.status, response.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8'])
})

test.each(['meshy', 'elasticpath', 'gooru', 'genlogs'] as const)('%s limits requests on demand.', async (provider) => {
  const emulator = createEmulator()
  emulator.fail({ provider, kind: 'rate-limit' })
  const response = await emulator.fetch(`${emulator.urls[provider].apiBaseUrl}/any`)
  expect([response.status, typeof (await response.json())]).toEqual([429, 'object'])
})

test('A function makes the answer itself and can read the request.', async () => {
  const emulator = createEmulator()
  emulator.fail({ provider: 'meshy', kind: async (request) => new Response(await request.text(), { status: 503 }) })
  const response = await signIn(emulator)
  expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('grant_type=password')])
  emulator.fail({ provider: 'meshy', kind: () => Response.redirect('https://example.com/', 302) })
  expect((await signIn(emulator)).headers.get('location')).toBe('https://example.com/')
})

test('Redirects are returned as they are, or refused on demand.', async () => {
  const emulator = createEmulator()
  const url = `${emulator.urls.genlogs.authBaseUrl}/auth/token/`
  for (const redirect of ['manual', 'follow'] as const) {
    expect((await emulator.fetch(url, { method: 'POST', redirect })).status).toBe(307)
  }
  await expect(emulator.fetch(url, { method: 'POST', redirect: 'error' })).rejects.toThrow(TypeError)
})

test('A fault waits for its endpoint and lasts as often as it says.', async () => {
  const emulator = createEmulator()
  emulator.fail({ provider: 'meshy', endpoint: 'revocation', kind: 'html' })
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind: 'rate-limit', times: 2 })
  const statuses = []
  for (let i = 0; i < 3; i++) statuses.push((await signIn(emulator)).status)
  expect(statuses).toEqual([429, 429, 200])
})

test('A call of reset() forgets faults and requests but not sessions.', async () => {
  const emulator = createEmulator()
  const { access_token } = await (await signIn(emulator)).json()
  emulator.fail({ provider: 'meshy', kind: 'html', times: Number.POSITIVE_INFINITY })
  expect((await signIn(emulator)).status).toBe(500)
  emulator.reset()
  expect(emulator.requests).toEqual([])
  const me = await emulator.fetch(`${emulator.urls.meshy.apiBaseUrl}/demo/users/me`, {
    headers: { authorization: `Bearer ${access_token}` },
  })
  expect(me.status).toBe(200)
})
