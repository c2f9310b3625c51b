import { describe, expect, test } from 'vitest'
import { errorOf, readAs, setUp, type TokenList, tokenOf, tokenType } from './support/elasticpath.ts'

describe('Client tokens', () => {
  test('They are issued for a client id, with their end in seconds.', async () => {
    const { requestClientToken, clientId } = setUp()
    const response = await requestClientToken({ grant_type: 'implicit', client_id: clientId })
    expect(response.status).toBe(200)
    const token = await readAs<Record<string, unknown>>(response)
    expect(token).toMatchObject({ token_type: 'Bearer', expires_in: 3600, identifier: 'implicit' })
    expect(token['access_token']).toMatch(/^[\da-f]{40}$/)
    expect(Math.abs(Number(token['expires']) - Date.now() / 1000 - 3600)).toBeLessThan(10)
  })

  test('They are issued for a client id and its secret.', async () => {
    const { requestClientToken, clientId, clientSecret } = setUp()
    const fields = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
    expect(await (await requestClientToken(fields)).json()).toMatchObject({ identifier: 'client_credentials' })
  })

  test.each([
    ['an unknown client id', 401, { grant_type: 'implicit', client_id: 'nobody' }],
    ['a wrong secret', 401, { grant_type: 'client_credentials', client_id: 'fake-client-id', client_secret: 'wrong' }],
    ['another grant', 400, { grant_type: 'password', client_id: 'fake-client-id' }],
    ['no client id', 400, { grant_type: 'implicit' }],
  ])('They are refused for %s with %i.', async (_, status, fields) => {
    expect(await errorOf(await setUp().requestClientToken(fields))).toMatchObject({ http: status, status: `${status}` })
  })

  test('They are refused when the form is sent as JSON.', async () => {
    const { emulator, base, clientId } = setUp()
    const response = await emulator.fetch(`${base}/oauth/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `grant_type=implicit&client_id=${clientId}`,
    })
    expect(response.status).toBe(400)
  })

  test.each(['token', 'resource'])(
    'They are needed at the %s endpoint, where the gateway checks them first.',
    async (endpoint) => {
      const { post, readAccounts } = setUp()
      const response =
        endpoint === 'token' ? await post('{', { authorization: 'Bearer x' }) : await readAccounts('x', 'x')
      expect(await errorOf(response)).toEqual({ http: 401, status: 401, title: 'Unable to validate access token' })
    },
  )

  test('They end after an hour.', async () => {
    const { emulator, clientToken, signIn, readAccounts } = setUp()
    const bearer = await clientToken()
    const token = tokenOf(await signIn())
    emulator.advance(3_590_000)
    expect((await readAccounts(bearer, token)).status).toBe(200)
    emulator.advance(10_000)
    expect(await errorOf(await readAccounts(bearer, token))).toMatchObject({ title: 'Unable to validate access token' })
  })
})

describe('A sign-in', () => {
  test('It answers 201 with a token for each account.', async () => {
    const { post, body, credentials } = setUp()
    const { username, password, oneAccount } = credentials
    const response = await post(body('password', { username, password }))
    expect(response.status).toBe(201)
    const list = await readAs<TokenList>(response)
    expect(list.meta).toEqual({
      account_member_id: oneAccount.memberId,
      page: { limit: 25, offset: 0, current: 1, total: 1 },
      results: { total: 1 },
    })
    expect(list.data).toMatchObject([
      { account_name: 'acc-name-1', account_id: oneAccount.accounts[0].id, type: tokenType },
    ])
    expect(list.data[0]?.expires).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.070Z$/)
    const first = 'https://emulator.test/elasticpath/v2/account-members/tokens?page[offset]=0&page[limit]=25'
    expect(list.links).toEqual({ current: first, first, last: first, next: 'null', prev: 'null' })
  })

  test('It lists nothing for a member of no account.', async () => {
    const { signIn, credentials } = setUp()
    const list = await signIn(credentials.noAccount)
    expect(list.data).toEqual([])
    expect(list.meta).toMatchObject({ page: { total: 0 }, results: { total: 0 } })
  })

  test.each(['?page[limit]=2&page[offset]=2', '?page%5Blimit%5D=2&page%5Boffset%5D=2'])(
    'It pages with %s.',
    async (query) => {
      const { signIn, credentials } = setUp()
      const list = await signIn(credentials.threeAccounts, query)
      expect(list.data.map((item) => item.account_id)).toEqual([credentials.threeAccounts.accounts[2].id])
      expect(list.meta).toMatchObject({ page: { limit: 2, offset: 2, current: 2, total: 2 }, results: { total: 3 } })
      expect(list.links['prev']).toMatch(/\?page\[offset\]=0&page\[limit\]=2$/)
      expect(list.links['next']).toBe('null')
    },
  )

  test.each([
    ['page[limit]=101', 'page[limit] must be from 1 to 100'],
    ['page[limit]=0', 'page[limit] must be from 1 to 100'],
    ['page[limit]=x', 'page[limit] must be from 1 to 100'],
    ['page[limit]=1x', 'page[limit] must be from 1 to 100'],
    ['page[limit]=x1', 'page[limit] must be from 1 to 100'],
    ['page[offset]=-1', 'page[offset] must be a count'],
  ])('It refuses %s.', async (query, detail) => {
    const { post, body, credentials, readAccounts, clientToken, signIn } = setUp()
    const { username, password } = credentials
    const refused = { http: 400, status: '400', title: 'Bad Request', detail }
    expect(await errorOf(await post(body('password', { username, password }), {}, `?${query}`))).toEqual(refused)
    const token = tokenOf(await signIn())
    expect(await errorOf(await readAccounts(await clientToken(), token, `?${query}`))).toEqual(refused)
  })

  test.each(['page[limit]=1', 'page[limit]=100', 'page[offset]=12'])('It takes %s.', async (query) => {
    const { post, body, credentials } = setUp()
    const { username, password } = credentials
    expect((await post(body('password', { username, password }), {}, `?${query}`)).status).toBe(201)
  })

  test.each([
    ['password', { password: 'wrong' }],
    ['username', { username: 'nobody@example.com' }],
    ['profile', { password_profile_id: '00000000-0000-4000-8000-000000000000' }],
  ])('It does not reveal that the %s was wrong.', async (_, wrong) => {
    const { post, body, credentials } = setUp()
    const { username, password } = credentials
    const response = await post(body('password', { username, password, ...wrong }))
    expect(await errorOf(response)).toEqual({
      ...{ http: 400, status: '400', title: 'Bad Request' },
      detail: 'authentication failed',
    })
  })

  test.each([
    ['no JSON', '{"data": {"type": "x",}}', 'invalid JSON'],
    ['another type', { type: 'token' }, "field 'Type'"],
    ['an unknown mechanism', { type: tokenType, authentication_mechanism: 'x' }, "field 'AuthenticationMechanism'"],
    ['a missing field', { type: tokenType, authentication_mechanism: 'password' }, "field 'PasswordProfileId'"],
  ])('It refuses %s.', async (_, data, detail) => {
    const error = await errorOf(await setUp().post(data))
    expect(error).toMatchObject({ http: 400, detail: expect.stringContaining(detail) })
  })

  test('It takes a one-time code once.', async () => {
    const { post, body, credentials } = setUp()
    const { username, code } = credentials.oneTimeCode
    const data = body('passwordless', { username, one_time_password_token: code })
    expect((await post(data)).status).toBe(201)
    expect(await errorOf(await post(data))).toMatchObject({ http: 400, detail: 'authentication failed' })
  })

  test('It takes a one-time code for ten minutes.', async () => {
    const { emulator, post, body, credentials } = setUp()
    emulator.advance(600_000)
    const { username, code } = credentials.oneTimeCode
    expect((await post(body('passwordless', { username, one_time_password_token: code }))).status).toBe(400)
  })

  test('It takes an authorization code once, with its redirect URI and verifier.', async () => {
    const { post, body, credentials } = setUp()
    const { code, redirectUri, codeVerifier } = credentials.oidcCode
    const data = body('oidc', {
      oauth_authorization_code: code,
      oauth_redirect_uri: redirectUri,
      oauth_code_verifier: codeVerifier,
    })
    expect((await post({ ...data, oauth_code_verifier: 'wrong' })).status).toBe(400)
    expect((await post(data)).status).toBe(201)
    expect((await post(data)).status).toBe(400)
  })
})

describe('A renewal', () => {
  test('It lists all accounts again and leaves the old token valid.', async () => {
    const { signIn, renew, credentials, readAccounts, clientToken } = setUp()
    const old = tokenOf(await signIn(credentials.threeAccounts))
    const response = await renew(old)
    expect(response.status).toBe(201)
    const list = await readAs<TokenList>(response)
    expect(list.data).toHaveLength(3)
    expect(tokenOf(list)).not.toBe(old)
    expect((await readAccounts(await clientToken(), old)).status).toBe(200)
  })

  test('It starts a full lifetime, and an ended token cannot be renewed.', async () => {
    const { emulator, signIn, renew } = setUp()
    const first = tokenOf(await signIn())
    emulator.advance(86_390_000)
    const second = tokenOf(await readAs<TokenList>(await renew(first)))
    emulator.advance(10_000)
    expect(await errorOf(await renew(first))).toMatchObject({ http: 401, title: 'Unauthorized' })
    expect((await renew(second)).status).toBe(201)
  })

  test('It rejects a missing token, one in the body and one of another store.', async () => {
    const { post, renew } = setUp()
    expect((await post({ type: tokenType, authentication_mechanism: tokenType })).status).toBe(401)
    expect(
      await errorOf(await post({ type: tokenType, authentication_mechanism: tokenType, token: 'x' })),
    ).toMatchObject({ http: 400, detail: expect.stringContaining('internal id') })
    const foreign = tokenOf(await setUp({ storeId: 'another' }).signIn())
    expect(await errorOf(await renew(foreign))).toMatchObject({ http: 422, detail: 'store id mismatch' })
  })
})

describe('The resource', () => {
  test("It lists the token's account and hides others.", async () => {
    const { signIn, readAccounts, clientToken, credentials } = setUp()
    const [own, other] = credentials.threeAccounts.accounts
    const token = tokenOf(await signIn(credentials.threeAccounts))
    const bearer = await clientToken()
    expect(await (await readAccounts(bearer, token)).json()).toMatchObject({ data: [{ id: own.id }] })
    expect((await readAccounts(bearer, token, `/${own.id}`)).status).toBe(200)
    expect(await errorOf(await readAccounts(bearer, token, `/${other.id}`))).toMatchObject({ http: 404 })
  })

  test.each([undefined, 'unknown'])('It rejects the account token %s by name.', async (token) => {
    const { readAccounts, clientToken } = setUp({ accountTokenErrorDetail: 'no account token' })
    const error = await errorOf(await readAccounts(await clientToken(), token))
    expect(error).toEqual({ http: 401, status: '401', title: 'Unauthorized', detail: 'no account token' })
  })

  test('It rejects a revoked account token and still accepts the client token.', async () => {
    const { emulator, signIn, renew, readAccounts, clientToken } = setUp()
    const token = tokenOf(await signIn())
    const bearer = await clientToken()
    emulator.revokeAccessTokens('elasticpath')
    expect(await errorOf(await readAccounts(bearer, token))).toMatchObject({ http: 401, title: 'Unauthorized' })
    expect((await renew(token)).status).toBe(401)
    expect((await readAccounts(bearer, tokenOf(await signIn()))).status).toBe(200)
  })

  test('It answers 404 in the same shape elsewhere.', async () => {
    const { emulator, base } = setUp()
    expect(await errorOf(await emulator.fetch(`${base}/v2/nothing`))).toMatchObject({ http: 404, title: 'Not Found' })
  })
})
