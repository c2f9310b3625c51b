import { createMemoryStore } from '@auth/core'
import { failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { createMeshyAuth } from '../src/index.ts'
import { forPeople, setUp } from './support/meshy.ts'

const ada = { username: 'ada', password: 'ada-password' }

test('Each renewal spends the refresh token that the one before brought.', async () => {
  const { auth, sent, asked } = setUp({}, { reuseDetection: true })
  const values = new Set([(await auth.getToken()).value])
  for (let round = 0; round < 3; round += 1) values.add((await auth.refresh()).value)
  expect(values.size).toBe(4)
  expect(asked()).toEqual(['password 200', 'refresh_token 200', 'refresh_token 200', 'refresh_token 200'])
  const forms = await Promise.all(sent.slice(1).map(async (request) => new URLSearchParams(await request.text())))
  expect(new Set(forms.map((form) => form.get('refresh_token'))).size).toBe(3)
  expect([...(forms[0]?.keys() ?? [])]).toEqual(['grant_type', 'client_id', 'refresh_token'])
})

test('A server that does not rotate keeps its refresh token in use.', async () => {
  const { auth, sent } = setUp({}, { refreshTokenRotation: false })
  await auth.getToken()
  await auth.refresh()
  await auth.refresh()
  const used = await Promise.all(
    sent.slice(1).map(async (r) => new URLSearchParams(await r.text()).get('refresh_token')),
  )
  expect(new Set(used).size).toBe(1)
})

test('Twenty renewals at once spend one refresh token.', async () => {
  const { auth, asked } = setUp(forPeople(), { reuseDetection: true })
  await auth.signIn(ada)
  const tokens = await Promise.all(Array.from({ length: 20 }, () => auth.refresh()))
  expect(new Set(tokens.map(({ value }) => value)).size).toBe(1)
  await auth.refresh()
  expect(asked()).toEqual(['password 200', 'refresh_token 200', 'refresh_token 200'])
})

test('Twenty calls at once with an expired token spend one refresh token.', async () => {
  const { auth, clock, asked } = setUp(forPeople(), { reuseDetection: true })
  await auth.signIn(ada)
  for (let hour = 1; hour <= 2; hour += 1) {
    await clock.advance(3_600_000)
    const tokens = await Promise.all(Array.from({ length: 20 }, () => auth.getToken()))
    expect(new Set(tokens.map(({ value }) => value)).size).toBe(1)
  }
  expect(asked()).toEqual(['password 200', 'refresh_token 200', 'refresh_token 200'])
})

test('Twenty clients with one store spend one refresh token.', async () => {
  const store = createMemoryStore()
  const { auth, emulator, clock, asked } = setUp({ ...forPeople(), store }, { reuseDetection: true })
  await auth.signIn(ada)
  const { accountName, publicKey } = emulator.credentials.meshy
  const { fetch, urls } = emulator
  const options = { accountName, publicKey, store, identity: 'user-17', clock, fetch, ...urls.meshy }
  const others = Array.from({ length: 19 }, () => createMeshyAuth(options))
  await clock.advance(3_600_000)
  const tokens = await Promise.all([auth, ...others].map((client) => client.getToken()))
  expect(new Set(tokens.map(({ value }) => value)).size).toBe(1)
  expect(asked()).toEqual(['password 200', 'refresh_token 200'])
  // A refresh token that came twice would have ended the session.
  expect((await auth.fetch('/users/me')).status).toBe(200)
  await clock.advance(3_600_000)
  await Promise.all([auth, ...others].map((client) => client.fetch('/users/me')))
  expect(asked().filter((line) => line.startsWith('refresh_token'))).toEqual(['refresh_token 200', 'refresh_token 200'])
})

test('A dead token is renewed once however many calls it fails.', async () => {
  const { auth, emulator, asked } = setUp({}, { reuseDetection: true })
  await auth.getToken()
  emulator.revokeAccessTokens('meshy')
  const responses = await Promise.all(Array.from({ length: 10 }, () => auth.fetch('/users/me')))
  expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
  expect(asked().filter((line) => line.startsWith('refresh_token'))).toEqual(['refresh_token 200'])
})

test('A missing permission costs no renewal.', async () => {
  const { auth, emulator, asked } = setUp()
  emulator.fail({ provider: 'meshy', endpoint: 'resource', kind: () => new Response(null, { status: 403 }) })
  expect((await auth.fetch('/users/me')).status).toBe(403)
  expect(asked()).toEqual(['password 200', 'resource 403'])
})

test('Without offline_access there is no refresh token, and a service signs in again.', async () => {
  const { auth, clock, emulator, asked } = setUp({ scope: 'meshy.api' })
  await auth.getToken()
  await clock.advance(3_600_000)
  await auth.getToken()
  expect(asked()).toEqual(['password 200', 'password 200'])
  expect(emulator.requests[0]?.parameters['scope']).toBe('meshy.api')
})

test('Without offline_access the session of a person ends with the access token.', async () => {
  const { auth, clock } = setUp({ ...forPeople(), scope: 'meshy.api' })
  await auth.signIn(ada)
  await clock.advance(3_600_000)
  expect(await failureOf(auth.getToken())).toMatchObject({ code: 'reauth_required' })
})

test('A scope that the account does not have is reported.', async () => {
  const error = await failureOf(setUp({ scope: 'meshy.api everything' }).auth.getToken())
  expect(error).toMatchObject({ code: 'invalid_request', providerCode: 'invalid_scope' })
  expect(String(error)).toContain('`scope`')
})

test('A dead refresh token asks people to sign in again, and is sent once only.', async () => {
  const { auth, clock, asked } = setUp(forPeople(), { refreshTokenLifetimeMs: 1_800_000 })
  await auth.signIn(ada)
  await clock.advance(3_600_000)
  const expected = { code: 'reauth_required', phase: 'renew', status: 400, providerCode: 'invalid_grant' }
  expect(await failureOf(auth.getToken())).toMatchObject(expected)
  expect(await failureOf(auth.getToken())).toMatchObject({ code: 'reauth_required' })
  expect(asked()).toEqual(['password 200', 'refresh_token 400'])
  await auth.signIn(ada)
  expect((await auth.fetch('/users/me')).status).toBe(200)
})

test('A dead refresh token makes a service sign in again, with a notice.', async () => {
  const { auth, clock, events, asked } = setUp({}, { refreshTokenLifetimeMs: 1_800_000 })
  await auth.getToken()
  await clock.advance(3_600_000)
  await auth.getToken()
  expect(asked()).toEqual(['password 200', 'refresh_token 400', 'password 200'])
  expect(events).toContainEqual(expect.objectContaining({ type: 'notice' }))
})

test('A renewal whose answer was lost is not sent again, since its refresh token may be spent.', async () => {
  const { auth, emulator, clock, asked } = setUp(forPeople())
  await auth.signIn(ada)
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind: 'reset' })
  expect(await failureOf(clock.settle(auth.refresh()))).toMatchObject({ code: 'network', phase: 'renew', attempts: 1 })
  expect(asked()).toEqual(['password 200', 'refresh_token reset'])
})

test.each(['refuse', 'rate-limit'] as const)('A renewal that was not taken on (%s) is sent again.', async (kind) => {
  const { auth, emulator, clock, asked } = setUp(forPeople())
  await auth.signIn(ada)
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind })
  await clock.settle(auth.refresh())
  expect(asked().at(-1)).toBe('refresh_token 200')
  expect(asked()).toHaveLength(3)
})
