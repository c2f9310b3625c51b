import { createElasticPathAuth, type ElasticPathAuth, type ElasticPathAuthOptions } from '@auth/elasticpath'
import type { ElasticPathOptions } from '@auth/emulator/fetch'
import { expect, test } from 'vitest'
import { type Emulated, emulate, forPeople } from './support/emulated.ts'

interface Setup extends Emulated {
  readonly auth: ElasticPathAuth
}

type Options = Partial<ElasticPathAuthOptions>

async function setUp(options: Options = {}, server: ElasticPathOptions = {}): Promise<Setup> {
  const emulated = await emulate('elasticpath', { elasticpath: server })
  const { clientId, passwordProfileId, username, password } = emulated.emulator.credentials.elasticpath
  const basics = { clientId, passwordProfileId, credentials: { username, password }, ...emulated.options }
  return { ...emulated, auth: createElasticPathAuth({ ...basics, ...options }) }
}

const firstAccount = { account: (accounts: readonly { readonly id: string }[]) => accounts[0]?.id }
const grace = { username: 'grace@example.com', password: 'three-accounts' }

test.for<[string, ElasticPathOptions]>([
  ['of its documents', {}],
  ['with null links', { nullLinks: 'null' }],
  ['without links', { nullLinks: 'omit' }],
  ['without a last link', { lastLinkOnSinglePage: false }],
  ['with insecure links', { httpLinks: true }],
  ['that counts pages from 0', { currentBase: 0 }],
  ['that does not name members', { includeMemberId: false }],
  ['with other fractions of seconds', { expiresFraction: '999' }],
  ['that writes times in seconds', { expiresFormat: 'seconds' }],
  ['that puts client tokens inside `data`', { clientTokenInData: true }],
  ['that minds no case', { caseSensitiveUsernames: false }],
  ['with pages of one', { pageLimit: 1, acceptPageLimit: false }],
])('Elastic Path, as a store %s: sign-in, paging, renewal and switching are as described', async ([, server]) => {
  const { auth, exchanges } = await setUp({ credentials: grace, ...firstAccount }, server)
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
  await auth.refresh()
  await auth.switchAccount({ name: 'acc-name-2' })
  await auth.signOut()
  const pages = server.pageLimit === 1 ? 3 : 1
  const tokens = Array.from({ length: 3 * pages }, () => 'createAccountMemberTokens 201')
  expect(exchanges).toEqual(['createClientToken 200', ...tokens])
})

const adasName = 'ada@example.com'

test.for<[string, Parameters<ElasticPathAuth['signIn']>[0]]>([
  ['password', { mechanism: 'password', username: adasName, password: 'pa$$word' }],
  ['passwordless', { mechanism: 'passwordless', username: adasName, oneTimePasswordToken: 'abc123' }],
  [
    'oidc',
    {
      mechanism: 'oidc',
      authorizationCode: 'fake-code',
      redirectUri: 'https://shop.example.com/callback',
      codeVerifier: 'fake-verifier-of-at-least-forty-three-characters',
    },
  ],
  [
    'self_signup',
    { mechanism: 'self_signup', username: 'new', password: 'long-enough', name: 'New', email: 'new@example.com' },
  ],
  [
    'self_signup with the parts of a name',
    {
      ...{ mechanism: 'self_signup', username: 'new', password: 'long-enough', name: 'New Young Person' },
      ...{ email: 'new@example.com', givenName: 'New', middleName: 'Young', familyName: 'Person' },
    },
  ],
])('Elastic Path: the mechanism %s is as described', async ([, credentials]) => {
  const { auth, exchanges, emulator } = await setUp(forPeople())
  await auth.signIn(credentials)
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
  expect(exchanges).toEqual(['createClientToken 200', 'createAccountMemberTokens 201'])
  // Codes work once.
  await auth.signIn(credentials).catch(() => undefined)
  expect(emulator.requests.filter(({ endpoint }) => endpoint === 'token')).toHaveLength(2)
})

test('Elastic Path: the mechanism account_management_authentication_token is as described', async () => {
  const { auth, exchanges } = await setUp(forPeople())
  await auth.signIn({ username: adasName, password: 'pa$$word' })
  const { value: token } = await auth.getToken()
  await auth.signIn({ mechanism: 'account_management_authentication_token', token })
  expect(exchanges.slice(1)).toEqual(['createAccountMemberTokens 201', 'createAccountMemberTokens 201'])
})

test('Elastic Path: an application with a secret, and a store in Europe, are as described', async () => {
  const { auth, exchanges } = await setUp({ clientSecret: 'fake-client-secret', region: 'euwest' })
  await auth.getToken()
  expect(exchanges).toEqual(['createClientToken 200', 'createAccountMemberTokens 201'])
})

test('Elastic Path: a member of no account is as described', async () => {
  const { auth, exchanges } = await setUp({ credentials: { username: 'newcomer@example.com', password: 'no-account' } })
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'access_denied' })
  expect(exchanges.at(-1)).toBe('createAccountMemberTokens 201')
})

const errorStyles: readonly ElasticPathOptions[] = [
  {},
  { errorStatusType: 'number' },
  { errorStatusType: 'omit' },
  { errorsShape: 'object' },
  { errorsShape: 'object', errorStatusType: 'number' },
]

test.for([400, 401, 422] as const)(
  'Elastic Path: a wrong password, answered with %s, is as described',
  async (status) => {
    for (const style of errorStyles) {
      const credentials = { username: adasName, password: 'wrong' }
      const { auth, exchanges } = await setUp({ credentials }, { ...style, credentialError: status })
      await expect(auth.getToken()).rejects.toMatchObject({ code: 'invalid_credentials', status })
      expect(exchanges.at(-1)).toBe(`createAccountMemberTokens ${status}`)
    }
  },
)

test.for<[string, Options]>([
  ['client id', { clientId: 'wrong-client' }],
  ['client secret', { clientSecret: 'wrong-secret' }],
])('Elastic Path: a wrong %s is as described', async ([, options]) => {
  for (const style of errorStyles) {
    const { auth, exchanges } = await setUp(options, style)
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'invalid_client', status: 401 })
    expect(exchanges).toEqual(['createClientToken 401'])
  }
})

const signup = {
  mechanism: 'self_signup',
  username: adasName,
  password: 'long-enough',
  name: 'A',
  email: adasName,
} as const

test.for<[string, Options, ElasticPathOptions, number]>([
  ['a closed sign-up', { credentials: signup }, { selfSignup: false }, 403],
  ['a name that is taken', { credentials: signup }, {}, 422],
  ['a name that is taken, on another server', { credentials: signup }, { duplicateSignupStatus: 400 }, 400],
  ['a name that is taken, on a third one', { credentials: signup }, { duplicateSignupStatus: 409 }, 409],
  ['a short password', { credentials: { ...signup, username: 'new', password: 'short' } }, {}, 400],
  ['an unknown profile', { credentials: signup, passwordProfileId: 'unknown' }, {}, 404],
  ['a dead client token', { clientToken: 'dead', clientId: undefined }, {}, 401],
  [
    'a dead client token without words',
    { clientToken: 'dead', clientId: undefined },
    { clientTokenErrorTitle: 'Unauthorized' },
    401,
  ],
  [
    "another store's token",
    {
      credentials: {
        mechanism: 'account_management_authentication_token',
        token: `e30.${btoa('{"store_id":"another"}')}.c2ln`,
      },
    },
    {},
    422,
  ],
  ['an unknown token', { credentials: { mechanism: 'account_management_authentication_token', token: 'x' } }, {}, 401],
])('Elastic Path: the refusal of %s is as described', async ([, options, server, status]) => {
  for (const style of errorStyles) {
    const { auth, exchanges } = await setUp({ account: { id: 'any' }, ...options }, { ...style, ...server })
    await expect(auth.getToken()).rejects.toMatchObject({ status })
    expect(exchanges.at(-1)).toBe(`createAccountMemberTokens ${status}`)
  }
})

test.for([
  ['rate-limit', 429],
  ['html', 500],
] as const)('Elastic Path: the failure %s is as described, of both calls', async ([kind, status]) => {
  for (const endpoint of ['client-token', 'token']) {
    const { auth, exchanges, emulator } = await setUp()
    emulator.fail({ provider: 'elasticpath', endpoint, kind })
    await expect(auth.getToken()).rejects.toMatchObject({ status })
    expect(exchanges.at(-1)).toMatch(new RegExp(`${status}$`))
  }
})

test('Elastic Path: what follows a 401 that says nothing is as described', async () => {
  const silent = { clientTokenErrorTitle: 'Unauthorized', accountTokenErrorDetail: '' }
  const { auth, emulator, exchanges } = await setUp({}, silent)
  await auth.getToken()
  emulator.revokeAccessTokens('elasticpath')
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
  expect(exchanges.slice(2)).toEqual([
    ...['createAccountMemberTokens 401', 'createClientToken 200'],
    ...['createAccountMemberTokens 401', 'createAccountMemberTokens 201'],
  ])
})

test('Elastic Path: a sign-up without an account is as described', async () => {
  const { auth, exchanges } = await setUp({ credentials: { ...signup, username: 'new' } }, { autoCreateAccount: false })
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'access_denied' })
  expect(exchanges.at(-1)).toBe('createAccountMemberTokens 201')
})
