import { expect, test } from 'vitest'
import { curl, serve } from './curl.ts'

test('curl signs in to MeshyDB, calls its API, renews and signs out', async ({ skip }) => {
  const { urls, credentials } = await serve(skip)
  const { accountName, publicKey, username, password } = credentials.meshy
  const connect = `${urls.meshy.authBaseUrl}/${accountName}/connect`
  const scope = 'scope=meshy.api offline_access'
  const fields = [
    `client_id=${publicKey}`,
    'grant_type=password',
    `username=${username}`,
    `password=${password}`,
    scope,
  ]
  const encoded = fields.flatMap((field) => ['--data-urlencode', field])
  const signIn = await curl(`${connect}/token`, ...encoded)
  expect(signIn.status).toBe(200)
  const me = await curl(
    `${urls.meshy.apiBaseUrl}/${accountName}/users/me`,
    '-H',
    `Authorization: Bearer ${signIn.body.access_token}`,
  )
  expect(me).toMatchObject({ status: 200, body: { username } })
  const renewal = `client_id=${publicKey}&grant_type=refresh_token&refresh_token=${signIn.body.refresh_token}`
  const renewed = await curl(`${connect}/token`, '-d', renewal)
  expect(renewed.status).toBe(200)
  const revocation = `client_id=${publicKey}&token=${renewed.body.refresh_token}&token_type_hint=refresh_token`
  expect(await curl(`${connect}/revocation`, '-d', revocation)).toEqual({ status: 200, body: {} })
  const wrong = encoded.map((argument) => argument.replace(password, 'wrong'))
  expect(await curl(`${connect}/token`, ...wrong)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
})

test('curl signs in to Gooru, calls its API and signs out', async ({ skip }) => {
  const { urls, credentials } = await serve(skip)
  const { clientId, clientKey, username, password } = credentials.gooru
  const token = `${urls.gooru.authBaseUrl}/token`
  const body = JSON.stringify({ client_key: clientKey, client_id: clientId, grant_type: 'credential' })
  const signIn = await curl(token, '-u', `${username}:${password}`, '-H', 'Content-Type: application/json', '-d', body)
  expect(signIn.status).toBe(200)
  const authorization = ['-H', `Authorization: Token ${signIn.body.access_token}`]
  expect(await curl(token, ...authorization)).toMatchObject({ status: 200, body: { username } })
  expect(await curl(token, '-H', `Token: ${signIn.body.access_token}`)).toMatchObject({ status: 200 })
  const profile = `${urls.gooru.apiBaseUrl}/nucleus/v1/profile`
  expect(await curl(profile, ...authorization)).toMatchObject({ status: 200, body: { username } })
  expect((await curl('-X', 'DELETE', token, ...authorization)).status).toBe(204)
  expect((await curl(token, ...authorization)).status).toBe(401)
})
