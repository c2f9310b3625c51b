import { type RunningEmulator, startEmulator } from '@auth/emulator'
import { type ElasticPath, gateway, MemoryStorageFactory } from '@elasticpath/js-sdk'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'

const type = 'account_management_authentication_token'

// The SDK prints what it finds in its storage.
beforeEach(() => {
  const log = vi.spyOn(console, 'info').mockImplementation(() => {})
  return () => log.mockRestore()
})

async function setUp(clientSecret?: string): Promise<{ emulator: RunningEmulator; sdk: ElasticPath }> {
  const emulator = await startEmulator()
  onTestFinished(() => emulator.close())
  const sdk = gateway({
    client_id: emulator.credentials.elasticpath.clientId,
    ...(clientSecret && { client_secret: clientSecret }),
    host: emulator.urls.elasticpath.apiBaseUrl.replace('http://', ''),
    storage: new MemoryStorageFactory(),
    // By default it repeats a refused sign-in three times, over seconds.
    fetchMaxAttempts: 1,
  })
  // The SDK has no option for the scheme, and its type knows one only.
  Object.assign(sdk.config, { protocol: 'http' })
  return { emulator, sdk }
}

/** The SDK's parameters named `token` go into another header, from which account tokens are not read. */
function send<Answer>(
  sdk: ElasticPath,
  method: 'GET' | 'POST',
  path: string,
  token = '',
  body?: object,
): Promise<Answer> {
  const headers = { 'EP-Account-Management-Authentication-Token': token }
  return sdk.request.send<Answer>(path, method, body, undefined, undefined, true, 'v2', headers)
}

test.for([undefined, 'fake-client-secret'])(
  'the Elastic Path SDK signs in and calls the API, with the secret %s',
  async (secret) => {
    const { emulator, sdk } = await setUp(secret)
    const { username, password, passwordProfileId, oneAccount } = emulator.credentials.elasticpath
    const { data } = await sdk.AccountMembers.GenerateAccountToken({
      type,
      authentication_mechanism: 'password',
      password_profile_id: passwordProfileId,
      username,
      password,
    })
    const [token] = data
    expect(token).toMatchObject({ account_id: oneAccount.accounts[0].id, account_name: 'acc-name-1', type })
    expect(Date.parse(token?.expires ?? '')).toBeGreaterThan(Date.now())

    const accounts = await send<{ data: object[] }>(sdk, 'GET', 'accounts', token?.token)
    expect(accounts.data).toMatchObject([{ id: token?.account_id, type: 'account' }])
    expect(emulator.requests.map(({ endpoint, status }) => `${endpoint} ${status}`)).toEqual([
      'client-token 200',
      'token 201',
      'resource 200',
    ])
  },
)

test('the Elastic Path SDK signs in with a one-time code and by OpenID Connect', async () => {
  const { emulator, sdk } = await setUp()
  const { oneTimeCode, oidcCode, passwordProfileId } = emulator.credentials.elasticpath
  const byCode = await sdk.AccountMembers.GenerateAccountToken({
    type,
    authentication_mechanism: 'passwordless',
    password_profile_id: passwordProfileId,
    username: oneTimeCode.username,
    one_time_password_token: oneTimeCode.code,
  })
  // The SDK's type wants a profile, which this mechanism does without.
  const byProvider = await sdk.AccountMembers.GenerateAccountToken({
    type,
    authentication_mechanism: 'oidc',
    password_profile_id: passwordProfileId,
    oauth_authorization_code: oidcCode.code,
    oauth_redirect_uri: oidcCode.redirectUri,
    oauth_code_verifier: oidcCode.codeVerifier,
  })
  expect([byCode.data.length, byProvider.data.length]).toEqual([1, 1])
})

test('the Elastic Path SDK renews with a token, and reads pages', async () => {
  const { emulator, sdk } = await setUp()
  const { passwordProfileId, threeAccounts } = emulator.credentials.elasticpath
  const { username, password } = threeAccounts
  const credentials = {
    type,
    authentication_mechanism: 'password',
    password_profile_id: passwordProfileId,
    username,
    password,
  }
  const first = await sdk.AccountMembers.GenerateAccountToken(credentials)
  expect(first.data).toHaveLength(3)
  const renewal = { type, authentication_mechanism: type }
  const path = 'account-members/tokens?page[limit]=2&page[offset]=1'
  const second = await send<typeof first>(sdk, 'POST', path, first.data[0]?.token, renewal)
  expect(second.data.map(({ account_id }) => account_id)).toEqual(threeAccounts.accounts.slice(1).map(({ id }) => id))
})

test('the Elastic Path SDK is refused with a wrong password', async () => {
  const { emulator, sdk } = await setUp()
  const { username, passwordProfileId } = emulator.credentials.elasticpath
  const refusal = sdk.AccountMembers.GenerateAccountToken({
    type,
    authentication_mechanism: 'password',
    password_profile_id: passwordProfileId,
    username,
    password: 'wrong',
  })
  await expect(refusal).rejects.toMatchObject({ errors: [{ detail: 'authentication failed' }] })
})
