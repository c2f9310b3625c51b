import { expect, test } from 'vitest'
import { curl, serve } from './curl.ts'

const key = (apiKey: string): string[] => ['-H', 'accept: application/json', '-H', `x-api-key: ${apiKey}`]
const queryOf = (email: string, password: string): string =>
  `email=${encodeURIComponent(email)}&password=${encodeURIComponent(password)}`

test.for([
  ['ada+demo@example.com', '1234+'],
  ['a+b@c.de', '1234+&%20ü'],
] as const)(
  'curl signs in to GenLogs as %s, by query and by body, and calls its API',
  async ([email, password], { skip }) => {
    const { urls, credentials } = await serve(skip, { genlogs: { users: [{ email, password }] } })
    const base = urls.genlogs.authBaseUrl
    const common = key(credentials.genlogs.apiKey)
    const json = ['-H', 'Content-Type: application/json', '-d', JSON.stringify({ email, password })]
    for (const args of [
      ['-X', 'POST', `${base}/auth/token?${queryOf(email, password)}`],
      [
        '-G',
        '-X',
        'POST',
        `${base}/auth/token`,
        '--data-urlencode',
        `email=${email}`,
        '--data-urlencode',
        `password=${password}`,
      ],
      [`${base}/auth/token`, ...json],
    ]) {
      const signIn = await curl(...args, ...common)
      expect(signIn.status).toBe(200)
      const me = await curl(`${base}/me`, ...common, '-H', `Access-Token: ${signIn.body.access_token_data?.token}`)
      expect(me).toMatchObject({ status: 200, body: { email } })
    }
    // An unencoded plus is a space.
    const raw = `${base}/auth/token?email=${email}&password=${encodeURIComponent(password)}`
    expect((await curl('-X', 'POST', raw, ...common)).status).toBe(401)
  },
)

test.for(['query', 'body'] as const)(
  'curl is told by GenLogs when it looks in the %s alone',
  async (variant, { skip }) => {
    const { urls, credentials } = await serve(skip, { genlogs: { variant } })
    const { apiKey, email, password } = credentials.genlogs
    const url = `${urls.genlogs.authBaseUrl}/auth/token`
    const json = ['-H', 'Content-Type: application/json', '-d', JSON.stringify({ email, password })]
    const requests = {
      query: await curl('-X', 'POST', `${url}?${queryOf(email, password)}`, ...key(apiKey)),
      body: await curl(url, ...json, ...key(apiKey)),
    }
    const other = variant === 'query' ? 'body' : 'query'
    expect(requests[variant].status).toBe(200)
    const problem = expect.objectContaining({ loc: expect.arrayContaining([variant]) })
    expect(requests[other]).toMatchObject({ status: 422, body: { detail: expect.arrayContaining([problem]) } })
  },
)

test('curl follows the redirect of GenLogs that the slash in its documents brings', async ({ skip }) => {
  const { urls, credentials } = await serve(skip)
  const { apiKey, email, password } = credentials.genlogs
  const args = ['-X', 'POST', `${urls.genlogs.authBaseUrl}/auth/token/?${queryOf(email, password)}`, ...key(apiKey)]
  expect((await curl(...args)).status).toBe(307)
  expect((await curl('--location', ...args)).status).toBe(200)
})

test('curl renews with GenLogs, where refresh tokens can be used', async ({ skip }) => {
  const { urls, credentials } = await serve(skip, { genlogs: { refreshUsable: true } })
  const { apiKey, email, password } = credentials.genlogs
  const base = urls.genlogs.authBaseUrl
  const first = await curl('-X', 'POST', `${base}/auth/token?${queryOf(email, password)}`, ...key(apiKey))
  const query = `refresh_token=${encodeURIComponent(first.body.refresh_token_data?.token ?? '')}`
  const renewed = await curl('-X', 'POST', `${base}/auth/token/refresh?${query}`, ...key(apiKey))
  expect(renewed).toMatchObject({ status: 200, body: { company_id: 17 } })
})

test('curl is refused by GenLogs: a wrong password, a wrong key, no token', async ({ skip }) => {
  const { urls, credentials } = await serve(skip)
  const { apiKey, email, password } = credentials.genlogs
  const base = urls.genlogs.authBaseUrl
  const signIn = (secret: string, ...headers: string[]) =>
    curl('-X', 'POST', `${base}/auth/token?${queryOf(email, secret)}`, ...headers)
  expect((await signIn('wrong', ...key(apiKey))).status).toBe(401)
  expect((await signIn(password, ...key('wrong'))).status).toBe(401)
  expect((await signIn(password)).status).toBe(401)
  const me = await curl(`${base}/me`, ...key(apiKey))
  expect(me).toMatchObject({ status: 401, body: { detail: { subcode: 'TOKEN_MISSING' } } })
})
