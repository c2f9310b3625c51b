import type { GenlogsOptions } from '@auth/emulator/fetch'
import { createGenlogsAuth, type GenlogsAuth, type GenlogsAuthOptions } from '@auth/genlogs'
import { expect, test } from 'vitest'
import { type Emulated, emulate, forPeople } from './support/emulated.ts'

interface Setup extends Emulated {
  readonly auth: GenlogsAuth
}

async function setUp(options: Partial<GenlogsAuthOptions> = {}, genlogs: GenlogsOptions = {}): Promise<Setup> {
  const emulated = await emulate('genlogs', { genlogs })
  const { apiKey, email, password } = emulated.emulator.credentials.genlogs
  return {
    ...emulated,
    auth: createGenlogsAuth({ apiKey, credentials: { email, password }, ...emulated.options, ...options }),
  }
}

const variants: readonly [string, GenlogsOptions][] = [
  ['of its documents', {}],
  ['that writes times with a Z', { expiresFormat: 'utc' }],
  ['that writes times with an offset', { expiresFormat: 'offset' }],
  ['that sends numbers as ids', { userIdType: 'number' }],
  ['that names companies', { includeCompany: true }],
  ['that answers 403 to expired tokens', { expiredTokenStatus: 403 }],
]

test.for(variants)('GenLogs, as a server %s: sign-in and renewal are as described', async ([, server]) => {
  for (const credentialsIn of ['query', 'body'] as const) {
    const { auth, exchanges } = await setUp({ credentialsIn }, server)
    expect((await auth.fetch('/me')).status).toBe(200)
    await auth.refresh()
    await auth.signOut()
    expect(exchanges).toEqual(['createToken 200', 'createToken 200'])
  }
})

test.for(variants)('GenLogs, as a server %s: the refresh call is as described', async ([, server]) => {
  const { auth, exchanges } = await setUp({ useRefreshToken: true }, { ...server, refreshUsable: true })
  await auth.getToken()
  await auth.refresh()
  expect(exchanges).toEqual(['createToken 200', 'refreshToken 200'])
})

test('GenLogs: the refresh call with a body is as described', async () => {
  const server = { refreshUsable: true, refreshVariant: 'body' } as const
  const { auth, exchanges } = await setUp({ useRefreshToken: true, refreshTokenIn: 'body' }, server)
  await auth.getToken()
  await auth.refresh()
  expect(exchanges).toEqual(['createToken 200', 'refreshToken 200'])
})

test('GenLogs: a body with a username is as described', async () => {
  const options = { credentialsIn: 'body', emailField: 'username' } as const
  const { auth, exchanges } = await setUp(options, { variant: 'body', emailField: 'username' })
  await auth.getToken()
  expect(exchanges).toEqual(['createToken 200'])
  const other = await setUp({ credentialsIn: 'body' }, { variant: 'body', emailField: 'username' })
  await expect(other.auth.getToken()).rejects.toMatchObject({ code: 'invalid_request', status: 422 })
  expect(other.exchanges).toEqual(['createToken 422'])
})

test('GenLogs: a refresh token that is refused, and the sign-in in its place, are as described', async () => {
  const { auth, exchanges } = await setUp({ useRefreshToken: true })
  await auth.getToken()
  await auth.refresh()
  expect(exchanges).toEqual(['createToken 200', 'refreshToken 401', 'createToken 200'])
})

test('GenLogs: a person signs in', async () => {
  const { auth, exchanges, emulator } = await setUp(forPeople())
  const { email, password } = emulator.credentials.genlogs
  await auth.signIn({ email, password })
  expect(exchanges).toEqual(['createToken 200'])
})

test.for(['query', 'body'] as const)('GenLogs: a wrong password in the %s is as described', async (credentialsIn) => {
  const { auth, exchanges } = await setUp({
    credentialsIn,
    credentials: { email: 'ada+demo@example.com', password: 'wrong & +' },
  })
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'invalid_credentials' })
  expect(exchanges).toEqual(['createToken 401'])
})

test.for([401, 403, 422] as const)('GenLogs: a wrong API key, answered with %s, is as described', async (status) => {
  const { auth, exchanges } = await setUp({ apiKey: 'wrong-key' }, { apiKeyStatus: status })
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'invalid_client', status })
  expect(exchanges).toEqual([`createToken ${status}`])
})

test('GenLogs: an API key that dies before a renewal is as described', async () => {
  for (const apiKeyStatus of [401, 403, 422] as const) {
    const { auth, exchanges, emulator } = await setUp(
      { ...forPeople(), useRefreshToken: true },
      { apiKeyStatus, refreshUsable: true },
    )
    const { email, password, apiKey } = emulator.credentials.genlogs
    await auth.signIn({ email, password })
    // Stands for the key being withdrawn: the provider answers as to a wrong one.
    emulator.fail({
      provider: 'genlogs',
      endpoint: 'refresh',
      kind: (request) => {
        const headers = new Headers(request.headers)
        headers.set('x-api-key', `not-${apiKey}`)
        return emulator.fetch(new Request(request.url, { method: 'POST', headers }))
      },
    })
    await expect(auth.refresh()).rejects.toThrow()
    expect(exchanges).toEqual(['createToken 200', `refreshToken ${apiKeyStatus}`])
  }
})

test.for([
  ['query', 'body'],
  ['body', 'query'],
] as const)(
  'GenLogs: credentials in the %s of a server that wants them in the %s',
  async ([credentialsIn, variant]) => {
    const { auth, exchanges } = await setUp({ credentialsIn }, { variant })
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'invalid_request', status: 422 })
    expect(exchanges).toEqual(['createToken 422'])
  },
)

test.for([
  ['rate-limit', 'rate_limited', 429],
  ['html', 'server_error', 500],
] as const)('GenLogs: the failure %s is as described', async ([kind, code, status]) => {
  const { auth, exchanges, emulator } = await setUp()
  emulator.fail({ provider: 'genlogs', kind })
  await expect(auth.getToken()).rejects.toMatchObject({ code, status })
  expect(exchanges).toEqual([`createToken ${status}`])
})
