import { createMemoryStore } from '@auth/core'
import { startEmulator } from '@auth/emulator'
import { answering, createVirtualClock, expectNoSecrets, failureOf } from '@auth-tools/testing'
import { expect, expectTypeOf, test } from 'vitest'
import { createMeshyAuth, type MeshyRegistration, registerAnonymousUser } from '../src/index.ts'
import { optionsFor, setUp } from './support/meshy.ts'

test('A registered anonymous user signs in.', async () => {
  const { emulator, clock } = setUp()
  const options = optionsFor(emulator, clock)
  const { credentials, user } = await registerAnonymousUser(options)
  expect(credentials).toEqual({
    username: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
    anonymous: true,
  })
  expect(user).toMatchObject({ username: credentials.username, anonymous: true, verified: false, isActive: true })
  const auth = createMeshyAuth({ ...options, credentials })
  expect(await (await auth.fetch('/users/me')).json()).toMatchObject({ id: user.id, anonymous: true })
  await auth.refresh()
  expect((await auth.fetch('/users/me')).status).toBe(200)
})

test('Every registration has a name of its own, which may be given.', async () => {
  const { emulator, clock } = setUp()
  const options = optionsFor(emulator, clock)
  const first = await registerAnonymousUser(options)
  const second = await registerAnonymousUser(options)
  expect(first.credentials.username).not.toBe(second.credentials.username)
  const named = await registerAnonymousUser(options, { username: 'visitor ä+1' })
  expect(named.credentials).toEqual({ username: 'visitor ä+1', anonymous: true })
})

test('A registration goes to the API host, with the name alone, and with no credentials.', async () => {
  const fetch = answering(201, { username: 'visitor-1' })
  await registerAnonymousUser({ accountName: 'my account', publicKey: 'pk', fetch }, { username: 'visitor-1' })
  const [request] = fetch.requests
  expect(request?.url).toBe('https://api.meshydb.com/my%20account/users/register/anonymous')
  expect([request?.method, await request?.json()]).toEqual(['POST', { username: 'visitor-1' }])
  expect(request?.headers.has('authorization')).toBe(false)
  expect(request?.headers.has('tenant')).toBe(false)
})

test('A registration takes the options of a client: base URL, tenant and headers.', async () => {
  const fetch = answering(201, { username: 'visitor-1' })
  await registerAnonymousUser({
    ...{ accountName: 'demo', publicKey: 'pk', tenant: 'north', scope: 'meshy.api', fetch },
    ...{ apiBaseUrl: 'https://meshy.example/base/', headers: { 'user-agent': 'my-app/1.0' } },
  })
  expect(fetch.requests[0]?.url).toBe('https://meshy.example/base/demo/users/register/anonymous')
  expect(fetch.requests[0]?.headers.get('tenant')).toBe('north')
  expect(fetch.requests[0]?.headers.get('user-agent')).toBe('my-app/1.0')
})

test('A user of a tenant signs in there.', async () => {
  const { emulator, clock } = setUp({}, { tenants: { north: 'pk_north' } })
  const options = { ...optionsFor(emulator, clock), tenant: 'north', publicKey: 'pk_north' }
  const { credentials } = await registerAnonymousUser(options)
  expect((await createMeshyAuth({ ...options, credentials }).fetch('/users/me')).status).toBe(200)
})

test('A name that is taken is reported, and kept out of the error.', async () => {
  const { emulator, clock } = setUp()
  const error = await failureOf(registerAnonymousUser(optionsFor(emulator, clock), { username: 'guest' }))
  expect(error).toMatchObject({ code: 'invalid_request', phase: 'call', status: 400, attempts: 1 })
  expect(String(error)).toMatch(/^AuthError: @auth\/meshy: .*name is taken\. Choose another/)
  const echo = answering(400, { message: 'Username visitor-17 is not unique.' })
  const options = { accountName: 'demo', publicKey: 'pk', fetch: echo }
  const echoed = await failureOf(registerAnonymousUser(options, { username: 'visitor-17' }))
  expect(String(echoed)).toContain('is taken')
  expectNoSecrets(echoed, ['visitor-17'])
})

test('An account that does not allow it is reported.', async () => {
  const { emulator, clock } = setUp({}, { anonymousRegistration: false })
  const error = await failureOf(registerAnonymousUser(optionsFor(emulator, clock)))
  expect(error).toMatchObject({ code: 'access_denied', status: 400, retryable: false })
  expect(String(error)).toMatch(/account does not allow it.*the provider said/)
})

test('A registration whose answer was lost is not sent again, one that was not taken on is.', async () => {
  const { emulator, clock, asked } = setUp()
  const options = optionsFor(emulator, clock)
  emulator.fail({ provider: 'meshy', endpoint: 'register', kind: 'reset' })
  expect(await failureOf(clock.settle(registerAnonymousUser(options)))).toMatchObject({
    code: 'network',
    retryable: true,
  })
  expect(asked()).toEqual(['register reset'])
  emulator.fail({ provider: 'meshy', endpoint: 'register', kind: 'rate-limit' })
  await clock.settle(registerAnonymousUser(options))
  expect(asked()).toEqual(['register reset', 'register 429', 'register 201'])
})

test('A registration can be aborted.', async () => {
  const { emulator, clock } = setUp()
  emulator.fail({ provider: 'meshy', endpoint: 'register', kind: 'stall' })
  const controller = new AbortController()
  const registration = registerAnonymousUser(optionsFor(emulator, clock), { signal: controller.signal })
  controller.abort(new Error('changed my mind'))
  expect(String(await failureOf(registration))).toBe('Error: changed my mind')
})

test('Time limits of the options hold for a registration.', async () => {
  const clock = createVirtualClock()
  const { emulator } = setUp()
  emulator.fail({ provider: 'meshy', endpoint: 'register', kind: 'stall' })
  const options = { ...optionsFor(emulator, clock), timing: { attemptTimeoutMs: 5_000 } }
  expect(await failureOf(clock.settle(registerAnonymousUser(options)))).toMatchObject({ code: 'timeout' })
  expect(clock.monotonic()).toBeLessThan(10_000)
})

test('A registration works over HTTP, too.', async () => {
  await using emulator = await startEmulator()
  const { accountName, publicKey } = emulator.credentials.meshy
  const options = { accountName, publicKey, ...emulator.urls.meshy }
  const { credentials } = await registerAnonymousUser(options, { username: 'ä b+c' })
  expect((await createMeshyAuth({ ...options, credentials }).fetch('/users/me')).status).toBe(200)
})

test.each<[object, object | undefined, RegExp]>([
  [{ accountName: '' }, undefined, /^@auth\/meshy: `accountName` must be/],
  [{ timing: { attemptTimeoutMs: 0 } }, undefined, /^@auth\/meshy: `timing`: `attemptTimeoutMs` must be/],
  [{ retry: { maxSend: 1 } }, undefined, /^@auth\/meshy: `retry`: there is no option `maxSend`/],
  [{}, { username: 17 }, /^@auth\/meshy: registerAnonymousUser: `username` must be a string/],
])('Wrong arguments %j %j are reported before anything is sent.', async (wrong, user, message) => {
  const fetch = answering(201, { username: 'x' })
  const error = await failureOf(registerAnonymousUser({ accountName: 'a', publicKey: 'pk', fetch, ...wrong }, user))
  expect(error).toBeInstanceOf(TypeError)
  expect((error as TypeError).message).toMatch(message) // as checked in the line above
  expect(fetch.requests).toHaveLength(0)
})

test('An empty name, as somebody may have typed it, is no programmer’s error, and is not sent.', async () => {
  const fetch = answering(201, { username: 'x' })
  const refused = registerAnonymousUser({ accountName: 'a', publicKey: 'pk', fetch }, { username: '' })
  const error = await failureOf(refused)
  expect(error).toMatchObject({ code: 'invalid_request', phase: 'call', attempts: 0 })
  expect(String(error)).toContain('`username` is empty')
  expect(fetch.requests).toHaveLength(0)
})

test('A registration needs a base URL with TLS, and may share options with a client that has a store.', async () => {
  const fetch = answering(201, { username: 'x' })
  const options = { accountName: 'a', publicKey: 'pk', fetch, store: createMemoryStore() }
  const refused = await failureOf(registerAnonymousUser({ ...options, apiBaseUrl: 'http://api.example' }))
  expect(refused).toMatchObject({ code: 'insecure_url', message: expect.stringContaining('`apiBaseUrl`') })
  expect(fetch.requests).toHaveLength(0)
  expect((await registerAnonymousUser(options)).credentials.username).toBe('x')
})

test('What a registration returns is typed.', () => {
  expectTypeOf<MeshyRegistration['credentials']>().toEqualTypeOf<{
    readonly username: string
    readonly anonymous: true
  }>()
  expectTypeOf<MeshyRegistration['user']['anonymous']>().toEqualTypeOf<boolean | null | undefined>()
})

test('A refused registration names the exchange, for MeshyDB’s support.', async () => {
  const fetch = answering(400, '{"message":"Username not unique"}', { 'x-request-id': 'req-42' })
  const refused = registerAnonymousUser({ accountName: 'my-account', publicKey: 'pk', fetch }, { username: 'visitor' })
  expect(await failureOf(refused)).toMatchObject({ code: 'invalid_request', requestId: 'req-42', status: 400 })
})
