import { expectNoSecrets, failureOf } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createElasticPathAuth, type ElasticPathAuthOptions, type ElasticPathCredentials } from '../src/index.ts'

const type = 'account_management_authentication_token'
const expires = new Date(Date.now() + 86_400_000).toISOString()
const answer = { data: [{ type, account_id: 'a1', account_name: 'One', token: 'account-token', expires }] }
const code = {
  authorizationCode: 'Code/+=1',
  redirectUri: 'https://shop.example.com/cb?x=1',
  codeVerifier: 'Verifier~1',
}
const profile = { type, password_profile_id: 'profile-1' }

// Nothing is trimmed, lower-cased or otherwise made prettier on the way.
const username = ' Ada.Łovelace@Example.COM '
const password = ' pa$$"\\wörd\t '

const mechanisms: readonly [string, ElasticPathCredentials, object][] = [
  ['password', { username, password }, { ...profile, authentication_mechanism: 'password', username, password }],
  [
    'passwordless',
    { mechanism: 'passwordless', username, oneTimePasswordToken: ' aB1 ' },
    { ...profile, authentication_mechanism: 'passwordless', username, one_time_password_token: ' aB1 ' },
  ],
  [
    'oidc',
    { mechanism: 'oidc', ...code },
    {
      type,
      authentication_mechanism: 'oidc',
      oauth_authorization_code: code.authorizationCode,
      oauth_redirect_uri: code.redirectUri,
      oauth_code_verifier: code.codeVerifier,
    },
  ],
  [
    'self_signup',
    { mechanism: 'self_signup', username, password, name: ' Ada ', email: 'Ada@Example.com' },
    {
      ...profile,
      authentication_mechanism: 'self_signup',
      username,
      password,
      name: ' Ada ',
      email: 'Ada@Example.com',
    },
  ],
  [
    'self_signup with the parts of the name',
    {
      mechanism: 'self_signup',
      ...{ username, password, name: 'Ada King', email: 'ada@example.com' },
      ...{ givenName: 'Ada', middleName: 'Augusta', familyName: 'King' },
    },
    {
      ...{ ...profile, authentication_mechanism: 'self_signup', username, password },
      ...{ name: 'Ada King', email: 'ada@example.com' },
      ...{ given_name: 'Ada', middle_name: 'Augusta', family_name: 'King' },
    },
  ],
  [type, { mechanism: type, token: 'earlier-token' }, { type, authentication_mechanism: type }],
]

/** A client, and what it sends to a server that answers well. */
function setUp(overrides: Partial<ElasticPathAuthOptions> = {}) {
  const sent: Request[] = []
  const auth = createElasticPathAuth({
    clientToken: 'client-token',
    passwordProfileId: 'profile-1',
    fetch: (input, init) => {
      const request = new Request(input, init)
      sent.push(request)
      const client = { access_token: 'client-token', expires_in: 3600 }
      const isClient = request.url.endsWith('/oauth/access_token')
      return Promise.resolve(isClient ? Response.json(client) : Response.json(answer, { status: 201 }))
    },
    ...overrides,
  })
  return { auth, sent }
}

test.each(mechanisms)(
  'The mechanism %s sends exactly its own fields, as they were given.',
  async (_, credentials, data) => {
    const { auth, sent } = setUp()
    await auth.signIn(credentials)
    const [request] = sent
    expect(sent).toHaveLength(1)
    expect(await request?.json()).toEqual({ data })
    expect(request?.method).toBe('POST')
    expect(request?.headers.get('authorization')).toBe('Bearer client-token')
    expect(request?.headers.get('content-type')).toBe('application/json')
    const earlier = 'token' in credentials ? 'earlier-token' : null
    expect(request?.headers.get('ep-account-management-authentication-token')).toBe(earlier)
  },
)

describe.each(mechanisms)('A refusal of the mechanism %s', (_, credentials) => {
  const { mechanism, ...rest } = { redirectUri: '', ...credentials }
  const secrets = Object.entries(rest).flatMap(([name, value]) =>
    typeof value === 'string' && value.trim().length > 4 && name !== 'redirectUri' ? [value] : [],
  )

  test.each([400, 401, 403, 404, 409, 422, 500])(
    'With %i it shows nothing that was sent, also when it is echoed.',
    async (status) => {
      const echo = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
        const request = new Request(input, init)
        const detail = `${await request.text()} ${JSON.stringify(Object.fromEntries(request.headers))}`
        return Response.json({ errors: [{ title: 'Refused', detail, source: detail, code: 'refused' }] }, { status })
      }
      const { auth } = setUp({ fetch: echo, retry: { maxAttempts: 1 } })
      const error = await failureOf(auth.signIn(credentials))
      expect(error).toMatchObject({ provider: 'elasticpath', phase: 'sign-in', status })
      expectNoSecrets(
        error,
        [...secrets, 'client-token'].filter((secret) => !(secret in { oidc: 1, [type]: 1 })),
      )
    },
  )
})

test.each([
  [undefined, 'https://useast.api.elasticpath.com'],
  ['useast', 'https://useast.api.elasticpath.com'],
  ['euwest', 'https://euwest.api.elasticpath.com'],
] as const)('The region %s is at %s, for both tokens and the API.', async (region, origin) => {
  const { auth, sent } = setUp({
    clientToken: undefined,
    clientId: 'client',
    region,
    credentials: { username, password },
  })
  await auth.fetch('/v2/orders')
  expect(sent.map(({ url }) => url.replace(/\?.*/, ''))).toEqual(
    ['/oauth/access_token', '/v2/account-members/tokens', '/v2/orders'].map((path) => origin + path),
  )
})

test('Headers that stores with several parts want go along with requests for both tokens.', async () => {
  const headers = { 'EP-Context-Tag': 'part-of-the-store' }
  const { auth, sent } = setUp({ clientToken: undefined, clientId: 'client', headers })
  await auth.signIn({ username, password })
  expect(sent.map((request) => request.headers.get('ep-context-tag'))).toEqual(Array(2).fill('part-of-the-store'))
})
