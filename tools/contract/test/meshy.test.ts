import type { MeshyOptions } from '@auth/emulator/fetch'
import { createMeshyAuth, type MeshyAuth, type MeshyAuthOptions } from '@auth/meshy'
import { expect, test } from 'vitest'
import { type Emulated, emulate, forPeople } from './support/emulated.ts'

interface Setup extends Emulated {
  readonly auth: MeshyAuth
}

async function setUp(options: Partial<MeshyAuthOptions> = {}, meshy: MeshyOptions = {}): Promise<Setup> {
  const emulated = await emulate('meshy', { meshy })
  const { accountName, publicKey, username, password } = emulated.emulator.credentials.meshy
  const credentials = { username, password }
  return {
    ...emulated,
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

test('MeshyDB: a used-up quota is as described', async () => {
  const { auth, exchanges, emulator } = await setUp()
  emulator.fail({ provider: 'meshy', kind: 'rate-limit' })
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'rate_limited' })
  expect(exchanges).toEqual(['createToken 429'])
})
