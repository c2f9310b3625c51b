import type { GooruOptions, GooruProfile } from '@auth/emulator/fetch'
import { createGooruAuth, type GooruAuth, type GooruAuthOptions } from '@auth/gooru'
import { describe, expect, test } from 'vitest'
import { type Emulated, emulate, forPeople } from './support/emulated.ts'

interface Setup extends Emulated {
  readonly auth: GooruAuth
}

async function setUp(options: Partial<GooruAuthOptions> = {}, gooru: GooruOptions = {}): Promise<Setup> {
  const emulated = await emulate('gooru', { gooru })
  const { clientId, clientKey, username, password } = emulated.emulator.credentials.gooru
  const basics = { clientId, clientKey, credentials: { username, password }, ...emulated.options }
  const address = options.authBaseUrl === undefined ? { host: 'gooru.org' } : {}
  return { ...emulated, auth: createGooruAuth({ ...basics, ...address, ...options }) }
}

const deletion: Record<GooruProfile, number> = { seed: 204, v3: 204, nile: 200, 'nile-refresh': 200 }

describe.for<GooruProfile>(['seed', 'v3', 'nile', 'nile-refresh'])('Gooru, as a server of the time %s', (profile) => {
  test.for(['both', 'authorization', 'token'] as const)(
    'sign-in, token check and sign-out are as described, with the token in %s',
    async (tokenHeaders) => {
      const { auth, exchanges } = await setUp({ tokenHeaders }, { profile })
      expect((await auth.fetch('/nucleus/v1/profile')).status).toBe(200)
      // The check of a token is described with `Authorization`.
      if (tokenHeaders !== 'token') expect((await auth.fetch('/nucleus-auth/v1/token')).status).toBe(200)
      await auth.refresh()
      await auth.signOut()
      const checks = tokenHeaders === 'token' ? [] : ['checkToken 200']
      expect(exchanges).toEqual(['createToken 200', ...checks, 'createToken 200', `deleteToken ${deletion[profile]}`])
    },
  )

  test('an anonymous visitor and a person after it are as described', async () => {
    const { auth, exchanges, emulator } = await setUp(forPeople(), { profile })
    await auth.signIn({ anonymous: true })
    expect((await auth.fetch('/nucleus-auth/v1/token')).status).toBe(200)
    const { email, password } = emulator.credentials.gooru
    await auth.signIn({ username: email, password })
    await auth.signOut()
    expect(exchanges).toEqual([
      'createToken 200',
      'checkToken 200',
      'createToken 200',
      `deleteToken ${deletion[profile]}`,
    ])
  })

  test('the sign-out of a visitor, where it is not allowed, is as described', async () => {
    const { auth, exchanges } = await setUp({ credentials: { anonymous: true } }, { profile, anonymousSignOut: false })
    await auth.getToken()
    await auth.signOut()
    expect(exchanges).toEqual(['createToken 200', 'deleteToken 403'])
  })

  test('a dead token is as described, in a check and in a sign-out', async () => {
    const { auth, exchanges, emulator } = await setUp({}, { profile })
    await auth.getToken()
    emulator.revokeAccessTokens('gooru')
    expect((await auth.fetch('/nucleus-auth/v1/token')).status).toBe(200)
    emulator.revokeAccessTokens('gooru')
    await auth.signOut()
    expect(exchanges).toEqual([
      'createToken 200',
      'checkToken 401',
      'createToken 200',
      'checkToken 200',
      'deleteToken 401',
    ])
  })

  test.for<[string, (credentials: Emulated['emulator']['credentials']['gooru']) => Partial<GooruAuthOptions>]>([
    ['a wrong password', ({ username }) => ({ credentials: { username, password: 'wrong' } })],
    ['an unknown user', () => ({ credentials: { username: 'nobody', password: 'wrong' } })],
    ['an inactive user', ({ inactiveUser: { username, password } }) => ({ credentials: { username, password } })],
    ['a user of another service', ({ ssoUser: { username } }) => ({ credentials: { username, password: 'any' } })],
    ['a wrong client key', () => ({ clientKey: 'd3Jvbmc=' })],
    ['a client id of a wrong form', () => ({ clientId: 'not-a-uuid' })],
    ['a client that signs nobody in', ({ anonymousOnlyClient: { clientId, clientKey } }) => ({ clientId, clientKey })],
    ['a wrong client of a visitor', () => ({ clientKey: 'd3Jvbmc=', credentials: { anonymous: true } })],
  ])('the refusal of %s is as described', async ([, optionsOf]) => {
    const { emulator } = await emulate('gooru')
    const { auth, exchanges } = await setUp(optionsOf(emulator.credentials.gooru), { profile })
    await expect(auth.getToken()).rejects.toMatchObject({ provider: 'gooru', status: expect.any(Number) })
    expect(exchanges).toEqual([expect.stringMatching(/^createToken (400|401|403|404|500)$/)])
  })

  test('a user with a colon or other alphabets in the password is as described, let in or not', async () => {
    const { emulator } = await emulate('gooru')
    for (const { username, password } of [
      emulator.credentials.gooru.colonUser,
      emulator.credentials.gooru.unicodeUser,
    ]) {
      const { auth, exchanges } = await setUp({ credentials: { username, password } }, { profile })
      await auth.getToken().catch(() => undefined)
      expect(exchanges).toEqual([expect.stringMatching(/^createToken (200|500)$/)])
    }
  })

  test('an error page of a proxy is as described', async () => {
    const { auth, exchanges, emulator } = await setUp({}, { profile })
    emulator.fail({ provider: 'gooru', kind: 'html' })
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'server_error' })
    expect(exchanges).toEqual(['createToken 500'])
  })

  test.for<[string, GooruOptions]>([
    ['deletes with 200', { deleteStatus: 200 }],
    ['deletes with 204', { deleteStatus: 204 }],
    ['reads the header `Token` only', { acceptAuthorizationHeader: false }],
    ['reads `Authorization` only', { acceptTokenHeader: false }],
    ['splits credentials at the first colon', { basicParsing: 'first-colon' }],
    ['splits credentials at every colon', { basicParsing: 'split' }],
    ['makes equal tokens', { distinctTokens: false }],
    ['prolongs tokens differently', { accessTokenLifetimeMs: 60_000, apiLifetimeMs: 30_000 }],
  ])('a server that %s answers as described', async ([, server]) => {
    const { auth, exchanges } = await setUp({}, { profile, ...server })
    expect((await auth.fetch('/nucleus/v1/profile')).status).toBe(200)
    await auth.signOut()
    expect(exchanges).toEqual(['createToken 200', `deleteToken ${server.deleteStatus ?? deletion[profile]}`])
  })
})

describe('Gooru, with refresh tokens', () => {
  const server = { profile: 'nile-refresh' } as const

  test('sign-in, renewals and sign-out are as described', async () => {
    const { auth, exchanges } = await setUp({ ...forPeople(), longLivedAccess: true }, server)
    await auth.signIn({ username: 'rnfu34p13', password: 'fake-password' })
    await auth.refresh()
    await auth.refresh()
    await auth.signOut()
    expect(exchanges).toEqual(['createToken 200', 'renewToken 200', 'renewToken 200', 'deleteToken 200'])
  })

  test('a sign-out with a dead access token is as described', async () => {
    const { auth, exchanges, emulator } = await setUp({ longLivedAccess: true }, server)
    await auth.getToken()
    emulator.revokeAccessTokens('gooru')
    await auth.signOut()
    expect(exchanges).toEqual(['createToken 200', 'deleteToken 401', 'renewToken 200', 'deleteToken 200'])
  })

  test('a refused refresh token is as described', async () => {
    const { auth, exchanges, clock } = await setUp({ longLivedAccess: true }, { ...server, refreshTokenLifetimeMs: 1 })
    await auth.getToken()
    await clock.advance(1)
    await auth.refresh()
    expect(exchanges).toEqual(['createToken 200', 'renewToken 401', 'createToken 200'])
  })

  test('a renewal that a server without them refuses is as described', async () => {
    const { auth, exchanges, emulator } = await setUp({ longLivedAccess: true }, server)
    await auth.getToken()
    const refused = { provider: 'gooru', endpoint: 'token', times: Number.POSITIVE_INFINITY } as const
    emulator.fail({ ...refused, kind: () => new Response(null, { status: 401 }) })
    await expect(auth.refresh()).rejects.toMatchObject({ code: 'invalid_credentials' })
    expect(exchanges).toEqual(['createToken 200', 'renewToken 401', 'createToken 401'])
  })

  test('the refusal of the question by an earlier server is as described', async () => {
    const { auth, exchanges } = await setUp({ longLivedAccess: true }, { profile: 'nile' })
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'invalid_request' })
    expect(exchanges).toEqual(['createToken 400'])
  })
})

test.for([
  ['7c1d9a52-3b0e-4f6d-8a27-5e94c0b1d3f6', 200],
  ['no uuid', 400],
  [undefined, 400],
] as const)('Gooru: an app id that a server asks for (%s) is as described', async ([appId, status]) => {
  const { auth, exchanges } = await setUp({ appId }, { profile: 'nile', requireAppId: true })
  await auth.getToken().catch(() => undefined)
  expect(exchanges).toEqual([`createToken ${status}`])
})

test('Gooru: the check of a session is as described', async () => {
  const { auth, exchanges, emulator } = await setUp()
  await auth.checkSession()
  emulator.revokeAccessTokens('gooru')
  await auth.checkSession()
  const kind = (): Response => Response.json({ message: 'Invalid access token.' }, { status: 400 })
  emulator.fail({ provider: 'gooru', endpoint: 'session', kind })
  // A second token that is rejected soon after its issue is not replaced at once.
  await auth.signIn()
  await auth.checkSession()
  const again = ['createToken 200', 'checkToken 200']
  expect(exchanges).toEqual([...again, 'checkToken 401', ...again, 'createToken 200', 'checkToken 400', ...again])
})

test.for(['rate-limit', 'server-error', 'html'] as const)('Gooru: a failure (%s) is as described', async (kind) => {
  const { auth, exchanges, emulator } = await setUp(
    { ...forPeople(), longLivedAccess: true },
    { profile: 'nile-refresh' },
  )
  await auth.signIn({ username: 'rnfu34p13', password: 'fake-password' })
  emulator.fail({ provider: 'gooru', kind, times: Number.POSITIVE_INFINITY })
  const status = kind === 'rate-limit' ? 429 : 500
  await expect(auth.checkSession()).rejects.toMatchObject({ status })
  await expect(auth.refresh()).rejects.toMatchObject({ status })
  await expect(auth.signOut()).rejects.toMatchObject({ status })
  await expect(auth.signIn({ anonymous: true })).rejects.toMatchObject({ status })
  const failed = ['checkToken', 'renewToken', 'deleteToken', 'createToken'].map((operation) => `${operation} ${status}`)
  expect(exchanges).toEqual(['createToken 200', ...failed])
})

test('Gooru: the path of version 2 is described too', async () => {
  const authBaseUrl = 'https://gooru.org/api/nucleus-auth/v2'
  const { auth, exchanges } = await setUp({ authBaseUrl }, { profile: 'nile' })
  await auth.getToken()
  await auth.signOut()
  expect(exchanges).toEqual(['createToken 200', 'deleteToken 200'])
})
