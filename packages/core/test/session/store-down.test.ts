import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createFaultyStore, type FaultyStore } from '../support/faulty-store.ts'
import { lifeMs } from '../support/records.ts'
import { ada, createTestAuth, failureOf, type TestOverrides } from '../support/test-adapter.ts'

function create(overrides: TestOverrides = {}) {
  const clock = createVirtualClock()
  const store: FaultyStore = createFaultyStore(clock)
  return { store, ...createTestAuth({ clock, store, identity: 'ada', credentials: ada, ...overrides }) }
}

describe('A store that cannot be reached', () => {
  test('keeps no service from its token: it signs in on its own, and says that the store has failed.', async () => {
    const { auth, clock, store, endpoint, events } = create()
    store.fault = 'read'
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    expect(endpoint.requests.map(({ grant }) => grant)).toEqual(['password'])
    expect(events).toContainEqual(expect.objectContaining({ type: 'store-failed' }))
  })

  test('does not have a refresh token spent behind its back: the credentials are used instead.', async () => {
    const { auth, clock, store, endpoint } = create()
    await clock.settle(auth.getToken())
    store.fault = 'read'
    await clock.advance(lifeMs)
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-2')
    expect(endpoint.requests.map(({ grant }) => grant)).toEqual(['password', 'password'])
  })

  test('has the new session when it is back, and others adopt it.', async () => {
    const { auth, clock, store, endpoint } = create()
    await clock.settle(auth.getToken())
    store.fault = 'read'
    await clock.advance(lifeMs)
    await clock.settle(auth.getToken())
    store.fault = undefined
    await clock.advance(2000)
    await clock.settle(auth.getToken())
    await clock.advance(0)
    expect(store.text).toContain('access-token-2')
    const other = createTestAuth({ clock, store, endpoint, identity: 'ada', credentials: ada })
    expect((await clock.settle(other.auth.getToken())).value).toBe('access-token-2')
    await clock.advance(lifeMs)
    expect((await clock.settle(other.auth.getToken())).value).toBe('access-token-3')
    expect(endpoint.requests.at(-1)).toMatchObject({ grant: 'refresh', refreshToken: 'refresh-token-2' })
  })

  test('does not start the session of somebody who has signed out.', async () => {
    const { auth, clock, store, endpoint } = create()
    await clock.settle(auth.getToken())
    await clock.settle(auth.signOut())
    store.fault = 'read'
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'reauth_required' })
    expect(endpoint.requests.filter(({ grant }) => grant === 'password')).toHaveLength(1)
  })

  test.each([
    ['nobody has credentials', { credentials: undefined }],
    ['the option says so', { onStoreFailure: 'fail' }],
  ] as const)('fails the call before anything is sent where %s.', async (_, overrides) => {
    const { auth, clock, store, endpoint } = create(overrides)
    store.fault = 'read'
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'store_failed' })
    expect(endpoint.requests).toHaveLength(0)
  })

  test('fails a `signIn` before anything is sent.', async () => {
    const { auth, clock, store, endpoint } = create()
    store.fault = 'read'
    expect(await failureOf(clock, auth.signIn(ada))).toMatchObject({ code: 'store_failed' })
    expect(endpoint.requests).toHaveLength(0)
  })

  test('with a refused password is the error of the password.', async () => {
    const { auth, clock, store } = create({ credentials: { ...ada, password: 'a wrong one' } })
    store.fault = 'read'
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'invalid_credentials' })
  })
})
