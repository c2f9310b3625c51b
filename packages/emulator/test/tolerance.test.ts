import { request } from 'node:http'
import { expect, test } from 'vitest'
import { createEmulator, type Emulator, startEmulator } from '../src/index.ts'

const signIn = (emulator: Emulator, body: string, path = '/demo/connect/token'): Promise<Response> =>
  emulator.fetch(emulator.urls.meshy.authBaseUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; Charset=UTF-8' },
    body,
  })
const fields = 'client_id=pk_demo&grant_type=password&username=ada&password=ada-password'

test.each([
  ['empty fields', `${fields}&scope=&tenant=&client_secret=&acr_values=`],
  ['capitalised names', 'Client_Id=pk_demo&GRANT_TYPE=password&UserName=ada&Password=ada-password&Scope=meshy.api'],
  ['a plus sign for a space', `${fields}&scope=meshy.api+offline_access`],
  ['%20 for a space', `${fields}&scope=meshy.api%20offline_access`],
  ['fields without an equals sign', `&${fields}&state&`],
])('A form with %s is understood.', async (_, body) => {
  expect((await signIn(createEmulator(), String(body))).status).toBe(200)
})

test('A plus sign in a value has to be encoded, as on every server.', async () => {
  const users = [{ username: 'a+b', password: 'c d' }]
  const emulator = createEmulator({ meshy: { users } })
  const client = 'client_id=pk_demo&grant_type=password'
  expect((await signIn(emulator, `${client}&username=a%2Bb&password=c+d`)).status).toBe(200)
  expect((await signIn(emulator, `${client}&username=a+b&password=c+d`)).status).toBe(400)
})

test('The name of an anonymous user is found under a capitalised name too.', async () => {
  const emulator = createEmulator()
  const register = (username: string): Promise<Response> =>
    emulator.fetch(`${emulator.urls.meshy.apiBaseUrl}/demo/users/register/anonymous`, {
      method: 'POST',
      body: JSON.stringify({ Username: username }),
    })
  expect((await register('visitor')).status).toBe(201)
  expect((await register('')).status).toBe(400)
})

test.each(['//demo/connect/token', '/demo//connect///token', '/demo/connect/token/', '/Demo/../demo/CONNECT/Token'])(
  'The path %s is understood.',
  async (path) => {
    expect((await signIn(createEmulator(), fields, path)).status).toBe(200)
  },
)

test.each([
  ['meshy', '//meshy//api/demo/users/me/'],
  ['elasticpath', '//elasticpath//v2/accounts/'],
  ['gooru', '/gooru//api///nucleus/v1/profile/'],
  ['genlogs', '///genlogs//me'],
])('Slashes too many lead to %s all the same.', async (provider, path) => {
  const emulator = createEmulator()
  const response = await emulator.fetch(`https://emulator.test${path}`)
  expect(response.status).toBe(401)
  expect(emulator.requests).toMatchObject([{ provider, endpoint: 'resource' }])
})

test('Elastic Path reads forms and links in the same ways.', async () => {
  const emulator = createEmulator()
  const { clientId, clientSecret } = emulator.credentials.elasticpath
  const body = `Grant_Type=client_credentials&CLIENT_ID=${clientId}&client_secret=${clientSecret}&scope=`
  const response = await emulator.fetch(`${emulator.urls.elasticpath.authBaseUrl}//oauth/access_token/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  })
  expect(response.status).toBe(200)
})

test('A client that sends no Accept header gets the same answers.', async () => {
  await using emulator = await startEmulator()
  const get = (path: string): Promise<unknown[]> =>
    new Promise((resolve, reject) => {
      // Unlike fetch, this adds no headers of its own.
      request(emulator.origin + path, (response) => {
        resolve([response.statusCode, response.headers['content-type']])
        response.resume()
      })
        .on('error', reject)
        .end()
    })
  expect(await get('/')).toEqual([200, 'text/plain; charset=utf-8'])
  expect(await get('/_emulator')).toEqual([200, 'application/json'])
  expect(await get('/meshy/api/demo/users/me')).toEqual([401, 'application/json'])
  expect(await get('/genlogs/me')).toEqual([401, 'application/json'])
})

test('Gooru writes an integer for the time of a token, whatever the clock counts.', async () => {
  const emulator = createEmulator({ clock: { now: () => 1_700_000_000_000.75 } })
  const { clientId, clientKey } = emulator.credentials.gooru
  const response = await emulator.fetch(`${emulator.urls.gooru.authBaseUrl}/token`, {
    method: 'POST',
    body: JSON.stringify({ client_id: clientId, client_key: clientKey, grant_type: 'anonymous' }),
  })
  const { provided_at, access_token } = await response.json()
  expect(provided_at).toBe(1_700_000_000_000)
  expect(atob(access_token)).toMatch(/:1700000000000$/)
})
