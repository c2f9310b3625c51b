import { type RunningEmulator, startEmulator } from '@auth/emulator'
import { expect, onTestFinished, test } from 'vitest'
import { isInstalled, runCommand } from './commands.ts'

const missing = (await isInstalled('curl'))
  ? undefined
  : 'curl is not installed: install it to try the emulator with it'

async function serve(skip: (reason: string) => void): Promise<RunningEmulator> {
  if (missing) skip(missing)
  const emulator = await startEmulator()
  onTestFinished(() => emulator.close())
  return emulator
}

/** Runs curl as in the providers' documents. The last line of what it prints is the status. */
async function curl(...args: string[]): Promise<{ status: number; body: Answer }> {
  const lines = (
    await runCommand('curl', ['--silent', '--show-error', '--write-out', '\\n%{http_code}', ...args])
  ).split('\n')
  const status = Number(lines.pop())
  const text = lines.join('\n')
  return { status, body: text === '' ? {} : JSON.parse(text) }
}

/** The members that the tests read. */
interface Answer {
  readonly access_token?: string
  readonly refresh_token?: string
  readonly access_token_data?: { readonly token: string }
  readonly data?: readonly { readonly token: string; readonly id?: string }[]
  readonly username?: string
  readonly email?: string
  readonly error?: string
}

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

test('curl signs in to Elastic Path and calls its API', async ({ skip }) => {
  const { urls, credentials } = await serve(skip)
  const { clientId, passwordProfileId, username, password } = credentials.elasticpath
  const base = urls.elasticpath.authBaseUrl
  const client = await curl(`${base}/oauth/access_token`, '-d', 'grant_type=implicit', '-d', `client_id=${clientId}`)
  expect(client.status).toBe(200)
  const bearer = ['-H', `Authorization: Bearer ${client.body.access_token}`]
  const data = {
    type: 'account_management_authentication_token',
    authentication_mechanism: 'password',
    password_profile_id: passwordProfileId,
    username,
    password,
  }
  const json = ['-H', 'Content-Type: application/json', '-d', JSON.stringify({ data })]
  // Without `-g`, curl would expand the brackets.
  const tokens = await curl('-g', `${base}/v2/account-members/tokens?page[limit]=10`, ...bearer, ...json)
  expect(tokens.status).toBe(201)
  const account = ['-H', `EP-Account-Management-Authentication-Token: ${tokens.body.data?.[0]?.token}`]
  const accounts = await curl(`${base}/v2/accounts`, ...bearer, ...account)
  expect(accounts).toMatchObject({ status: 200, body: { data: [{ type: 'account' }] } })
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

test('curl signs in to GenLogs, by query and by body, and calls its API', async ({ skip }) => {
  const { urls, credentials } = await serve(skip)
  const { apiKey, email, password } = credentials.genlogs
  const base = urls.genlogs.authBaseUrl
  const key = ['-H', 'accept: application/json', '-H', `x-api-key: ${apiKey}`]
  const query = `email=${encodeURIComponent(email)}&password=${encodeURIComponent(password)}`
  const json = ['-H', 'Content-Type: application/json', '-d', JSON.stringify({ email, password })]
  for (const args of [
    ['-X', 'POST', `${base}/auth/token?${query}`],
    [`${base}/auth/token`, ...json],
  ]) {
    const signIn = await curl(...args, ...key)
    expect(signIn.status).toBe(200)
    const me = await curl(`${base}/me`, ...key, '-H', `Access-Token: ${signIn.body.access_token_data?.token}`)
    expect(me).toMatchObject({ status: 200, body: { email } })
  }
  // An unencoded plus is a space.
  expect((await curl('-X', 'POST', `${base}/auth/token?email=${email}&password=${password}`, ...key)).status).toBe(401)
})
