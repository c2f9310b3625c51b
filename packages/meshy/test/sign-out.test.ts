import { createMemoryStore } from '@auth/core'
import { failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { forPeople, setUp } from './support/meshy.ts'

const ada = { username: 'ada', password: 'ada-password' }

test('A sign-out revokes the refresh token, and forgets the session here and in the store.', async () => {
  const store = createMemoryStore()
  const { auth, emulator, sent, asked } = setUp({ ...forPeople(), store })
  await auth.signIn(ada)
  await auth.signOut()
  expect(asked()).toEqual(['password 200', 'revocation 200'])
  expect(emulator.requests[1]?.path).toBe('/demo/connect/revocation')
  const form = Object.fromEntries(new URLSearchParams(await sent[1]?.text()))
  expect(form).toEqual({ client_id: 'pk_demo', token: expect.any(String), token_type_hint: 'refresh_token' })
  expect(await failureOf(auth.getToken())).toMatchObject({ code: 'reauth_required' })
  const { auth: another } = setUp({ ...forPeople(), store, fetch: emulator.fetch })
  expect(await failureOf(another.getToken())).toMatchObject({ code: 'reauth_required' })
})

test('The revoked refresh token does not work any more.', async () => {
  const { auth, emulator, sent } = setUp()
  await auth.getToken()
  await auth.signOut()
  const token = new URLSearchParams(await sent[1]?.text()).get('token') ?? ''
  const body = new URLSearchParams({ client_id: 'pk_demo', grant_type: 'refresh_token', refresh_token: token })
  const url = `${emulator.urls.meshy.authBaseUrl}/demo/connect/token`
  expect((await emulator.fetch(url, { method: 'POST', body })).status).toBe(400)
})

test('A second sign-out, and one with nothing to sign out of, is a success and asks no server.', async () => {
  const { auth, asked } = setUp()
  await auth.signOut()
  await auth.signIn()
  await auth.signOut()
  await auth.signOut()
  expect(asked()).toEqual(['password 200', 'revocation 200'])
})

test('A session without a refresh token has nothing to revoke.', async () => {
  const { auth, asked } = setUp({ scope: 'meshy.api' })
  await auth.getToken()
  await auth.signOut()
  expect(asked()).toEqual(['password 200'])
})

test('A revocation whose answer was lost is sent again.', async () => {
  const { auth, emulator, clock, asked } = setUp()
  await auth.getToken()
  emulator.fail({ provider: 'meshy', endpoint: 'revocation', kind: 'reset' })
  await clock.settle(auth.signOut())
  expect(asked()).toEqual(['password 200', 'revocation reset', 'revocation 200'])
})

test('A sign-out that the server refuses is reported, and the session is over all the same.', async () => {
  const { auth, emulator } = setUp(forPeople())
  await auth.signIn(ada)
  const kind = (): Response => Response.json({ error: 'invalid_client' }, { status: 400 })
  emulator.fail({ provider: 'meshy', endpoint: 'revocation', kind })
  const error = await failureOf(auth.signOut())
  expect(error).toMatchObject({ code: 'invalid_client', phase: 'sign-out', status: 400 })
  expect(String(error)).toMatch(/forgotten, but was not revoked/)
  expect(await failureOf(auth.getToken())).toMatchObject({ code: 'reauth_required' })
})

test('After a sign-out a service stays signed out until it signs in.', async () => {
  const { auth } = setUp()
  await auth.getToken()
  await auth.signOut()
  expect(auth.status).toBe('reauth-required')
  expect(await failureOf(auth.fetch('/users/me'))).toMatchObject({ code: 'reauth_required' })
  await auth.signIn()
  expect((await auth.fetch('/users/me')).status).toBe(200)
})

test('A revocation is sent again after a 500.', async () => {
  const { auth, emulator, clock, asked } = setUp()
  await auth.getToken()
  emulator.fail({ provider: 'meshy', endpoint: 'revocation', kind: 'html' })
  await clock.settle(auth.signOut())
  expect(asked()).toEqual(['password 200', 'revocation 500', 'revocation 200'])
})

test('A quota that is used up is reported as such at a sign-out too.', async () => {
  const { auth, emulator, clock } = setUp({ retry: { maxAttempts: 1 } })
  await auth.getToken()
  emulator.fail({ provider: 'meshy', endpoint: 'revocation', kind: 'rate-limit' })
  expect(String(await failureOf(clock.settle(auth.signOut())))).toMatch(/quota of the plan/)
})
