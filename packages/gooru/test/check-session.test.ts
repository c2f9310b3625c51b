import { answering, expectNoSecrets, failureOf } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createGooruAuth } from '../src/index.ts'
import { basics, setUp, tokenBody } from './support.ts'

describe('A check of the session', () => {
  test.each(['seed', 'v3', 'nile', 'nile-refresh'] as const)(
    'It says whose it is, with the servers of %s.',
    async (profile) => {
      const { create, person, emulator } = setUp({ profile })
      const auth = create({ credentials: person })
      expect(await auth.checkSession()).toMatchObject({
        ...{ userId: emulator.credentials.gooru.userId, username: person.username, anonymous: false },
        providedAt: expect.any(Number),
      })
      expect(emulator.requests.at(-1)).toMatchObject({
        endpoint: 'session',
        method: 'GET',
        path: '/token',
        status: 200,
      })
      const visitor = create({ credentials: { anonymous: true } })
      expect(await visitor.checkSession()).toMatchObject({ userId: 'anonymous', anonymous: true })
    },
  )

  test('It names the exchange when it fails, for whoever runs the service.', async () => {
    let answer = answering(200, tokenBody())
    const auth = createGooruAuth({ ...basics, fetch: (...request) => answer(...request), retry: { maxAttempts: 1 } })
    await auth.signIn({ username: 'ada', password: 'a password' })
    answer = answering(500, 'no', { 'x-request-id': 'req-42' })
    await expect(auth.checkSession()).rejects.toMatchObject({ code: 'server_error', requestId: 'req-42', status: 500 })
  })

  test('It prolongs the life of the token.', async () => {
    const { create, person, clock, count } = setUp({ accessTokenLifetimeMs: 60_000 })
    const auth = create()
    await auth.signIn(person)
    for (let round = 0; round < 5; round += 1) {
      await clock.advance(50_000)
      await auth.checkSession()
    }
    expect([count('token'), count('session')]).toEqual([1, 5])
  })

  test('It replaces a dead token first, where it can.', async () => {
    const { create, person, emulator, count } = setUp()
    const auth = create({ credentials: person })
    await auth.getToken()
    emulator.revokeAccessTokens('gooru')
    expect((await auth.checkSession()).username).toBe(person.username)
    expect([count('token'), count('session')]).toEqual([2, 2])
  })

  test('It does so too when the token dies while the service looks at it.', async () => {
    const { create, person, emulator, count } = setUp()
    const message = 'Invalid access token.'
    for (const body of [{ message }, { errors: [{ code: 'AUE400', message }] }]) {
      const auth = create({ credentials: person })
      emulator.fail({ provider: 'gooru', endpoint: 'session', kind: () => Response.json(body, { status: 400 }) })
      expect((await auth.checkSession()).username).toBe(person.username)
    }
    expect([count('token'), count('session')]).toEqual([4, 4])
  })

  test('It says that the session is over where it cannot.', async () => {
    const { create, person, emulator } = setUp()
    const auth = create()
    await expect(auth.checkSession()).rejects.toMatchObject({ code: 'reauth_required' })
    await auth.signIn(person)
    emulator.revokeAccessTokens('gooru')
    await expect(auth.checkSession()).rejects.toMatchObject({ code: 'reauth_required' })
    expect(auth.status).toBe('reauth-required')
  })

  test('It does not go round in circles when every token is rejected.', async () => {
    const { create, person, emulator, count } = setUp()
    const kind = (): Response => new Response(null, { status: 401 })
    emulator.fail({ provider: 'gooru', endpoint: 'session', kind, times: Number.POSITIVE_INFINITY })
    const check = create({ credentials: person }).checkSession()
    await expect(check).rejects.toMatchObject({ code: 'token_rejected', phase: 'call', status: 401 })
    expect([count('token'), count('session')]).toEqual([2, 2])
  })

  test('It repeats itself after a failure, and can be aborted.', async () => {
    const { create, person, emulator, clock, count } = setUp()
    const auth = create({ credentials: person })
    await auth.getToken()
    emulator.fail({ provider: 'gooru', endpoint: 'session', kind: 'reset' })
    await clock.settle(auth.checkSession())
    expect(count('session')).toBe(2)
    emulator.fail({ provider: 'gooru', endpoint: 'session', kind: 'stall' })
    const controller = new AbortController()
    const check = auth.checkSession({ signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(check).rejects.toThrow('enough')
  })

  test('It leaves the rest of the object as it is.', async () => {
    await using auth = createGooruAuth({ ...basics, fetch: answering(200, tokenBody()) })
    expect(auth.status).toBe('empty')
    await auth.signIn({ username: 'ada', password: 'fake-password' })
    expect(auth.status).toBe('fresh')
  })

  test('It is sent again after a 500.', async () => {
    const { create, person, emulator, clock, count } = setUp()
    const auth = create({ credentials: person })
    await auth.getToken()
    emulator.fail({ provider: 'gooru', endpoint: 'session', kind: 'html' })
    await clock.settle(auth.checkSession())
    expect(count('session')).toBe(2)
  })

  test.each([{ errors: [] }, { errors: null }, { message: null }, {}, 'Bad Request', 'null'])(
    'It takes a 400 that says %j for a request that was not understood.',
    async (body) => {
      let answer = answering(200, tokenBody())
      const auth = createGooruAuth({ ...basics, fetch: (...request) => answer(...request) })
      await auth.signIn({ username: 'ada', password: 'a password' })
      answer = answering(400, body)
      await expect(auth.checkSession()).rejects.toMatchObject({ code: 'invalid_request', status: 400 })
      expect(answer.requests).toHaveLength(1)
    },
  )

  test('It shows neither the token nor what the session began with, whoever gave it.', async () => {
    const email = 'rnfu34p13@example.org'
    const password = 'a long password'
    for (const credentials of [{ username: 'rnfu34p13', password }, undefined]) {
      let answer = answering(200, tokenBody({ email }))
      const auth = createGooruAuth({ ...basics, credentials, fetch: (...request) => answer(...request) })
      if (!credentials) await auth.signIn({ username: 'rnfu34p13', password })
      const { value } = await auth.getToken()
      const secrets = [value, basics.clientKey, 'rnfu34p13', email, ...(credentials ? [password] : [])]
      answer = answering(400, { message: `No: ${secrets.join(' ')}` })
      expectNoSecrets(await failureOf(auth.checkSession()), secrets)
    }
  })

  test('A caller who stops waiting for the token that it needs leaves at once.', async () => {
    const { create, person, emulator } = setUp()
    emulator.fail({ provider: 'gooru', endpoint: 'token', kind: 'stall' })
    const controller = new AbortController()
    const check = create({ credentials: person }).checkSession({ signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(check).rejects.toThrow('enough')
  })
})
