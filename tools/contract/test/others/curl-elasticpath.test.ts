import type { EmulatorOptions } from '@auth/emulator'
import { describe, expect, test } from 'vitest'
import { curl, serve } from './curl.ts'

const type = 'account_management_authentication_token'
const header = 'EP-Account-Management-Authentication-Token'

/** A store, and what every request for account tokens needs: a client token, got as the documents do. */
async function begin(skip: (reason: string) => void, grant: string[] = [], options: EmulatorOptions = {}) {
  const { urls, credentials } = await serve(skip, options)
  const { clientId, passwordProfileId, threeAccounts } = credentials.elasticpath
  const base = urls.elasticpath.authBaseUrl
  const fields = grant.length > 0 ? grant : ['-d', 'grant_type=implicit']
  const client = await curl(`${base}/oauth/access_token`, ...fields, '-d', `client_id=${clientId}`)
  expect(client.status).toBe(200)
  const bearer = ['-H', `Authorization: Bearer ${client.body.access_token}`]
  const ask = (data: object, query = '', ...more: string[]) => {
    const body = JSON.stringify({ data: { type, ...data } })
    // Without `-g`, curl would expand the brackets of a query.
    const json = ['-H', 'Content-Type: application/json', '-d', body]
    return curl('-g', `${base}/v2/account-members/tokens${query}`, ...bearer, ...json, ...more)
  }
  const password = { authentication_mechanism: 'password', password_profile_id: passwordProfileId }
  const { username, password: secret } = threeAccounts
  const signIn = (query?: string) => ask({ ...password, username, password: secret }, query)
  return { base, bearer, ask, signIn, credentials: credentials.elasticpath }
}

describe.for([
  ['implicit', []],
  ['client_credentials', ['-d', 'grant_type=client_credentials', '-d', 'client_secret=fake-client-secret']],
] as const)('curl with a client token of the grant %s', ([, grant]) => {
  test('signs in, renews with the token and calls the API', async ({ skip }) => {
    const { base, bearer, ask, signIn } = await begin(skip, [...grant])
    const tokens = await signIn()
    expect([tokens.status, tokens.body.data?.length]).toEqual([201, 3])
    const token = ['-H', `${header}: ${tokens.body.data?.[0]?.token}`]
    // One page of the documents has a slash at the end.
    const renewed = await ask({ authentication_mechanism: type }, '/', ...token)
    expect([renewed.status, renewed.body.data?.length]).toEqual([201, 3])
    const second = ['-H', `${header}: ${renewed.body.data?.[1]?.token}`]
    const accounts = await curl(`${base}/v2/accounts`, ...bearer, ...second)
    expect(accounts).toMatchObject({ status: 200, body: { data: [{ type: 'account', name: 'acc-name-3' }] } })
  })
})

test('curl reads the accounts of Elastic Path page by page', async ({ skip }) => {
  const { ask, signIn } = await begin(skip)
  const first = await signIn('?page[limit]=2&page[offset]=0')
  const token = ['-H', `${header}: ${first.body.data?.[0]?.token}`]
  const second = await ask({ authentication_mechanism: type }, '?page[limit]=2&page[offset]=2', ...token)
  const names = [first, second].map(({ body }) => body.data?.map(({ account_name }) => account_name))
  expect(names).toEqual([['acc-name-2', 'acc-name-3'], ['acc-name-3']])
})

test('curl signs in to Elastic Path with codes, once, and signs up', async ({ skip }) => {
  const { ask, credentials } = await begin(skip)
  const { passwordProfileId: password_profile_id, oneTimeCode, oidcCode } = credentials
  const person = { username: 'new', password: 'long-enough', name: 'New Person', email: 'new@example.com' }
  for (const [authentication_mechanism, fields, again] of [
    ['passwordless', { username: oneTimeCode.username, one_time_password_token: oneTimeCode.code }, 400],
    [
      'oidc',
      {
        oauth_authorization_code: oidcCode.code,
        oauth_redirect_uri: oidcCode.redirectUri,
        oauth_code_verifier: oidcCode.codeVerifier,
      },
      400,
    ],
    ['self_signup', { ...person, given_name: 'New', middle_name: null, family_name: 'Person' }, 422],
  ] as const) {
    const data = { authentication_mechanism, password_profile_id, ...fields }
    expect((await ask(data)).status).toBe(201)
    expect((await ask(data)).status).toBe(again)
  }
})

test('curl is refused by Elastic Path: a wrong password, a dead client token, and the sample of the documents', async ({
  skip,
}) => {
  const { base, bearer, ask, credentials } = await begin(skip)
  const { passwordProfileId: password_profile_id, username } = credentials
  const wrong = { authentication_mechanism: 'password', password_profile_id, username, password: 'wrong' }
  expect(await ask(wrong)).toMatchObject({ status: 400, body: { errors: [{ detail: 'authentication failed' }] } })
  const url = `${base}/v2/account-members/tokens`
  expect((await curl(url, '-H', 'Authorization: Bearer dead', '-d', '{}')).status).toBe(401)
  // The published command has a comma too many, which makes it no JSON.
  const sample = `{ "data": { "type": "${type}", "authentication_mechanism": "password", "password": "pa$$word", } }`
  expect((await curl(url, ...bearer, '-H', 'Content-Type: application/json', '-d', sample)).status).toBe(400)
})
