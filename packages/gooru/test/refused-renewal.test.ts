import { createMemoryStore } from '@auth/core'
import { answering, expectNoSecrets, failureOf } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { findRefreshToken } from '../src/find-refresh-token.ts'
import { createGooruAuth, type GooruAuthOptions } from '../src/index.ts'
import { basics, setUp, tokenBody } from './support.ts'

const late = { profile: 'nile-refresh' } as const
const refused = (status: number, body: unknown) => () => Response.json(body, { status })
const silent = (status: number) => () => new Response(null, { status })

/** A person with a refresh token, whose next renewal is answered like this. */
async function renewing(answer: () => Response, withCredentials: boolean, options: Partial<GooruAuthOptions> = {}) {
  const setting = setUp(late)
  const { create, person, emulator } = setting
  const auth = create({ longLivedAccess: true, ...(withCredentials && { credentials: person }), ...options })
  await auth.signIn(person)
  emulator.fail({ provider: 'gooru', endpoint: 'token', kind: answer })
  return { ...setting, auth }
}

describe('A renewal that is refused', () => {
  test.each([
    [400, { grant_type: 'Missing field' }],
    [401, { message: 'Invalid refresh token' }],
    [403, { message: 'Tenant or Partner not found.' }],
    [404, { message: 'User not found.' }],
    [400, { error: 'invalid_request', error_description: 'Token has been revoked' }],
    [410, { message: 'Refresh token is gone' }],
    [410, { error: 'gone' }],
  ])(
    'With a reason, %i %j, it is followed by a sign-in where possible, and otherwise ends the session.',
    async (status, body) => {
      const service = await renewing(refused(status, body), true)
      await service.auth.refresh()
      expect(service.sent.at(-1)?.headers.get('authorization')).toMatch(/^Basic /)
      const person = await renewing(refused(status, body), false)
      await expect(person.auth.refresh()).rejects.toMatchObject({ code: 'reauth_required', status, phase: 'renew' })
      await expect(person.auth.refresh()).rejects.toMatchObject({ code: 'reauth_required' })
      expect(person.sent).toHaveLength(2)
    },
  )

  test.each([400, 403, 404, 410, 425])('Without a word and with %i the session goes on.', async (status) => {
    const { auth } = await renewing(silent(status), false)
    const error = await failureOf(auth.refresh())
    expect(error).toMatchObject({ status })
    expect(error).not.toMatchObject({ code: 'reauth_required' })
    expect((await auth.getToken()).value).toBeTruthy()
  })

  test.each([
    [202, { message: 'Invalid refresh token' }, 'invalid_response'],
    [408, { message: 'Invalid refresh token' }, 'timeout'],
    [425, { message: 'Invalid refresh token' }, 'invalid_response'],
    [502, { message: 'Invalid refresh token' }, 'server_error'],
    [400, { message: null }, 'invalid_request'],
    [400, {}, 'invalid_request'],
  ])('With %i and %j the session goes on.', async (status, body, code) => {
    const { auth, clock } = await renewing(refused(status, body), false, { retry: { maxAttempts: 1 } })
    expect(await failureOf(clock.settle(auth.refresh()))).toMatchObject({ code, status, phase: 'renew' })
    expect((await auth.getToken()).value).toBeTruthy()
  })

  test('A page or a word of a proxy is no reason.', async () => {
    const page = '<html><h1>Not Found</h1>Ask whoever looks after users here.</html>'
    for (const [status, text] of [
      [400, 'Bad Request'],
      [404, 'Not Found'],
      [400, page],
      [404, page],
    ] as const) {
      const { auth } = await renewing(() => new Response(text, { status }), false)
      await expect(auth.refresh()).rejects.toMatchObject({ code: 'invalid_request', status })
      expect((await auth.getToken()).value).toBeTruthy()
    }
  })

  test('Names that the session holds do not show, in a client that did not sign in itself.', async () => {
    const [username, email] = ['rnfu34p13', 'rnfu34p13@example.org']
    let answer = answering(200, tokenBody({ email, refresh_token: 'cmVmcmVzaA==' }))
    const options = { ...basics, store: createMemoryStore(), identity: 'user-17' }
    const create = () => createGooruAuth({ ...options, fetch: (...request) => answer(...request) })
    await create().signIn({ username, password: 'fake-password' })
    const auth = create()
    await auth.getToken()
    answer = answering(403, { message: `The tenant of ${username} (${email}) is gone.` })
    expectNoSecrets(await failureOf(auth.refresh()), [username, email])
  })

  test('One that is about the client says so, and the session goes on.', async () => {
    const { auth } = await renewing(refused(401, { error: 'invalid_client' }), false)
    await expect(auth.refresh()).rejects.toMatchObject({ code: 'invalid_client' })
    expect((await auth.getToken()).value).toBeTruthy()
  })
})

describe('An answer in an unusual form', () => {
  const person = { username: 'rnfu34p13', password: 'fake-password' }

  test.each([
    [3600.7, 3_600_700],
    ['3600', 3_600_000],
    ['3600.25', 3_600_250],
  ])('It has a life of %j seconds.', async (access_token_validity, lifeMs) => {
    const fetch = answering(200, tokenBody({ access_token_validity, provided_at: '1453472820207.5' }))
    const auth = createGooruAuth({ ...basics, credentials: person, fetch })
    const session = await auth.signIn()
    expect([session.validityMs, session.providedAt]).toEqual([lifeMs, 1453472820207.5])
    expect((await auth.getToken()).expiresAt).toBeGreaterThan(Date.now() + 3_500_000)
  })

  test.each(['client_state', 'tenant', 'new_field'])(
    'It keeps all but what is nested thousands of levels deep in %s.',
    async (field) => {
      // As deep as the 64 KiB that are read can be.
      const levels = 10_000
      const deep = `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
      const text = JSON.stringify(tokenBody({ [field]: { deep: 'HERE', name: 'x' } })).replace('"HERE"', deep)
      const store = createMemoryStore()
      const options = { ...basics, store, identity: 'user-17', fetch: answering(200, text) }
      const auth = createGooruAuth(options)
      const session = await auth.signIn(person)
      expect(session).toMatchObject({ username: 'rnfu34p13' })
      if (field === 'client_state') expect(session.clientState).toEqual({ name: 'x' })
      expect(await createGooruAuth(options).session()).toEqual(session)
    },
  )

  test('It keeps state of clients that is nested as people would.', async () => {
    const client_state = { a: { b: [{ c: [1, null] }] } }
    const auth = createGooruAuth({ ...basics, credentials: person, fetch: answering(200, tokenBody({ client_state })) })
    expect((await auth.session()).clientState).toEqual(client_state)
  })

  test('It overflows no stack where a refusal is nested deeply.', async () => {
    const text = `{"message":${'['.repeat(30_000)}${']'.repeat(30_000)}}`
    const auth = createGooruAuth({ ...basics, credentials: person, fetch: answering(401, text) })
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'invalid_credentials', status: 401 })
  })

  test.each<[unknown, string | undefined]>([
    [{ refresh_token: 'cmVmcmVzaA==', access_token_validity: 'soon' }, 'cmVmcmVzaA=='],
    [{ refresh_token: null }, undefined],
    [{ refresh_token: '' }, undefined],
    [{ refresh_token: 'cmVmcmVzaA==', user_id: 'someone' }, 'cmVmcmVzaA=='],
    [{ refresh_token: 'cmVmcmVzaA==', user_id: 'someone-else' }, undefined],
    [{ refresh_token: 5 }, undefined],
    [[], undefined],
    [null, undefined],
    ['x', undefined],
  ])('It has the new refresh token of %j in its place.', (body, token) => {
    expect(findRefreshToken(body, { userId: 'someone' })).toBe(token)
  })
})
