import type { MeshyOptions } from '@auth/emulator/fetch'
import { createMeshyAuth, type MeshyAuth, type MeshyAuthOptions, registerAnonymousUser } from '@auth/meshy'
import { expect, test } from 'vitest'
import { loadSpec } from '../src/spec.ts'
import { type Emulated, emulate, forPeople } from './support/emulated.ts'

interface Setup extends Emulated {
  readonly auth: MeshyAuth
  readonly registrationOptions: MeshyAuthOptions
}

async function setUp(options: Partial<MeshyAuthOptions> = {}, meshy: MeshyOptions = {}): Promise<Setup> {
  const emulated = await emulate('meshy', { meshy })
  const { accountName, publicKey, username, password } = emulated.emulator.credentials.meshy
  const credentials = { username, password }
  return {
    ...emulated,
    registrationOptions: { accountName, publicKey, ...emulated.options },
    auth: createMeshyAuth({ accountName, publicKey, credentials, ...emulated.options, ...options }),
  }
}

test.for<[string, MeshyOptions]>([
  ['of its documents', {}],
  ['that sends scopes', { includeScope: true }],
  ['without rotation', { refreshTokenRotation: false }],
  ['that detects reuse', { reuseDetection: true }],
  ['whose tokens live for a second', { accessTokenLifetimeMs: 1000 }],
])('MeshyDB, as a server %s: sign-in, renewal and sign-out are as described', async ([, server]) => {
  const { auth, exchanges } = await setUp({}, server)
  expect((await auth.fetch('/users/me')).status).toBe(200)
  await auth.refresh()
  await auth.refresh()
  await auth.signOut()
  expect(exchanges).toEqual(['createToken 200', 'createToken 200', 'createToken 200', 'revokeToken 200'])
})

test('MeshyDB: a person signs in, anonymously at first', async () => {
  const { auth, exchanges, emulator } = await setUp(forPeople())
  const { username, password } = emulator.credentials.meshy
  await auth.signIn({ username: 'guest', anonymous: true })
  await auth.signIn({ username, password })
  expect((await auth.fetch('/users/me')).status).toBe(200)
  expect(exchanges).toEqual(['createToken 200', 'createToken 200'])
})

test('MeshyDB: a renewal with `openid` brings an identity token', async () => {
  const { auth, exchanges } = await setUp({ scope: 'meshy.api offline_access openid' }, { includeScope: true })
  await auth.getToken()
  await auth.refresh()
  expect(exchanges).toEqual(['createToken 200', 'createToken 200'])
})

test('MeshyDB: without `offline_access` there is no refresh token, and the next token is a new sign-in', async () => {
  const { auth, exchanges, emulator } = await setUp({ scope: 'meshy.api' })
  await auth.getToken()
  await auth.refresh()
  await auth.signOut()
  expect(exchanges).toEqual(['createToken 200', 'createToken 200'])
  expect(emulator.requests.map(({ parameters }) => parameters['grant_type'])).toEqual(['password', 'password'])
})

test('MeshyDB: a tenant and an account with special characters are sent as described', async () => {
  const server = { accountName: 'my/account ä', tenants: { north: 'pk_north' }, users: [], anonymousUsers: [] }
  const credentials = { username: 'somebody', password: 'some-password' }
  const options = { accountName: 'my/account ä', tenant: 'north', publicKey: 'pk_north', credentials }
  const { auth, exchanges } = await setUp(options, server)
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'invalid_credentials' })
  expect(exchanges).toEqual(['createToken 400'])
})

test.for<[string, Partial<MeshyAuthOptions>, MeshyOptions, string]>([
  ['a wrong password', { credentials: { username: 'ada', password: 'wrong' } }, {}, 'invalid_credentials'],
  ['an inactive user', { credentials: { username: 'bob', password: 'bob-password' } }, {}, 'invalid_credentials'],
  [
    'a wrong password in other words',
    { credentials: { username: 'ada', password: 'wrong' } },
    { passwordErrorText: 'Nope.' },
    'invalid_credentials',
  ],
  ['a wrong public key', { publicKey: 'pk_other' }, {}, 'invalid_client'],
  ['an unknown tenant', { tenant: 'nowhere' }, {}, 'invalid_client'],
  ['an unknown scope', { scope: 'everything' }, {}, 'invalid_request'],
])('MeshyDB: the refusal of %s is as described', async ([, options, server, code]) => {
  const { auth, exchanges } = await setUp(options, server)
  await expect(auth.getToken()).rejects.toMatchObject({ code, status: 400 })
  expect(exchanges).toEqual(['createToken 400'])
})

test('MeshyDB: the refusal of a refresh token is as described', async () => {
  const { auth, exchanges, clock } = await setUp(forPeople())
  await auth.signIn({ username: 'ada', password: 'ada-password' })
  await clock.advance(2_592_000_000)
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'reauth_required' })
  expect(exchanges.at(-1)).toBe('createToken 400')
})

test.for([
  ['a used-up quota', 'rate-limit', 'rate_limited', 429],
  ['a failure of the server', 'server-error', 'server_error', 500],
  ['a failure of a gateway', 'html', 'server_error', 500],
] as const)('MeshyDB: %s is as described', async ([, kind, code, status]) => {
  const { auth, exchanges, emulator, registrationOptions } = await setUp(forPeople())
  await auth.signIn({ username: 'ada', password: 'ada-password' })
  emulator.fail({ provider: 'meshy', kind, times: Number.POSITIVE_INFINITY })
  await expect(auth.refresh()).rejects.toMatchObject({ code, status })
  await expect(auth.signOut()).rejects.toMatchObject({ code, status })
  await expect(registerAnonymousUser(registrationOptions)).rejects.toMatchObject({ code, status })
  const failed = ['createToken', 'revokeToken', 'registerAnonymous'].map((operation) => `${operation} ${status}`)
  expect(exchanges).toEqual(['createToken 200', ...failed])
})

test('MeshyDB: the registration of an anonymous user is as described, and so are its refusals', async () => {
  const { exchanges, registrationOptions } = await setUp({}, { tenants: { north: 'pk_north' } })
  const { credentials } = await registerAnonymousUser(registrationOptions)
  await createMeshyAuth({ ...registrationOptions, credentials }).getToken()
  await expect(registerAnonymousUser(registrationOptions, credentials)).rejects.toMatchObject({ status: 400 })
  await registerAnonymousUser({ ...registrationOptions, tenant: 'north' }, credentials)
  expect(exchanges).toEqual([
    ...['registerAnonymous 201', 'createToken 200', 'registerAnonymous 400', 'registerAnonymous 201'],
  ])
  const closed = await setUp({}, { anonymousRegistration: false })
  await expect(registerAnonymousUser(closed.registrationOptions)).rejects.toMatchObject({ code: 'access_denied' })
  expect(closed.exchanges).toEqual(['registerAnonymous 400'])
})

test('MeshyDB: the registration is described on the API host, and the sign-in on the other', async () => {
  const spec = await loadSpec('meshy')
  const at = (url: string): string | undefined => spec.operationAt('POST', new URL(url))?.operationId
  expect(at('https://api.meshydb.com/demo/users/register/anonymous')).toBe('registerAnonymous')
  expect(at('https://auth.meshydb.com/demo/connect/token')).toBe('createToken')
  expect(at('https://auth.meshydb.com/demo/users/register/anonymous')).toBeUndefined()
  expect(at('https://api.meshydb.com/demo/connect/token')).toBeUndefined()
})
