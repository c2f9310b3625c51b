import { createElasticPathAuth, type ElasticPathAuthOptions } from '@auth/elasticpath'
import { startEmulator } from '@auth/emulator'
import { getV2Accounts } from '@epcc-sdk/sdks-shopper'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createSdk } from '../src/elasticpath-sdk.ts'
import { createShopper } from '../src/shopper-sdk.ts'

// One of the SDKs prints what it finds in its storage.
beforeEach(() => {
  const log = vi.spyOn(console, 'info').mockImplementation(() => {})
  return () => log.mockRestore()
})

/** An emulated store, and a client of it for the member with one account. */
async function serve(options: Partial<ElasticPathAuthOptions> = {}) {
  const emulator = await startEmulator()
  const { clientId, passwordProfileId, username, password, oneAccount } = emulator.credentials.elasticpath
  const urls = emulator.urls.elasticpath
  const credentials = { username, password }
  const auth = createElasticPathAuth({ ...urls, clientId, passwordProfileId, credentials, ...options })
  const { apiBaseUrl } = urls
  return {
    ...{ emulator, auth, apiBaseUrl, accountId: oneAccount.accounts[0].id },
    sent: () => emulator.requests.map(({ endpoint, status }) => `${endpoint} ${status}`),
    [Symbol.asyncDispose]: () => emulator.close(),
  }
}

type Store = Awaited<ReturnType<typeof serve>>

/** How each SDK lists the accounts of the member. */
const sdks: Record<string, (store: Store) => () => Promise<unknown>> = {
  '@epcc-sdk/sdks-shopper, a client of hey-api': ({ auth, apiBaseUrl }) => {
    const client = createShopper(auth, apiBaseUrl)
    return async () => (await getV2Accounts({ client, throwOnError: true })).data
  },
  '@elasticpath/js-sdk': ({ auth, apiBaseUrl }) => {
    const sdk = createSdk(auth, apiBaseUrl.replace('http://', ''))
    // It has no option for the scheme, and its type knows one only.
    Object.assign(sdk.config, { protocol: 'http' })
    return () => sdk.request.send('accounts', 'GET')
  },
}

describe.each(Object.entries(sdks))('%s on auth.fetch', (_, create) => {
  test('presents both tokens, which it gets once for all calls', async () => {
    await using store = await serve()
    const list = create(store)
    const [first] = await Promise.all([list(), list(), list()])
    expect(first).toMatchObject({ data: [{ id: store.accountId, type: 'account' }] })
    expect(store.sent()).toEqual(['client-token 200', 'token 201', ...Array(3).fill('resource 200')])
  })

  test('goes on when the tokens were revoked', async () => {
    await using store = await serve()
    const list = create(store)
    await list()
    store.emulator.revokeAccessTokens('elasticpath')
    expect(await list()).toMatchObject({ data: [{ id: store.accountId }] })
  })

  test('fails with the error of the sign-in, without a request to the API', async () => {
    await using store = await serve({ credentials: { username: 'ada@example.com', password: 'wrong' } })
    await expect(create(store)()).rejects.toMatchObject({ name: 'AuthError', code: 'invalid_credentials' })
    expect(store.sent()).not.toContainEqual(expect.stringMatching(/^resource/))
  })
})
