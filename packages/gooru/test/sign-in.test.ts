import { startEmulator } from '@auth/emulator'
import { answering } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createGooruAuth } from '../src/index.ts'
import { basics, setUp, tokenBody } from './support.ts'

describe('A sign-in', () => {
  test('It sends what the documentation shows.', async () => {
    const fetch = answering(200, tokenBody())
    const auth = createGooruAuth({ ...basics, fetch, credentials: { username: 'username', password: 'password' } })
    await auth.getToken()
    const [request] = fetch.requests
    expect(request?.method).toBe('POST')
    expect(request?.url).toBe('https://gooru.example/api/nucleus-auth/v1/token')
    expect(request?.headers.get('authorization')).toBe('Basic dXNlcm5hbWU6cGFzc3dvcmQ=')
    expect(request?.headers.get('content-type')).toBe('application/json')
    expect(await request?.json()).toEqual({
      client_key: basics.clientKey,
      client_id: basics.clientId,
      grant_type: 'credential',
    })
  })

  test('It sends no Authorization header for a visitor.', async () => {
    const fetch = answering(200, tokenBody({ user_id: 'anonymous', username: undefined }))
    await createGooruAuth({ ...basics, fetch, credentials: { anonymous: true } }).getToken()
    expect(fetch.requests[0]?.headers.has('authorization')).toBe(false)
    expect(await fetch.requests[0]?.json()).toMatchObject({ grant_type: 'anonymous' })
  })

  describe.each(['seed', 'v3', 'nile', 'nile-refresh'] as const)('With the servers of %s', (profile) => {
    test('A person signs in, and a visitor.', async () => {
      const { create, person, emulator } = setUp({ profile })
      const auth = create({ credentials: person })
      expect(await auth.session()).toMatchObject({ userId: emulator.credentials.gooru.userId, anonymous: false })
      expect((await auth.fetch('/nucleus/v1/resources')).status).toBe(200)
      const visitor = create({ credentials: { anonymous: true } })
      expect(await visitor.session()).toMatchObject({ userId: 'anonymous', anonymous: true })
      expect(await (await visitor.fetch('/nucleus/v1/resources')).json()).toEqual({ user_id: 'anonymous' })
    })

    test('An e-mail address signs in.', async () => {
      const { create, emulator } = setUp({ profile })
      const { email, password, userId } = emulator.credentials.gooru
      expect((await create().signIn({ username: email, password })).userId).toBe(userId)
    })

    test('A wrong client is told from a wrong password.', async () => {
      const { create, person } = setUp({ profile })
      const wrongKey = create({ clientKey: 'wrong-key', credentials: person })
      await expect(wrongKey.getToken()).rejects.toMatchObject({ code: 'invalid_client' })
      const wrongPassword = create({ credentials: { ...person, password: 'wrong-password' } })
      await expect(wrongPassword.getToken()).rejects.toMatchObject({ code: 'invalid_credentials' })
      const nobody = create({ credentials: { ...person, username: 'nobody1815' } })
      await expect(nobody.getToken()).rejects.toMatchObject({ code: 'invalid_credentials' })
    })

    test('A client that may not sign people in is reported.', async () => {
      const { create, person, emulator } = setUp({ profile })
      const { clientId, clientKey } = emulator.credentials.gooru.anonymousOnlyClient
      const auth = create({ clientId, clientKey })
      await expect(auth.signIn(person)).rejects.toMatchObject({ code: 'invalid_client', status: 403 })
      expect((await auth.signIn({ anonymous: true })).anonymous).toBe(true)
    })
  })

  test.each([
    { profile: 'v3', basicParsing: 'first-colon' },
    { profile: 'seed', basicParsing: 'first-colon' },
    { profile: 'nile' },
    { profile: 'nile-refresh' },
  ] as const)('It carries any password, with %o.', async (options) => {
    const user = { username: 'signs1815', email: 'signs@example.org', password: 'pä:ss wörd+%&=', userId: 'u-1' }
    const { create } = setUp({ ...options, users: [user] })
    const { username, password } = user
    expect((await create().signIn({ username, password })).userId).toBe('u-1')
  })

  test('It carries any password over HTTP, too.', async () => {
    const user = { username: 'signs1815', email: 'signs@example.org', password: 'pä:ss wörd+%&=', userId: 'u-1' }
    await using emulator = await startEmulator({ gooru: { basicParsing: 'first-colon', users: [user] } })
    const { clientId, clientKey } = emulator.credentials.gooru
    const auth = createGooruAuth({ clientId, clientKey, ...emulator.urls.gooru })
    expect((await auth.signIn({ username: user.username, password: user.password })).userId).toBe('u-1')
    expect((await auth.fetch('/nucleus/v1/resources')).status).toBe(200)
  })

  test('It does not repeat a 500, and says what in the credentials may cause it.', async () => {
    const { create, emulator, count } = setUp()
    const { username, password } = emulator.credentials.gooru.colonUser
    const signIn = create().signIn({ username, password })
    await expect(signIn).rejects.toMatchObject({ code: 'server_error', status: 500, retryable: true })
    await expect(signIn).rejects.toThrow(/colon in the password/)
    expect(count('token')).toBe(1)
  })

  test('It names the app, where it has an id.', async () => {
    const appId = '7c1d9a52-3b0e-4f6d-8a27-5e94c0b1d3f6'
    const { create, person, sent } = setUp({ profile: 'nile', requireAppId: true })
    expect((await create({ appId }).signIn(person)).appId).toBe(appId)
    expect(await sent[0]?.json()).toMatchObject({ app_id: appId })
    expect((await create({ appId }).signIn({ anonymous: true })).anonymous).toBe(true)
    const signIn = create().signIn(person)
    await expect(signIn).rejects.toMatchObject({ code: 'invalid_request', status: 400 })
    await expect(signIn).rejects.toThrow(/Check `appId`/)
  })

  test('It repeats itself after a network failure.', async () => {
    const { create, emulator, clock, person, count } = setUp()
    emulator.fail({ provider: 'gooru', endpoint: 'token', kind: 'reset' })
    const session = await clock.settle(create().signIn(person))
    expect(session.anonymous).toBe(false)
    expect(count('token')).toBe(2)
  })

  test('It does not send a refused password again.', async () => {
    const { create, person, count } = setUp()
    const auth = create({ credentials: { ...person, password: 'wrong-password' } })
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'invalid_credentials' })
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'invalid_credentials' })
    expect(count('token')).toBe(1)
  })
})
