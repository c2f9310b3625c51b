import { expect, test } from 'vitest'
import { createEmulator, type Emulator, type Fault } from '../src/fetch.ts'

/** Numbers that come round again, so that a test knows what comes. */
const dice = (...numbers: number[]): (() => number) => {
  let count = 0
  return () => numbers[count++ % numbers.length] ?? 0
}
const read = (emulator: Emulator, provider: Fault['provider'] = 'genlogs'): Promise<Response> =>
  emulator.fetch(`${emulator.urls[provider].apiBaseUrl}/me`)
const statuses = async (emulator: Emulator, count: number): Promise<number[]> => {
  const seen = []
  for (let i = 0; i < count; i++) seen.push((await read(emulator)).status)
  return seen
}

test('A probability lets some requests through and never ends by itself.', async () => {
  const emulator = createEmulator({ random: dice(0.1, 0.5, 0.9) })
  emulator.fail({ provider: 'genlogs', probability: 0.5, kind: 'server-error' })
  expect(await statuses(emulator, 6)).toEqual([500, 401, 401, 500, 401, 401])
})

test('A probability and a number of times count only the requests that were hit.', async () => {
  const emulator = createEmulator({ random: dice(0.9, 0.1) })
  emulator.fail({ provider: 'genlogs', probability: 0.5, times: 2, kind: 'server-error' })
  expect(await statuses(emulator, 6)).toEqual([401, 500, 401, 500, 401, 401])
})

test('A fault that misses leaves the request to the next one.', async () => {
  const emulator = createEmulator({ random: dice(0.9) })
  emulator.fail({ provider: 'genlogs', probability: 0.5, kind: 'server-error' })
  emulator.fail({ provider: 'genlogs', kind: 'unavailable' })
  expect(await statuses(emulator, 2)).toEqual([503, 401])
})

test.each([
  ['meshy', { message: 'Internal server error' }, { message: 'Service unavailable' }],
  [
    'elasticpath',
    {
      errors: [
        {
          ...{ status: 500, title: 'Internal Server Error' },
          detail: 'there was a problem processing your request',
        },
      ],
    },
    { errors: [{ status: 503, title: 'Service Unavailable' }] },
  ],
  [
    'gooru',
    { errors: [{ code: 'AUE500', message: 'Internal API error.', type: 'api_error' }] },
    { message: 'Service unavailable' },
  ],
  ['genlogs', { detail: 'Internal Server Error' }, { detail: 'Service Unavailable' }],
] as const)('%s fails in the shape of its own errors.', async (provider, serverError, unavailable) => {
  const emulator = createEmulator()
  emulator.fail({ provider, kind: 'server-error' })
  emulator.fail({ provider, kind: 'unavailable' })
  for (const [status, body] of [[500, serverError] as const, [503, unavailable] as const]) {
    const response = await read(emulator, provider)
    expect([response.status, await response.json()]).toEqual([status, body])
    expect(response.headers.has('retry-after')).toBe(false)
  }
  expect(emulator.requests.map(({ status }) => status)).toEqual([500, 503])
})

test('The errors of Gooru are those of its profile.', async () => {
  const emulator = createEmulator({ profile: { gooru: 'nile' } })
  emulator.fail({ provider: 'gooru', kind: 'server-error' })
  const response = await read(emulator, 'gooru')
  expect([response.status, await response.json()]).toEqual([500, { message: 'internal api error' }])
})

test.each([
  ['rate-limit', 429, 30, '30'],
  ['unavailable', 503, 'Fri, 31 Dec 2032 23:59:59 GMT', 'Fri, 31 Dec 2032 23:59:59 GMT'],
] as const)('%s says when to come again, if asked to.', async (kind, status, retryAfter, header) => {
  const emulator = createEmulator()
  emulator.fail({ provider: 'genlogs', kind, retryAfter })
  const response = await read(emulator)
  expect([response.status, response.headers.get('retry-after')]).toEqual([status, header])
})

test('A call of clearFaults() forgets the faults and keeps the requests.', async () => {
  const emulator = createEmulator()
  emulator.fail({ provider: 'genlogs', kind: 'server-error', times: 9 })
  expect((await read(emulator)).status).toBe(500)
  emulator.clearFaults()
  expect((await read(emulator)).status).toBe(401)
  expect(emulator.requests).toHaveLength(2)
})

// Callers without types write such things.
const wrongFaults: [object, string][] = [
  [{ provider: 'nobody', kind: 'html' }, 'provider must be one of meshy, elasticpath, gooru, genlogs'],
  [{ provider: 'genlogs', endpoint: 'tokens', kind: 'html' }, 'endpoint of genlogs must be one of token, refresh'],
  [{ provider: 'genlogs', kind: 'slow' }, 'kind must be one of refuse, '],
  [{ provider: 'genlogs', kind: 'html', probability: 0 }, 'probability must be a number above 0, up to 1'],
  [{ provider: 'gooru', endpoint: 'revocation', kind: 'html' }, 'gooru has no revocation here: only the profile nile-'],
  [{ provider: 'genlogs', kind: 'html', probability: -0.1 }, 'probability must be a number above 0, up to 1'],
  [{ provider: 'genlogs', kind: 'html', probability: '0.5' }, 'probability must be a number above 0, up to 1'],
  [{ provider: 'genlogs', kind: 'unavailable', retryAfter: 1.5 }, 'retryAfter must be'],
  [[], 'a fault must be an object'],
  [{ provider: 'genlogs', kind: 'html', times: 0 }, 'times must be'],
  [{ provider: 'genlogs', kind: 'html', times: 1.5 }, 'times must be'],
  [{ provider: 'genlogs', kind: 'html', probability: 1.1 }, 'probability must be a number above 0, up to 1'],
  [{ provider: 'genlogs', kind: 'html', retryAfter: 1 }, 'retryAfter goes with'],
  [{ provider: 'genlogs', kind: 'unavailable', retryAfter: -1 }, 'retryAfter must be'],
  [{ provider: 'genlogs', kind: 'unavailable', retryAfter: 'a\nb' }, 'retryAfter must be'],
  [{ provider: 'genlogs', kind: 'html', time: 2 }, '"time" is not a field of a fault; known: provider, '],
]

test.each(wrongFaults)('A fault that could never hit is refused: %o.', (fault, text) => {
  const emulator = createEmulator()
  // What JavaScript lets through.
  expect(() => emulator.fail(fault as Fault)).toThrow(TypeError)
  expect(() => emulator.fail(fault as Fault)).toThrow(text)
})

test('A fault behind one that takes all of its requests is refused, and one beside or before it is not.', async () => {
  const emulator = createEmulator({ random: dice(0.9) })
  const times = Number.POSITIVE_INFINITY
  emulator.fail({ provider: 'genlogs', endpoint: 'token', kind: 'html' })
  emulator.fail({ provider: 'genlogs', probability: 0.5, kind: 'html' })
  emulator.fail({ provider: 'genlogs', endpoint: 'token', kind: 'unavailable', times })
  expect(() => emulator.fail({ provider: 'genlogs', endpoint: 'token', kind: 'html' })).toThrow(
    'this fault could never hit: unavailable for genlogs, token, without end, takes all of its requests',
  )
  emulator.fail({ provider: 'genlogs', kind: 'server-error' })
  expect(await statuses(emulator, 2)).toEqual([500, 401])
  emulator.clearFaults()
  emulator.fail({ provider: 'genlogs', endpoint: 'token', kind: 'html' })
})

test('A fault of an endpoint that only one profile has is taken with that profile.', () => {
  const emulator = createEmulator({ profile: { gooru: 'nile-refresh' } })
  expect(() => emulator.fail({ provider: 'gooru', endpoint: 'revocation', kind: 'html' })).not.toThrow()
})

test('Every endpoint that a fault may name is one that the provider has.', async () => {
  const emulator = createEmulator()
  const { meshy, elasticpath, gooru, genlogs } = emulator.urls
  const requests = [
    ['meshy', 'token', 'POST', `${meshy.authBaseUrl}/demo/connect/token`],
    ['meshy', 'revocation', 'POST', `${meshy.authBaseUrl}/demo/connect/revocation`],
    ['meshy', 'resource', 'GET', `${meshy.apiBaseUrl}/demo/users/me`],
    ['meshy', 'register', 'POST', `${meshy.apiBaseUrl}/demo/users/register/anonymous`],
    ['elasticpath', 'client-token', 'POST', `${elasticpath.authBaseUrl}/oauth/access_token`],
    ['elasticpath', 'token', 'POST', `${elasticpath.authBaseUrl}/v2/account-members/tokens`],
    ['elasticpath', 'resource', 'GET', `${elasticpath.authBaseUrl}/v2/accounts`],
    ['gooru', 'token', 'POST', `${gooru.authBaseUrl}/token`],
    ['gooru', 'session', 'GET', `${gooru.authBaseUrl}/token`],
    ['gooru', 'sign-out', 'DELETE', `${gooru.authBaseUrl}/token`],
    ['gooru', 'resource', 'GET', `${gooru.apiBaseUrl}/nucleus/v1/profile`],
    ['genlogs', 'token', 'POST', `${genlogs.authBaseUrl}/auth/token`],
    ['genlogs', 'refresh', 'POST', `${genlogs.authBaseUrl}/auth/token/refresh`],
    ['genlogs', 'resource', 'GET', `${genlogs.authBaseUrl}/me`],
  ] as const
  for (const [provider, endpoint, method, url] of requests) {
    emulator.fail({ provider, endpoint, kind: () => new Response(null, { status: 418 }) })
    expect([url, (await emulator.fetch(url, { method })).status]).toEqual([url, 418])
  }
})

test('A fault waits for its own provider, and for its own endpoint.', async () => {
  const emulator = createEmulator()
  emulator.fail({ provider: 'meshy', kind: 'server-error' })
  emulator.fail({ provider: 'genlogs', endpoint: 'token', kind: 'server-error' })
  emulator.fail({ provider: 'genlogs', kind: 'unavailable', times: 2 })
  expect(await statuses(emulator, 3)).toEqual([503, 503, 401])
  const token = await emulator.fetch(`${emulator.urls.genlogs.authBaseUrl}/auth/token`, { method: 'POST' })
  expect(token.status).toBe(500)
})

test.each([
  ['refuse', 'ECONNREFUSED', 'connect ECONNREFUSED emulator.test'],
  ['reset', 'ECONNRESET', 'read ECONNRESET emulator.test'],
] as const)('The fault %s fails as a fetch of Node does.', async (kind, code, message) => {
  const emulator = createEmulator()
  emulator.fail({ provider: 'genlogs', kind })
  await expect(read(emulator)).rejects.toMatchObject({ message: 'fetch failed', cause: { code, message } })
})

test('A page in place of an answer is HTML.', async () => {
  const emulator = createEmulator()
  emulator.fail({ provider: 'genlogs', kind: 'html' })
  const response = await read(emulator)
  expect([response.status, response.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8'])
  expect(await response.text()).toMatch(/^<!doctype html>.*Internal Server Error/)
})

test('An answer that is cut off promises all of its body, and has half of it.', async () => {
  const emulator = createEmulator()
  const whole = await (await read(emulator)).text()
  emulator.fail({ provider: 'genlogs', kind: 'truncate' })
  const response = await read(emulator)
  expect(response.headers.get('content-length')).toBe(String(whole.length))
  expect(await response.text()).toBe(whole.slice(0, Math.floor(whole.length / 2)))
  expect(emulator.requests.at(-1)?.status).toBe('truncate')
})

test('A request that nobody serves, or with another method, is no endpoint of a provider.', async () => {
  const emulator = createEmulator()
  const base = emulator.urls.elasticpath.authBaseUrl
  for (const [method, path] of [
    ['PUT', '/v2/account-members/tokens'],
    ['PUT', '/oauth/access_token'],
    ['POST', '/oauth/other'],
    ['POST', '/v2/accounts'],
    ['GET', '/v1/v2/accounts'],
    ['GET', '/v2/accounts/a/b'],
  ] as const) {
    expect((await emulator.fetch(base + path, { method })).status).toBe(404)
    expect(emulator.requests.at(-1)?.endpoint).toBeUndefined()
  }
  const nowhere = await emulator.fetch('https://emulator.test/nobody/x')
  expect([nowhere.status, await nowhere.text()]).toEqual([404, 'No provider at /nobody/x\n'])
})

test('A redirect that a client does not follow fails as a fetch of Node does.', async () => {
  const emulator = createEmulator()
  const url = `${emulator.urls.genlogs.authBaseUrl}/auth/token/`
  await expect(emulator.fetch(url, { method: 'POST', redirect: 'error' })).rejects.toMatchObject({
    ...{ message: 'fetch failed', cause: { message: 'unexpected redirect' } },
  })
})

test('An answer that is a network error of the platform is one here.', async () => {
  const emulator = createEmulator()
  emulator.fail({ provider: 'genlogs', kind: () => Response.error() })
  await expect(read(emulator)).rejects.toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } })
})
