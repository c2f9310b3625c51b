import { expect, test } from 'vitest'
import { type RunningEmulator, startEmulator } from '../src/index.ts'
import { signInEverywhere } from './support/everywhere.ts'

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
        ...{ issuedAt: 1_000_000, expiresAt: 4_600_000, remainingSeconds: 3600 },
      },
      {
        ...{ provider: 'genlogs', kind: 'refresh', owner, token: expect.stringMatching(/^\*\*\*.{4}$/) },
        ...{ issuedAt: 1_000_000, expiresAt: 87_400_000, remainingSeconds: 86_400 },
      },
    ],
    faults: [],
  })
})

test('Tokens of every provider are listed until they end.', async () => {
  await using emulator = await startEmulator()
  await signInEverywhere(emulator)
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

test('All access tokens of a provider can be made to expire, or one token, which the API tells from one it never knew.', async () => {
  await using emulator = await startEmulator()
  const { token } = await signIn(emulator)
  const other = await signIn(emulator)
  const one = { provider: 'genlogs', token: `***${token.slice(-4)}` }
  expect((await call(emulator, '/expire', 'POST', one)).status).toBe(204)
  expect([await readMe(emulator, token), await readMe(emulator, other.token)]).toEqual([401, 200])
  expect((await call(emulator, '/expire', 'POST', { provider: 'genlogs' })).status).toBe(204)
  expect(await readMe(emulator, other.token)).toBe(401)
  expect(emulator.liveTokens().map(({ kind }) => kind)).toEqual(['refresh', 'refresh'])
})

test('One token of each kind and provider can be revoked, and the others stay.', async () => {
  await using emulator = await startEmulator()
  for (const live of await signInEverywhere(emulator)) {
    const before = emulator.liveTokens().length
    const { provider, token } = live
    expect((await call(emulator, '/revoke', 'POST', { provider, token })).status).toBe(204)
    expect([live, emulator.liveTokens().length]).toEqual([live, before - 1])
  }
})

test('Faults that are still to hit are listed, with how often.', async () => {
  await using emulator = await startEmulator()
  emulator.fail({ provider: 'genlogs', endpoint: 'token', kind: 'unavailable', times: 2, retryAfter: 3 })
  emulator.fail({ provider: 'meshy', probability: 0.5, kind: () => new Response() })
  await signIn(emulator)
  expect((await (await call(emulator, '')).json()).faults).toEqual([
    { provider: 'genlogs', endpoint: 'token', kind: 'unavailable', retryAfter: 3, left: 1 },
    { provider: 'meshy', probability: 0.5, kind: 'an answer of its own', left: null },
  ])
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
  ['POST', '/expire', { provider: 'meshy', token: '***0000' }, 'meshy has no live token like that'],
  ['POST', '/revoke', { provider: 'meshy', token: 1 }, 'token must be as the state shows it'],
  ['POST', '/faults', `{"provider":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, 'provider must be one of'],
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
