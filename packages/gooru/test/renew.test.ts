import { createMemoryStore } from '@auth/core'
import { answering, expectNoSecrets, failureOf } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createGooruAuth } from '../src/index.ts'
import { basics, setUp, tokenBody } from './support.ts'

const hourMs = 3_600_000
const late = { profile: 'nile-refresh' } as const
const resource = '/nucleus/v1/resources'

describe('A long-lived session', () => {
  test('It is renewed with its refresh token, without the password.', async () => {
    const { create, person, clock, sent } = setUp(late)
    const auth = create({ longLivedAccess: true })
    const { userId } = await auth.signIn(person)
    expect(await sent[0]?.json()).toMatchObject({ long_lived_access: true })
    const first = await auth.getToken()
    expect(first.expiresAt).toBe(clock.now() + hourMs)
    await clock.advance(hourMs)
    expect((await auth.fetch(resource)).status).toBe(200)
    expect((await auth.getToken()).value).not.toBe(first.value)
    expect((await auth.session()).userId).toBe(userId)
    const renewal = sent[1]
    expect([renewal?.method, new URL(renewal?.url ?? '').pathname.split('/').at(-1)]).toEqual(['POST', 'signin'])
    expect(renewal?.headers.get('authorization')).toMatch(/^RefreshToken [A-Za-z0-9+/]+=*$/)
    expect(await renewal?.text()).toBe('{}')
  })

  test('It keeps its refresh token through many renewals.', async () => {
    const { create, person, sent } = setUp(late)
    const auth = create({ longLivedAccess: true })
    await auth.signIn(person)
    for (let round = 0; round < 3; round += 1) await auth.refresh()
    expect(new Set(sent.slice(1).map(({ headers }) => headers.get('authorization'))).size).toBe(1)
  })

  test('It takes a new refresh token where the service sends one.', async () => {
    const sent: (string | null)[] = []
    const auth = createGooruAuth({
      ...{ ...basics, longLivedAccess: true },
      fetch: async (input, init) => {
        sent.push(new Request(input, init).headers.get('authorization'))
        return Response.json(
          tokenBody({ access_token: btoa(`${sent.length}`), refresh_token: btoa(`r${sent.length}`) }),
        )
      },
    })
    await auth.signIn({ username: 'ada', password: 'fake-password' })
    await auth.refresh()
    await auth.refresh()
    expect(sent.slice(1)).toEqual([`RefreshToken ${btoa('r1')}`, `RefreshToken ${btoa('r2')}`])
  })

  test('It survives dead access tokens, and costs one renewal however many calls they fail.', async () => {
    const { create, person, emulator, sent } = setUp(late)
    const auth = create({ longLivedAccess: true })
    await auth.signIn(person)
    emulator.revokeAccessTokens('gooru')
    const responses = await Promise.all(Array.from({ length: 10 }, () => auth.fetch(resource)))
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
    expect(sent.filter(({ url }) => url.endsWith('/signin'))).toHaveLength(1)
  })

  test('It is renewed by another client on the same store.', async () => {
    const { create, person, clock } = setUp(late)
    const options = { store: createMemoryStore(), identity: 'person-1' }
    await create({ ...options, longLivedAccess: true }).signIn(person)
    await clock.advance(hourMs)
    expect((await create(options).fetch(resource)).status).toBe(200)
  })

  test('It costs twenty clients on one store one renewal.', async () => {
    const { create, person, clock, sent } = setUp(late)
    const options = { store: createMemoryStore(), identity: 'person-1', longLivedAccess: true }
    const clients = Array.from({ length: 20 }, () => create(options))
    await clients[0]?.signIn(person)
    await clock.advance(hourMs)
    const tokens = await Promise.all(clients.map((client) => client.getToken()))
    expect(new Set(tokens.map(({ value }) => value)).size).toBe(1)
    expect(sent.filter(({ url }) => url.endsWith('/signin'))).toHaveLength(1)
  })

  test('It ends when another device signs in for long, and a service then signs in again.', async () => {
    const { create, person, clock, count } = setUp(late)
    const [here, elsewhere] = [create({ longLivedAccess: true }), create({ longLivedAccess: true })]
    const service = create({ longLivedAccess: true, credentials: person })
    await here.signIn(person)
    await service.getToken()
    await elsewhere.signIn(person)
    await clock.advance(hourMs)
    await expect(here.getToken()).rejects.toMatchObject({
      ...{ code: 'reauth_required', phase: 'renew', status: 401, retryable: false },
      message: expect.stringMatching(/another device.*Sign in again.*Invalid refresh token/),
    })
    const before = count('token')
    expect((await service.fetch(resource)).status).toBe(200)
    expect(count('token') - before).toBe(2)
  })

  test('It ends after a year.', async () => {
    const { create, person, clock } = setUp({ ...late, refreshTokenLifetimeMs: 2 * hourMs })
    const auth = create({ longLivedAccess: true })
    await auth.signIn(person)
    await clock.advance(hourMs)
    await auth.getToken()
    await clock.advance(hourMs)
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'reauth_required' })
  })

  test('It goes on after failures that say nothing about it.', async () => {
    const { create, person, emulator, clock } = setUp(late)
    const auth = create({ longLivedAccess: true })
    await auth.signIn(person)
    emulator.fail({ provider: 'gooru', endpoint: 'token', kind: 'server-error' })
    await expect(clock.settle(auth.refresh())).rejects.toMatchObject({ code: 'server_error', phase: 'renew' })
    await clock.advance(hourMs)
    expect((await auth.fetch(resource)).status).toBe(200)
  })

  test('It is renewed by a request that is sent again where it was not taken on.', async () => {
    const { create, person, emulator, clock, count } = setUp(late)
    const auth = create({ longLivedAccess: true })
    await auth.signIn(person)
    emulator.fail({ provider: 'gooru', endpoint: 'token', kind: 'rate-limit' })
    await clock.settle(auth.refresh())
    expect(count('token')).toBe(3)
  })

  test('It is renewed by a request that is not sent again when its answer is lost.', async () => {
    const { create, person, emulator, clock, count } = setUp(late)
    const auth = create({ longLivedAccess: true })
    await auth.signIn(person)
    emulator.fail({ provider: 'gooru', endpoint: 'token', kind: 'reset' })
    await expect(clock.settle(auth.refresh())).rejects.toMatchObject({ code: 'network', phase: 'renew' })
    expect(count('token')).toBe(2)
  })

  test('It is not given to visitors.', async () => {
    const { create, sent, clock, count } = setUp(late)
    const auth = create({ longLivedAccess: true, credentials: { anonymous: true } })
    await auth.getToken()
    expect(await sent[0]?.json()).not.toHaveProperty('long_lived_access')
    await clock.advance(hourMs)
    await auth.getToken()
    expect(count('token')).toBe(2)
  })

  test('It is refused when it is that of somebody else.', async () => {
    const bodies = [tokenBody({ refresh_token: btoa('r1') }), tokenBody({ user_id: 'somebody-else' })]
    const auth = createGooruAuth({ ...basics, fetch: async () => Response.json(bodies.shift()) })
    await auth.signIn({ username: 'ada', password: 'fake-password' })
    const error = await failureOf(auth.refresh())
    expect(error).toMatchObject({ code: 'invalid_response', phase: 'renew' })
    expect(String(error)).toMatch(/the session of another user, which is not used$/)
    expectNoSecrets(error, ['somebody-else', btoa('r1')])
  })
})

describe('A service without refresh tokens', () => {
  test('It is asked for none by default.', async () => {
    const { create, person, sent } = setUp(late)
    await create().signIn(person)
    expect(await sent[0]?.json()).not.toHaveProperty('long_lived_access')
  })

  test('It refuses such a sign-in since 2017, which the error says.', async () => {
    const { create, person } = setUp({ profile: 'nile' })
    const signIn = create({ longLivedAccess: true }).signIn(person)
    await expect(signIn).rejects.toMatchObject({ code: 'invalid_request', status: 400 })
    await expect(signIn).rejects.toThrow(/Leave out `longLivedAccess`/)
  })

  test.each(['seed', 'v3'] as const)('It ignored the option before, with the servers of %s.', async (profile) => {
    const { create, person, emulator, count } = setUp({ profile })
    const auth = create({ longLivedAccess: true, credentials: person })
    await auth.getToken()
    emulator.revokeAccessTokens('gooru')
    expect((await auth.fetch(resource)).status).toBe(200)
    expect(count('token')).toBe(2)
  })

  test('It may send null in place of a refresh token.', async () => {
    const auth = createGooruAuth({ ...basics, fetch: answering(200, tokenBody({ refresh_token: null })) })
    await auth.signIn({ username: 'ada', password: 'fake-password' })
    await expect(auth.refresh()).rejects.toMatchObject({ code: 'reauth_required' })
  })
})

describe('A sign-out from a long-lived session', () => {
  test.each(['living', 'dead'])('It ends the refresh token, with a %s access token.', async (state) => {
    const { create, person, emulator } = setUp(late)
    const auth = create({ longLivedAccess: true })
    await auth.signIn(person)
    if (state === 'dead') emulator.revokeAccessTokens('gooru')
    await auth.signOut()
    expect(emulator.liveTokens()).toEqual([])
    // A renewal only where no living access token is left.
    expect(emulator.requests.slice(1).map(({ endpoint, status }) => `${endpoint} ${status}`)).toEqual(
      state === 'living' ? ['sign-out 200'] : ['sign-out 401', 'token 200', 'sign-out 200'],
    )
  })

  test('It ends the refresh token also where the access token dies while the service looks at it.', async () => {
    const { create, person, emulator } = setUp(late)
    const auth = create({ longLivedAccess: true })
    await auth.signIn(person)
    const kind = (): Response => Response.json({ message: 'Invalid access token.' }, { status: 400 })
    emulator.fail({ provider: 'gooru', endpoint: 'sign-out', kind })
    await auth.signOut()
    expect(emulator.liveTokens().filter(({ kind }) => kind === 'refresh')).toEqual([])
  })

  test('It is done when both tokens are gone.', async () => {
    const { create, person, emulator, clock } = setUp({ ...late, refreshTokenLifetimeMs: hourMs })
    const auth = create({ longLivedAccess: true })
    await auth.signIn(person)
    await clock.advance(hourMs)
    await auth.signOut()
    expect(emulator.requests.slice(1).map(({ endpoint, status }) => `${endpoint} ${status}`)).toEqual([
      ...['sign-out 401', 'token 401'],
    ])
  })

  test('It says so when the refresh token may live on.', async () => {
    const { create, person, emulator, clock } = setUp(late)
    const auth = create({ longLivedAccess: true })
    await auth.signIn(person)
    emulator.revokeAccessTokens('gooru')
    emulator.fail({ provider: 'gooru', endpoint: 'token', kind: 'html', times: Number.POSITIVE_INFINITY })
    await expect(clock.settle(auth.signOut())).rejects.toMatchObject({ code: 'server_error', phase: 'sign-out' })
    expect(auth.status).toBe('reauth-required')
  })
})
