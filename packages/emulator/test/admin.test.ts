import { expect, test } from 'vitest'
import { type RunningEmulator, startEmulator } from '../src/index.ts'

const call = (emulator: RunningEmulator, path: string, method = 'GET', body?: unknown): Promise<Response> =>
  fetch(`${emulator.origin}/_emulator${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
const signIn = async (emulator: RunningEmulator): Promise<{ status: number; token: string }> => {
  const { apiKey, email, password } = emulator.credentials.genlogs
  const query = new URLSearchParams({ email, password })
  const response = await fetch(`${emulator.urls.genlogs.authBaseUrl}/auth/token?${query}`, {
    method: 'POST',
    headers: { 'x-api-key': apiKey },
  })
  const body = await response.json()
  return { status: response.status, token: body.access_token_data?.token ?? '' }
}
const readMe = async (emulator: RunningEmulator, token: string): Promise<number> => {
  const headers = { 'x-api-key': emulator.credentials.genlogs.apiKey, 'access-token': token }
  return (await fetch(`${emulator.urls.genlogs.apiBaseUrl}/me`, { headers })).status
}

test('The state names addresses, credentials and live tokens, the tokens masked.', async () => {
  const clock = { now: () => 1_000_000 }
  await using emulator = await startEmulator({ clock })
  const { token } = await signIn(emulator)
  const response = await call(emulator, '')
  const text = await response.text()
  expect(text).not.toContain(token)
  const owner = emulator.credentials.genlogs.email
  expect(JSON.parse(text)).toEqual({
    now: 1_000_000,
    urls: emulator.urls,
    credentials: emulator.credentials,
    tokens: [
      {
        ...{ provider: 'genlogs', kind: 'access', owner, token: `***${token.slice(-4)}` },
        ...{ expiresAt: 4_600_000, remainingSeconds: 3600 },
      },
      {
        ...{ provider: 'genlogs', kind: 'refresh', owner, token: expect.stringMatching(/^\*\*\*.{4}$/) },
        ...{ expiresAt: 87_400_000, remainingSeconds: 86_400 },
      },
    ],
  })
})

test('Tokens of every provider are listed until they end.', async () => {
  await using emulator = await startEmulator()
  const { meshy, elasticpath, gooru } = emulator.credentials
  const { urls } = emulator
  const form = (fields: Record<string, string>): RequestInit => ({ method: 'POST', body: new URLSearchParams(fields) })
  await fetch(
    `${urls.meshy.authBaseUrl}/demo/connect/token`,
    form({
      ...{ client_id: meshy.publicKey, grant_type: 'password' },
      ...{ username: meshy.username, password: meshy.password },
    }),
  )
  const { clientId, clientSecret, passwordProfileId } = elasticpath
  const client = await fetch(
    `${urls.elasticpath.authBaseUrl}/oauth/access_token`,
    form({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
  )
  const { access_token } = await client.json()
  await fetch(`${urls.elasticpath.authBaseUrl}/v2/account-members/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}` },
    body: JSON.stringify({
      data: {
        ...{ type: 'account_management_authentication_token', authentication_mechanism: 'password' },
        ...{ password_profile_id: passwordProfileId },
        ...{ username: elasticpath.username, password: elasticpath.password },
      },
    }),
  })
  await fetch(`${urls.gooru.authBaseUrl}/token`, {
    method: 'POST',
    body: JSON.stringify({ client_id: gooru.clientId, client_key: gooru.clientKey, grant_type: 'anonymous' }),
  })
  const list = async (): Promise<unknown[]> => {
    const { tokens } = await (await call(emulator, '')).json()
    return tokens.map(({ provider, kind, owner }: Record<string, unknown>) => [provider, kind, owner].join(' '))
  }
  expect(await list()).toEqual([
    ...['meshy access ada', 'meshy refresh ada'],
    ...['elasticpath client fake-client-id', 'elasticpath access ada@example.com', 'gooru access anonymous'],
  ])
  emulator.advance(3_600_000)
  expect(await list()).toEqual(['meshy refresh ada', 'elasticpath access ada@example.com'])
})

test('The requests are those that arrived at the providers, masked.', async () => {
  await using emulator = await startEmulator()
  await signIn(emulator)
  const response = await call(emulator, '/requests')
  expect(await response.json()).toMatchObject([
    { provider: 'genlogs', endpoint: 'token', parameters: { password: '***' } },
  ])
  expect(emulator.requests).toHaveLength(1)
})

test('A fault can be set and taken back.', async () => {
  await using emulator = await startEmulator()
  const fault = { provider: 'genlogs', endpoint: 'token', kind: 'unavailable', times: null, retryAfter: 3 }
  expect((await call(emulator, '/faults', 'POST', fault)).status).toBe(204)
  expect([(await signIn(emulator)).status, (await signIn(emulator)).status]).toEqual([503, 503])
  expect((await call(emulator, '/faults', 'DELETE')).status).toBe(204)
  expect((await signIn(emulator)).status).toBe(200)
})

test('The clock can be moved.', async () => {
  await using emulator = await startEmulator()
  const { token } = await signIn(emulator)
  const before = emulator.now()
  const response = await call(emulator, '/clock', 'POST', { advanceMs: 3_600_000 })
  expect((await response.json()).now).toBeGreaterThanOrEqual(before + 3_600_000)
  expect(await readMe(emulator, token)).toBe(401)
})

test('Tokens can be revoked.', async () => {
  await using emulator = await startEmulator()
  const { token } = await signIn(emulator)
  expect(await readMe(emulator, token)).toBe(200)
  expect((await call(emulator, '/revoke', 'POST', { provider: 'meshy' })).status).toBe(204)
  expect(await readMe(emulator, token)).toBe(200)
  expect((await call(emulator, '/revoke', 'POST', { provider: 'genlogs' })).status).toBe(204)
  expect(await readMe(emulator, token)).toBe(401)
})

test('A reset forgets requests and faults, not sessions.', async () => {
  await using emulator = await startEmulator()
  const { token } = await signIn(emulator)
  emulator.fail({ provider: 'genlogs', kind: 'html' })
  expect((await call(emulator, '/reset/', 'POST')).status).toBe(204)
  expect(emulator.requests).toEqual([])
  expect(await readMe(emulator, token)).toBe(200)
})

test.each([
  ['POST', '/faults', 'no', 'the body is not JSON'],
  ['POST', '/faults', [], 'the body must be a JSON object'],
  ['POST', '/faults', { provider: 'genlogs', kind: 'slow' }, 'kind must be one of'],
  ['POST', '/faults', { provider: 'genlogs', kind: 'html', often: 1 }, '"often" is not a field of a fault'],
  ['POST', '/faults', 'null', 'the body must be a JSON object'],
  ['POST', '/faults', '3', 'the body must be a JSON object'],
  ['DELETE', '/faults', { provider: 'meshy' }, '"provider" is not known here; no fields are'],
  ['POST', '/clock', {}, 'advanceMs must be a number'],
  ['POST', '/clock', { advanceMs: '1' }, 'advanceMs must be a number'],
  ['POST', '/clock', { advanceMs: 1, ms: 1 }, '"ms" is not known here; known: advanceMs'],
  ['POST', '/revoke', { provider: 'nobody' }, 'provider must be one of meshy, elasticpath, gooru, genlogs'],
  ['POST', '/reset', { provider: 'meshy' }, '"provider" is not known here'],
] as const)('%s %s refuses %o and says why.', async (method, path, body, text) => {
  await using emulator = await startEmulator()
  const response = await call(emulator, path, method, body)
  expect(response.status).toBe(400)
  expect((await response.json()).error).toContain(text)
})

test('A clock of your own cannot be moved from outside.', async () => {
  await using emulator = await startEmulator({ clock: { now: () => 0 } })
  const response = await call(emulator, '/clock', 'POST', { advanceMs: 1 })
  expect([response.status, await response.json()]).toEqual([400, { error: 'advance() needs the default clock' }])
})

test('Other paths and methods are named as such.', async () => {
  await using emulator = await startEmulator()
  const nothing = await call(emulator, '/tokens')
  expect([nothing.status, (await nothing.json()).error]).toEqual([404, expect.stringContaining('/_emulator/requests')])
  const wrongMethod = await call(emulator, '/faults', 'PUT', {})
  expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'POST, DELETE'])
  expect((await wrongMethod.json()).error).toContain('POST, DELETE')
})
