import { expect, test } from 'vitest'
import { grace, setUp } from './support.ts'

test('A service signs in with username and password, and presents both tokens.', async () => {
  const { auth, calls, emulator } = setUp()
  const response = await auth.fetch('/v2/accounts')
  expect(response.status).toBe(200)
  expect(calls()).toEqual(['client-token', 'token', 'resource'])
  const headers = await auth.headers()
  expect(Object.keys(headers).sort()).toEqual(['authorization', 'ep-account-management-authentication-token'])
  expect(headers['ep-account-management-authentication-token']).toBe((await auth.getToken()).value)
  expect(emulator.requests.at(-1)?.status).toBe(200)
})

test('The session carries the member, the account and every account with its expiry.', async () => {
  const { auth } = setUp({ credentials: { ...grace, account: (accounts) => accounts[1]?.id } })
  const session = await auth.session()
  expect(session.accountMemberId).toMatch(/^[\w-]+$/)
  expect(session.accounts).toHaveLength(3)
  expect(session.totalAccounts).toBe(3)
  expect(session.account).toEqual(session.accounts[1])
  expect(session.account.expiresAt).toBeGreaterThan(Date.now())
  expect(await auth.accounts()).toEqual(session.accounts)
})

test('A client token can be given as it is, or by a function.', async () => {
  const { options } = setUp()
  const response = await (options.fetch ?? fetch)(`${options.authBaseUrl}/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'implicit', client_id: String(options.clientId) }),
  })
  const { access_token: clientToken } = (await response.json()) as { access_token: string }
  for (const given of [clientToken, async () => clientToken]) {
    const { auth, calls } = setUp({ clientToken: given, fetch: options.fetch })
    expect((await auth.fetch('/v2/accounts')).status).toBe(200)
    expect(calls()).toEqual([])
  }
})

test('A client secret fetches a token for client_credentials.', async () => {
  const { auth, emulator } = setUp({ clientSecret: 'fake-client-secret' })
  await auth.getToken()
  expect(emulator.requests[0]?.parameters).toMatchObject({ grant_type: 'client_credentials', client_secret: '***' })
})

test('Many callers share one client token and one account token.', async () => {
  const { auth, calls } = setUp()
  const tokens = await Promise.all(Array.from({ length: 100 }, () => auth.getToken()))
  expect(new Set(tokens.map(({ value }) => value)).size).toBe(1)
  expect(calls()).toEqual(['client-token', 'token'])
})

test.each([
  ['passwordless', { mechanism: 'passwordless', username: 'ada@example.com', oneTimePasswordToken: 'abc123' }],
  [
    'oidc',
    {
      mechanism: 'oidc',
      authorizationCode: 'fake-code',
      redirectUri: 'https://shop.example.com/callback',
      codeVerifier: 'fake-verifier-of-at-least-forty-three-characters',
    },
  ],
] as const)('A sign-in by %s does not send its code twice.', async (_, credentials) => {
  const { auth, calls, emulator } = setUp({ credentials: undefined })
  emulator.fail({ provider: 'elasticpath', endpoint: 'token', kind: 'html' })
  await expect(auth.signIn(credentials)).rejects.toMatchObject({ code: 'server_error', attempts: 1 })
  await auth.signIn(credentials)
  expect(calls()).toEqual(['client-token', 'token', 'token'])
  await expect(auth.signIn(credentials)).rejects.toMatchObject({ code: 'invalid_credentials' })
})

test('A sign-up makes a member, where the store allows it.', async () => {
  const newcomer = {
    mechanism: 'self_signup',
    username: 'new@example.com',
    password: 'long-enough',
    name: 'New',
    email: 'new@example.com',
  } as const
  const { auth } = setUp({ credentials: undefined }, { elasticpath: { selfSignup: true, autoCreateAccount: true } })
  expect((await auth.signIn(newcomer)).accounts).toHaveLength(1)
  const closed = setUp({ credentials: undefined }, { elasticpath: { selfSignup: false } })
  await expect(closed.auth.signIn(newcomer)).rejects.toMatchObject({ code: 'access_denied', status: 403 })
})

test('An account token that is still valid signs in.', async () => {
  const first = setUp()
  const { value: token } = await first.auth.getToken()
  const second = setUp({ credentials: undefined, fetch: first.options.fetch })
  await second.auth.signIn({ mechanism: 'account_management_authentication_token', token })
  expect((await second.auth.fetch('/v2/accounts')).status).toBe(200)
})

test('Wrong options and credentials are named.', () => {
  expect(() => setUp({ clientToken: 'x', clientId: 'y' })).toThrow(/give `clientId`.*or `clientToken`/)
  expect(() => setUp({ passwordProfileId: undefined })).toThrow(/`passwordProfileId`/)
  expect(() => setUp({ credentials: { username: 'ada', password: '' } })).toThrow(/`credentials`: `password` must be/)
  for (const account of [{}, { id: '' }, { id: undefined }, { name: '' }, 'acc-name-1', null, 7]) {
    const choice = account as unknown as { id: string } // wrong on purpose
    expect(() => setUp({ account: choice })).toThrow(/`account` must be { id }, { name } or a function/)
    expect(() => setUp({ credentials: { ...grace, account: choice } })).toThrow(/`credentials`: `account` must be/)
  }
  const tokenless = { mechanism: 'account_management_authentication_token', token: 'line\nbreak' } as const
  expect(() => setUp({ credentials: tokenless })).toThrow(/`token` must be a token: printable ASCII/)
  expect(() => setUp({ credentials: { mechanism: 'magic' } as never })).toThrow(/`mechanism` must be one of password, /)
  expect(() => setUp({ region: 'moon' as 'useast' })).toThrow(/`region` must be one of 'useast', 'euwest'/)
})
