import { expect, test } from 'vitest'
import { createEmulator, type ElasticPathOptions } from '../src/fetch.ts'
import { errorOf, setUp, tokenOf, tokenType } from './support/elasticpath.ts'
import { createHandClock } from './support/hand-clock.ts'

function claimsOf(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())
}

const rule = (field: string, tag: string): string => `Validation failed: field '${field}' on the '${tag}' tag.`

test('An account token is a JWT that says for whom it is and when it ends.', async () => {
  const clock = createHandClock(Date.UTC(2026, 0, 1, 0, 0, 0, 900))
  const { signIn, credentials } = setUp({ storeId: 'store-1' }, clock)
  const [item] = (await signIn()).data
  const seconds = Date.UTC(2026, 0, 1) / 1000
  expect(item?.expires).toBe('2026-01-02T00:00:00.070Z')
  expect(claimsOf(item?.token ?? '')).toEqual({
    ...{ account_member_self_management: 'disabled', ancestors: '', store_id: 'store-1' },
    ...{ exp: seconds + 86_400, iat: seconds },
    ...{ scope: credentials.oneAccount.accounts[0].id, sub: credentials.oneAccount.memberId },
  })
})

test('An account token can be as long as asked for, and no longer than needed.', async () => {
  const short = tokenOf(await setUp().signIn()).length
  const lengthOf = async (accountTokenLength: number): Promise<number> =>
    tokenOf(await setUp({ accountTokenLength }).signIn()).length
  expect(await lengthOf(short)).toBe(short)
  const long = await lengthOf(1000)
  expect(long).toBeGreaterThanOrEqual(1000)
  expect(long).toBeLessThan(1030)
})

test('Tokens end to the millisecond.', async () => {
  const clock = createHandClock()
  const { signIn, clientToken, readAccounts } = setUp({ clientTokenLifetimeMs: 100_000_000 }, clock)
  const [bearer, token] = [await clientToken(), tokenOf(await signIn())]
  clock.advance(86_399_999)
  expect((await readAccounts(bearer, token)).status).toBe(200)
  clock.advance(1)
  expect((await readAccounts(bearer, token)).status).toBe(401)
  clock.advance(100_000_000 - 86_400_000 - 1)
  expect(await errorOf(await readAccounts(bearer, token))).toMatchObject({ title: 'Unauthorized' })
  clock.advance(1)
  expect(await errorOf(await readAccounts(bearer, token))).toMatchObject({ title: 'Unable to validate access token' })
})

test('A one-time code ends to the millisecond.', async () => {
  for (const [ageMs, status] of [
    [599_999, 201],
    [600_000, 400],
  ] as const) {
    const clock = createHandClock()
    const { post, body, credentials } = setUp({}, clock)
    clock.advance(ageMs)
    const { username, code } = credentials.oneTimeCode
    expect((await post(body('passwordless', { username, one_time_password_token: code }))).status).toBe(status)
  }
})

test('What works once belongs to one member, and is one of several.', async () => {
  const oneTimeCodes = [
    { username: 'grace@example.com', code: 'code-of-grace' },
    { username: 'ada@example.com', code: 'code-of-ada' },
  ]
  const { post, body } = setUp({ oneTimeCodes })
  const signIn = async (username: string, code: string): Promise<number> =>
    (await post(body('passwordless', { username, one_time_password_token: code }))).status
  expect(await signIn('ada@example.com', 'code-of-grace')).toBe(400)
  expect(await signIn('grace@example.com', 'code-of-ada')).toBe(400)
  expect(await signIn('ada@example.com', 'code-of-ada')).toBe(201)
  expect(await signIn('grace@example.com', 'code-of-grace')).toBe(201)
})

test('An authorization code is found among several.', async () => {
  const code = (name: string) => ({
    code: name,
    redirectUri: 'https://a.example',
    codeVerifier: name,
    username: 'ada@example.com',
  })
  const { post, body } = setUp({ oidcCodes: [code('first'), code('second')] })
  const fields = {
    oauth_authorization_code: 'second',
    oauth_redirect_uri: 'https://a.example',
    oauth_code_verifier: 'second',
  }
  expect((await post(body('oidc', fields))).status).toBe(201)
})

test('Without regard to case, other names are still other names.', async () => {
  const { post, body } = setUp({ caseSensitiveUsernames: false })
  const response = await post(body('password', { username: 'nobody@example.com', password: 'pa$$word' }))
  expect(response.status).toBe(400)
})

test.each<[string, unknown, string]>([
  ['null', null, 'invalid JSON'],
  ['a list', [], 'invalid JSON'],
  ['a text', 'x'.repeat(3), 'invalid JSON'],
  ['another type', { type: 'token' }, rule('Type', 'eq')],
  [
    'a mechanism of objects',
    { type: tokenType, authentication_mechanism: 'toString' },
    rule('AuthenticationMechanism', 'oneof'),
  ],
  ['no mechanism', { type: tokenType }, rule('AuthenticationMechanism', 'oneof')],
  [
    'a mechanism in a list',
    { type: tokenType, authentication_mechanism: ['password'] },
    rule('AuthenticationMechanism', 'oneof'),
  ],
  [
    'an empty field',
    { type: tokenType, authentication_mechanism: 'password', password_profile_id: 'x', username: '', password: 'x' },
    rule('Username', 'required'),
  ],
])('A request for tokens with %s is refused with the rule that it breaks.', async (_, data, detail) => {
  const { post } = setUp()
  expect(await errorOf(await post(typeof data === 'string' ? JSON.stringify({ data }) : data))).toEqual({
    ...{ http: 400, status: '400', title: 'Bad Request', detail },
  })
})

test.each<[Record<string, string>, string]>([
  [{ grant_type: 'password', client_id: 'fake-client-id' }, 'grant_type is not supported'],
  [{ grant_type: 'implicit' }, 'client_id is required'],
])('A request for a client token with %j is refused with the reason.', async (fields, detail) => {
  expect(await errorOf(await setUp().requestClientToken(fields))).toMatchObject({ http: 400, detail })
})

test.each<[Record<string, string>, number]>([
  [{}, 400],
  [{ client_id: 'fake-client-id' }, 401],
  [{ client_id: 'nobody' }, 401],
])('A client that sends its secret as Basic, and %j in the form, is told where it belongs.', async (fields, http) => {
  const { emulator, base } = setUp()
  const { clientId, clientSecret } = emulator.credentials.elasticpath
  const response = await emulator.fetch(`${base}/oauth/access_token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...fields }),
  })
  const { detail, ...refused } = await errorOf(response)
  expect([refused['http'], detail]).toEqual([http, expect.stringContaining('client_id and client_secret in the form')])
})

test('A request for a client token must be a form.', async () => {
  const { emulator, base } = setUp()
  const detail = 'Content-Type must be application/x-www-form-urlencoded'
  for (const headers of [{ 'content-type': 'application/json' }, {}]) {
    const body = new TextEncoder().encode('grant_type=implicit&client_id=fake-client-id')
    const response = await emulator.fetch(`${base}/oauth/access_token`, { method: 'POST', headers, body })
    expect(await errorOf(response)).toMatchObject({ http: 400, detail })
  }
})

test.each([
  ['bearer  TOKEN', 200],
  ['Bearer TOKEN', 200],
  ['X-Bearer TOKEN', 401],
  ['Bearer TOKEN x', 401],
  ['', 401],
])('A client token presented as "%s" is answered with %i.', async (header, status) => {
  const { emulator, base, clientToken, signIn } = setUp()
  const authorization = header.replace('TOKEN', await clientToken())
  const response = await emulator.fetch(`${base}/v2/accounts`, {
    headers: {
      ...(authorization && { authorization }),
      'EP-Account-Management-Authentication-Token': tokenOf(await signIn()),
    },
  })
  expect(response.status).toBe(status)
})

test('An account is shown with what the documentation shows.', async () => {
  const { signIn, readAccounts, clientToken, credentials, base } = setUp()
  const [bearer, token] = [await clientToken(), tokenOf(await signIn())]
  const [{ id, name }] = credentials.oneAccount.accounts
  const account = { id, type: 'account', name, legal_name: name }
  expect(await (await readAccounts(bearer, token, `/${id}`)).json()).toEqual({ data: account })
  const first = `${base}/v2/accounts?page[offset]=0&page[limit]=25`
  expect(await (await readAccounts(bearer, token)).json()).toEqual({
    meta: { page: { limit: 25, offset: 0, current: 1, total: 1 }, results: { total: 1 } },
    data: [account],
    links: { current: first, first, last: first, next: 'null', prev: 'null' },
  })
  expect(await (await readAccounts(bearer, token, '?page[offset]=1')).json()).toMatchObject({ data: [] })
  const other = await readAccounts(bearer, token, '/another')
  expect(await errorOf(other)).toEqual({ http: 404, status: '404', title: 'Not Found', detail: 'account not found' })
})

test('A token of another store opens no account.', async () => {
  const foreign = tokenOf(await setUp({ storeId: 'another' }).signIn())
  const { readAccounts, clientToken, renew } = setUp()
  expect((await readAccounts(await clientToken(), foreign)).status).toBe(401)
  expect((await renew('a.b')).status).toBe(401)
  expect((await renew(`a.${btoa('no JSON')}.c`)).status).toBe(401)
  expect((await renew('a.%%%.c')).status).toBe(401)
})

test.each<[ElasticPathOptions, string, object]>([
  [{}, '?page[limit]=1', { current: 0, first: 0, last: 2, next: 1, prev: undefined }],
  [{}, '?page[limit]=1&page[offset]=1', { current: 1, first: 0, last: 2, next: 2, prev: 0 }],
  [{}, '?page[limit]=1&page[offset]=2', { current: 2, first: 0, last: 2, next: undefined, prev: 1 }],
  [{}, '?page[limit]=3', { current: 0, first: 0, last: 0, next: undefined, prev: undefined }],
  [{ lastLinkOnSinglePage: false }, '?page[limit]=3', { current: 0, first: 0, next: undefined, prev: undefined }],
  [{ lastLinkOnSinglePage: false }, '?page[limit]=2', { current: 0, first: 0, last: 2, next: 2, prev: undefined }],
])('With %o, links of %s lead to the pages around it.', async (options, query, offsets) => {
  const { signIn, credentials } = setUp({ nullLinks: 'omit', ...options })
  const { links } = await signIn(credentials.threeAccounts, query)
  const found = Object.entries(links).map(([name, link]) => [name, Number(/offset]=(\d+)/.exec(String(link))?.[1])])
  expect(Object.fromEntries(found)).toEqual(JSON.parse(JSON.stringify(offsets)))
})

test('A gateway that limits requests says so in its own words.', async () => {
  const emulator = createEmulator()
  emulator.fail({ provider: 'elasticpath', kind: 'rate-limit' })
  const response = await emulator.fetch(`${emulator.urls.elasticpath.apiBaseUrl}/v2/accounts`)
  expect(await errorOf(response)).toEqual({ http: 429, status: 429, title: 'Too Many Requests' })
})
