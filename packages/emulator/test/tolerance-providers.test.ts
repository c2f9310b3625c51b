import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { createEmulator, type Emulator, type EmulatorOptions, startEmulator } from '../src/index.ts'

interface SignIn {
  /** Below the provider's base URL. */
  readonly path: string
  readonly query?: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const password = 'a b'
const options: EmulatorOptions = {
  meshy: { users: [{ username: 'ada', password }] },
  genlogs: { users: [{ email: 'ada@example.com', password }] },
}
const formType = { 'content-type': 'application/x-www-form-urlencoded' }
const { gooru, genlogs, elasticpath } = createEmulator().credentials
const basic = `Basic ${btoa(`${gooru.username}:${gooru.password}`)}`
const gooruBody = { client_id: gooru.clientId, client_key: gooru.clientKey, grant_type: 'credential' }
const clientForm = `grant_type=client_credentials&client_id=${elasticpath.clientId}&client_secret=${elasticpath.clientSecret}`

const signIns = {
  meshy: {
    path: '/demo/connect/token',
    headers: formType,
    body: 'client_id=pk_demo&grant_type=password&username=ada&password=a%20b',
  },
  elasticpath: { path: '/oauth/access_token', headers: formType, body: clientForm },
  gooru: { path: '/token', headers: { authorization: basic }, body: JSON.stringify(gooruBody) },
  genlogs: {
    path: '/auth/token',
    query: '?email=ada%40example.com&password=a%20b',
    headers: { 'x-api-key': genlogs.apiKey },
    body: '',
  },
} as const satisfies Record<string, SignIn>

type Provider = keyof typeof signIns
const providers = Object.keys(signIns) as Provider[] // the type of the object just above

/** The status of the answer to a sign-in, with what is different this time. */
async function statusOf(provider: Provider, change: Partial<SignIn> = {}): Promise<number> {
  const emulator = createEmulator(options)
  const { path, query = '', headers, body }: SignIn = { ...signIns[provider], ...change }
  const url = `${emulator.urls[provider].authBaseUrl}${path}${query}`
  return (await emulator.fetch(url, { method: 'POST', headers, body })).status
}

describe.each(providers)('%s', (provider) => {
  test('A sign-in works.', async () => {
    expect(await statusOf(provider)).toBe(200)
  })

  test('Double slashes do no harm.', async () => {
    expect(await statusOf(provider, { path: signIns[provider].path.replaceAll('/', '//') })).toBe(200)
  })

  test('A client without an Accept header is served.', async () => {
    await using emulator = await startEmulator(options)
    expect(await postBare(emulator, provider)).toEqual([200, expect.stringContaining('application/json')])
  })
})

/** Unlike fetch, this adds no headers of its own. */
function postBare(emulator: Emulator, provider: Provider): Promise<unknown[]> {
  const { path, query = '', headers, body }: SignIn = signIns[provider]
  return new Promise((resolve, reject) => {
    const url = `${emulator.urls[provider].authBaseUrl}${path}${query}`
    request(url, { method: 'POST', headers }, (response) => {
      resolve([response.statusCode, response.headers['content-type']])
      response.resume()
    })
      .on('error', reject)
      .end(body)
  })
}

test.each<Provider>(['meshy', 'elasticpath', 'gooru'])('%s does not mind a slash at the end.', async (provider) => {
  expect(await statusOf(provider, { path: `${signIns[provider].path}/` })).toBe(200)
})

test.each<[Provider, string, Partial<SignIn>]>([
  ['meshy', 'a plus sign for a space', { body: signIns.meshy.body.replace('%20', '+') }],
  ['meshy', 'empty fields', { body: `${signIns.meshy.body}&client_secret=&refresh_token=&scope=` }],
  ['meshy', 'capitalised names', { body: signIns.meshy.body.replace('username', 'UserName') }],
  ['elasticpath', 'a plus sign for a space', { body: `${clientForm}&scope=a+b` }],
  ['elasticpath', '%20 for a space', { body: `${clientForm}&scope=a%20b` }],
  ['elasticpath', 'empty fields', { body: `${clientForm}&scope=&state=` }],
  ['elasticpath', 'capitalised names', { body: clientForm.replace('client_id', 'Client_Id') }],
  ['gooru', 'empty fields', { body: JSON.stringify({ ...gooruBody, app_id: '', note: null }) }],
  ['gooru', 'no Content-Type', { headers: { authorization: basic } }],
  ['gooru', 'another Content-Type', { headers: { ...formType, authorization: basic } }],
  ['genlogs', 'a plus sign for a space', { query: signIns.genlogs.query.replace('%20', '+') }],
  ['genlogs', 'empty fields', { query: `${signIns.genlogs.query}&company=&x` }],
])('%s understands %s.', async (provider, _, change) => {
  expect(await statusOf(provider, change)).toBe(200)
})

test('Names in JSON and in queries mind their case, as they do on real servers.', async () => {
  expect(
    await statusOf('gooru', { body: JSON.stringify({ ...gooruBody, client_id: undefined, Client_Id: 'x' }) }),
  ).toBe(401)
  expect(await statusOf('genlogs', { query: signIns.genlogs.query.replace('email', 'Email') })).toBe(422)
})
