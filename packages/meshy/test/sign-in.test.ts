import { createMemoryStore } from '@auth/core'
import { startEmulator } from '@auth/emulator'
import { answering, expectNoSecrets, failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { createMeshyAuth, type MeshyAuthOptions } from '../src/index.ts'
import { setUp } from './support/meshy.ts'

test('A service signs in when it is needed, and its calls carry the token.', async () => {
  const { auth, emulator, sent } = setUp()
  const response = await auth.fetch('/users/me')
  expect([response.status, await response.json()]).toMatchObject([200, { username: 'ada' }])
  const { value } = await auth.getToken()
  expect(sent[1]?.headers.get('authorization')).toBe(`Bearer ${value}`)
  expect(sent[1]?.headers.has('tenant')).toBe(false)
  expect(emulator.requests[0]).toMatchObject({ path: '/demo/connect/token', method: 'POST' })
})

test('A sign-in sends exactly the documented form.', async () => {
  const { auth, sent } = setUp()
  await auth.getToken()
  expect(sent[0]?.headers.get('content-type')).toBe('application/x-www-form-urlencoded')
  expect(sent[0]?.headers.has('authorization')).toBe(false)
  expect(Object.fromEntries(new URLSearchParams(await sent[0]?.text()))).toEqual({
    client_id: 'pk_demo',
    grant_type: 'password',
    username: 'ada',
    password: 'ada-password',
    scope: 'meshy.api offline_access',
  })
})

test('The session has the token type, and the scope where the server sends it.', async () => {
  expect(await setUp().auth.signIn()).toEqual({ tokenType: 'Bearer' })
  const newer = setUp({}, { includeScope: true })
  expect(await newer.auth.session()).toEqual({ tokenType: 'Bearer', scope: 'meshy.api offline_access' })
})

test('Special characters in name and password arrive unchanged.', async () => {
  const user = { username: 'ä+b@c.de', password: 'a+b & 100%20=ü "' }
  await using emulator = await startEmulator({ meshy: { users: [user] } })
  const { accountName, publicKey } = emulator.credentials.meshy
  const auth = createMeshyAuth({ accountName, publicKey, credentials: user, ...emulator.urls.meshy })
  expect(await (await auth.fetch('/users/me')).json()).toMatchObject({ username: user.username })
})

test('Anonymous users sign in with their name alone.', async () => {
  const { auth, sent } = setUp({ credentials: { username: 'guest', anonymous: true } })
  expect(await (await auth.fetch('/users/me')).json()).toMatchObject({ username: 'guest', anonymous: true })
  expect(new URLSearchParams(await sent[0]?.text()).get('password')).toBe('nopassword')
})

test('An anonymous session can become that of a person.', async () => {
  const { auth, emulator } = setUp({ credentials: { username: 'guest', anonymous: true } })
  await auth.getToken()
  const { username, password } = emulator.credentials.meshy
  await auth.signIn({ username, password })
  expect(await (await auth.fetch('users/me')).json()).toMatchObject({ username, anonymous: false })
})

const north = {
  tenants: { north: 'pk_north' },
  users: [{ username: 'nora', password: 'nora-password', tenant: 'north' }],
}

test('A tenant is named in sign-in, renewal, calls and sign-out.', async () => {
  const credentials = { username: 'nora', password: 'nora-password' }
  const { auth, sent, asked } = setUp({ tenant: 'north', publicKey: 'pk_north', credentials }, north)
  expect((await auth.fetch('/users/me')).status).toBe(200)
  await auth.refresh()
  await auth.signOut()
  expect(sent.map(({ headers }) => headers.get('tenant'))).toEqual(['north', 'north', 'north', 'north'])
  expect(asked()).toEqual(['password 200', 'resource 200', 'refresh_token 200', 'revocation 200'])
})

test('In one store, sessions of two tenants, public keys or accounts stay apart.', async () => {
  const clients: ReadonlyArray<Partial<MeshyAuthOptions>> = [
    { publicKey: 'pk_north', tenant: 'north' },
    { publicKey: 'pk_north', tenant: 'south' },
    { publicKey: 'pk_north' },
    { publicKey: 'pk_south', tenant: 'north' },
    { publicKey: 'pk_north', tenant: 'north', accountName: 'another' },
    { publicKey: 'pk/north', tenant: 'x', accountName: 'one' },
    { publicKey: 'north', tenant: 'x', accountName: 'one/pk' },
  ]
  const store = createMemoryStore()
  const tokens: string[] = []
  for (const [index, client] of clients.entries()) {
    const fetch = answering(200, { access_token: `token-${index}`, expires_in: 3600, token_type: 'Bearer' })
    tokens.push((await setUp({ ...client, store, identity: 'nora', fetch }).auth.getToken()).value)
  }
  expect(tokens).toEqual(clients.map((_, index) => `token-${index}`))
})

test('The public key of another tenant is reported.', async () => {
  const error = await failureOf(setUp({ tenant: 'north' }, north).auth.getToken())
  expect(error).toMatchObject({ code: 'invalid_client', providerCode: 'invalid_client', status: 400 })
  expect(String(error)).toMatch(/publicKey.*tenant/)
})

test('The account is a part of every path, encoded.', async () => {
  const { auth, sent } = setUp({ accountName: 'my account' }, { accountName: 'my account' })
  expect((await auth.fetch('/users/me')).status).toBe(200)
  expect(sent.map(({ url }) => new URL(url).pathname)).toEqual([
    '/meshy/auth/my%20account/connect/token',
    '/meshy/api/my%20account/users/me',
  ])
})

test.each<[object, string]>([
  [{ username: 'ada', password: 'a wrong password' }, 'invalid_credentials'],
  [{ username: 'nobody', password: 'ada-password' }, 'invalid_credentials'],
  [{ username: 'bob', password: 'bob-password' }, 'invalid_credentials'],
])('Refused credentials are reported, and not sent again: %j.', async (credentials, code) => {
  const { auth, asked } = setUp({ credentials: credentials as { username: string; password: string } }) // as above
  const error = await failureOf(auth.getToken())
  expect(error).toMatchObject({ code, status: 400, phase: 'sign-in', providerCode: 'invalid_grant', retryable: false })
  expectNoSecrets(error, ['wrong password', 'ada-password', 'bob-password', 'nobody'])
  await failureOf(auth.getToken())
  expect(asked()).toEqual(['password 400'])
})

test.each([
  ['Invalid Scope.', 'invalid_request', 'Check `scope`'],
  ['User is not active.', 'access_denied', 'no longer active'],
  ['The user is inactive', 'access_denied', 'no longer active'],
  ['User disabled', 'access_denied', 'no longer active'],
  ['Client id is invalid.', 'invalid_client', '`publicKey`'],
  ['Something else', 'invalid_request', 'public key, scope, username or password'],
] as const)('A refusal in words alone is understood: %s.', async (text, code, advice) => {
  const credentials = { username: 'ada-lovelace', password: 'ada-password' }
  for (const body of [text, { error: 'other', error_description: text }]) {
    const error = await failureOf(setUp({ credentials, fetch: answering(400, body) }).auth.getToken())
    expect(error).toMatchObject({ code, status: 400 })
    expect(String(error)).toContain(advice)
  }
})

test('A used-up quota is reported as such, and is not retried beyond the third request.', async () => {
  const { auth, emulator, clock, asked } = setUp()
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind: 'rate-limit', times: Number.POSITIVE_INFINITY })
  const error = await failureOf(clock.settle(auth.getToken()))
  expect(error).toMatchObject({ code: 'rate_limited', status: 429, retryable: true, attempts: 3 })
  expect(String(error)).toMatch(/limit of the MeshyDB account.*quota of the plan.*review the account/)
  expect(asked()).toEqual(['password 429', 'password 429', 'password 429'])
})

test('A token that says nothing about its life is used for five minutes.', async () => {
  const { auth, clock, events } = setUp({ fetch: answering(200, { access_token: 'abc', token_type: 'Bearer' }) })
  expect((await auth.getToken()).expiresAt).toBe(clock.now() + 300_000)
  expect(events).toContainEqual(expect.objectContaining({ type: 'expiry-missing' }))
})

test('A sign-in is sent again after a 500.', async () => {
  const { auth, emulator, clock, asked } = setUp()
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind: 'html' })
  await clock.settle(auth.getToken())
  expect(asked()).toEqual(['password 500', 'password 200'])
})

test.each([
  [{ username: '', password: 'ada-password' }, 'username'],
  [{ username: 'ada', password: '' }, 'password'],
  [{ username: '', anonymous: true }, 'username'],
] as const)('What nobody can sign in with is refused without a request: %j.', async (credentials, name) => {
  const { auth, asked } = setUp({ credentials: undefined })
  const error = await failureOf(auth.signIn(credentials))
  expect(error).toMatchObject({ name: 'AuthError', phase: 'sign-in' })
  expect(String(error)).toContain(`\`${name}\``)
  expect(asked()).toEqual([])
})
