import { expect, test } from 'vitest'
import { createEmulator, type EmulatorProfile } from '../src/fetch.ts'

test.each([
  ['seed', []],
  ['v3', ['firstname']],
  ['nile', ['access_token_validity', 'tenant_id']],
  ['nile-refresh', ['access_token_validity', 'tenant_id', 'image_url']],
] as const)('The profile %s is that server of Gooru.', async (gooru, newer) => {
  const emulator = createEmulator({ profile: { gooru } })
  const { clientId, clientKey, username, password } = emulator.credentials.gooru
  const grant = { grant_type: 'credential', client_id: clientId, client_key: clientKey }
  const response = await emulator.fetch(`${emulator.urls.gooru.authBaseUrl}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${username}:${password}`)}` },
    body: JSON.stringify(grant),
  })
  const { tenant, ...body } = await response.json()
  const fields = ['firstname', 'access_token_validity', 'tenant_id', 'image_url']
  expect(fields.filter((field) => field in { ...body, ...tenant })).toEqual(newer)
})

test.each([
  ['seed', undefined],
  ['newer', 'meshy.api'],
] as const)('The profile %s is that server of MeshyDB.', async (meshy, scope) => {
  const emulator = createEmulator({ profile: { meshy } })
  const { accountName, publicKey, username, password } = emulator.credentials.meshy
  const fields = { client_id: publicKey, grant_type: 'password', username, password, scope: 'meshy.api' }
  const response = await emulator.fetch(`${emulator.urls.meshy.authBaseUrl}/${accountName}/connect/token`, {
    ...{ method: 'POST', body: new URLSearchParams(fields) },
  })
  expect((await response.json()).scope).toBe(scope)
})

test.each([
  ['query', 200, 422],
  ['body', 422, 200],
  ['both', 200, 200],
] as const)('The profile %s is that sign-in of GenLogs.', async (genlogs, inQuery, inBody) => {
  const emulator = createEmulator({ profile: { genlogs } })
  const { apiKey, email, password } = emulator.credentials.genlogs
  const url = `${emulator.urls.genlogs.authBaseUrl}/auth/token`
  const init = { method: 'POST', headers: { 'x-api-key': apiKey } }
  const byQuery = await emulator.fetch(`${url}?${new URLSearchParams({ email, password })}`, init)
  const headers = { ...init.headers, 'content-type': 'application/json' }
  const byBody = await emulator.fetch(url, { ...init, headers, body: JSON.stringify({ email, password }) })
  expect([byQuery.status, byBody.status]).toEqual([inQuery, inBody])
})

test("A provider's own options win over the profile and leave the rest of it.", async () => {
  const emulator = createEmulator({ profile: { gooru: 'nile', genlogs: 'body' }, genlogs: { variant: 'query' } })
  const response = await emulator.fetch(`${emulator.urls.genlogs.authBaseUrl}/auth/token`, {
    method: 'POST',
    headers: { 'x-api-key': 'genlogs-api-key', 'content-type': 'application/json' },
    body: JSON.stringify(emulator.credentials.genlogs),
  })
  expect(response.status).toBe(422)
  const signIn = await emulator.fetch(`${emulator.urls.gooru.authBaseUrl}/signin`, { method: 'POST' })
  expect(signIn.status).toBe(400)
})

test.each([
  [{ gooru: 'new' }, 'profile of gooru must be one of seed, v3, nile, nile-refresh'],
  [{ genlogs: 'header' }, 'profile of genlogs must be one of query, body, both'],
  [{ meshy: 'old' }, 'profile of meshy must be one of seed, newer'],
  [{ elasticpath: 'seed' }, '"elasticpath" has no profiles; meshy, gooru, genlogs have'],
] as const)('A name that is not known is refused: %o.', (profile, text) => {
  // Callers without types write such things.
  expect(() => createEmulator({ profile: profile as EmulatorProfile })).toThrow(text)
})
