// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { startEmulator } from '../src/index.ts'

test('A server in an environment that imitates a browser signs people in, and its pages may ask across origins.', async () => {
  await using emulator = await startEmulator()
  const { accountName, publicKey, username, password } = emulator.credentials.meshy
  const signedIn = await fetch(`${emulator.urls.meshy.authBaseUrl}/${accountName}/connect/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: publicKey, grant_type: 'password', username, password }),
  })
  const { access_token } = await signedIn.json()
  // Neither header is one that a page may send without a preflight.
  const me = await fetch(`${emulator.urls.meshy.apiBaseUrl}/${accountName}/users/me`, {
    headers: { authorization: `Bearer ${access_token}`, tenant: '' },
  })
  expect([signedIn.status, me.status, (await me.json()).username]).toEqual([200, 200, username])
  expect(emulator.requests.map(({ endpoint, status }) => [endpoint, status])).toEqual([
    ['token', 200],
    ['resource', 200],
  ])
})

test('A function in such an environment answers with what that environment calls a Response.', async () => {
  await using emulator = await startEmulator()
  const response = await emulator.fetch(`${emulator.urls.genlogs.apiBaseUrl}/me`)
  expect([response.status, response instanceof Response]).toEqual([401, true])
})
