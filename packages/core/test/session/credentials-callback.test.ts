import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { type CredentialsRequest, createMemoryStore } from '../../src/index.ts'
import { deaf } from '../support/faulty-store.ts'
import { createLeaseStore } from '../support/lockless-stores.ts'
import { ada, createTestAuth, failureOf } from '../support/test-adapter.ts'

describe('A lock that is lost while the callback runs', () => {
  test('does not have it asked again in the same call.', async () => {
    const clock = createVirtualClock()
    const store = createLeaseStore()
    let asked = 0
    const credentials = async () => {
      asked += 1
      store.revoke()
      return ada
    }
    const { auth, endpoint } = createTestAuth({ clock, store, identity: 'ada', credentials })
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    expect(asked).toBe(1)
    expect(endpoint.requests).toHaveLength(1)
  })
})

describe('A callback for credentials', () => {
  test('It runs once for all who wait.', async () => {
    let calls = 0
    const { auth, clock, endpoint } = createTestAuth({
      credentials: async () => {
        calls += 1
        return ada
      },
    })
    await clock.settle(Promise.all(Array.from({ length: 100 }, () => auth.getToken())))
    expect(calls).toBe(1)
    expect(endpoint.requests).toHaveLength(1)
  })

  test('It runs once a flight, also where the request is sent three times.', async () => {
    let calls = 0
    const { auth, clock, endpoint } = createTestAuth({
      credentials: () => {
        calls += 1
        return ada
      },
    })
    endpoint.fail({ status: 503 }, { status: 503 })
    await clock.settle(auth.getToken())
    expect(endpoint.requests).toHaveLength(3)
    expect(calls).toBe(1)
  })

  test('What it brings is checked before anything is sent.', async () => {
    const { auth, clock, endpoint } = createTestAuth({ credentials: async () => ({ username: 1 }) as never })
    expect(await failureOf(clock, auth.getToken())).toEqual(new TypeError('@auth/test: `username` must be a string'))
    expect(endpoint.requests).toHaveLength(0)
  })

  test('It may bring somebody else once the session that it started is over.', async () => {
    let username = 'ada'
    const { auth, clock, endpoint } = createTestAuth({ credentials: () => ({ ...ada, username }) })
    await auth.getToken()
    await clock.advance(3_600_000)
    endpoint.endSessions()
    username = 'grace'
    await auth.getToken()
    expect(await auth.session()).toEqual({ user: 'grace' })
  })

  test('It is told why: there was no session, or it could not be renewed.', async () => {
    const asked: CredentialsRequest[] = []
    const { auth, clock, endpoint } = createTestAuth({
      credentials: (request) => {
        asked.push(request)
        return ada
      },
    })
    await auth.getToken()
    await clock.advance(3_600_000)
    endpoint.endSessions()
    await auth.getToken()
    expect(asked.map((request) => request.reason)).toEqual(['no-session', 'session-over'])
  })

  test('Its signal is aborted when nobody waits any more.', async () => {
    let asked: CredentialsRequest | undefined
    const { auth, clock } = createTestAuth({
      credentials: (request) => {
        asked = request
        return new Promise(() => {})
      },
    })
    const controller = new AbortController()
    const waiting = auth.getToken({ signal: controller.signal })
    await clock.advance(0)
    expect(asked?.signal.aborted).toBe(false)
    controller.abort(new Error('never mind'))
    await expect(waiting).rejects.toThrow('never mind')
    expect(asked?.signal.aborted).toBe(true)
    expect(clock.timers).toBe(0)
  })

  test('What it brings is not kept: the next sign-in asks again.', async () => {
    const passwords = ['correct horse', 'battery staple']
    let calls = 0
    const { auth, clock, endpoint } = createTestAuth({
      credentials: () => {
        calls += 1
        return { username: 'ada', password: passwords[calls - 1] ?? '' }
      },
      adapter: { renew: async () => undefined },
    })
    await auth.getToken()
    endpoint.accept('ada', 'battery staple')
    await clock.advance(3_600_000)
    await auth.getToken()
    expect(endpoint.requests.map((request) => request.password)).toEqual(passwords)
  })

  test('Its own error reaches the caller as it is, and no request is sent.', async () => {
    const failure = new Error('the vault is sealed')
    const { auth, clock, endpoint } = createTestAuth({ credentials: () => Promise.reject(failure) })
    expect(await failureOf(clock, auth.getToken())).toBe(failure)
    expect(endpoint.requests).toHaveLength(0)
  })

  test('One that calls `signIn` at once holds nobody up, also where the store does not listen.', async () => {
    const clock = createVirtualClock()
    let signingIn: Promise<unknown> | undefined
    const { auth } = createTestAuth({
      clock,
      store: deaf(createMemoryStore(clock)),
      identity: 'ada',
      credentials: () => {
        signingIn = auth.signIn(ada)
        return new Promise(() => {})
      },
    })
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    expect(await signingIn).toEqual({ user: 'ada' })
    expect(clock.monotonic()).toBe(0)
  })

  test('One that never answers is given up with the flight, and the next call asks again.', async () => {
    let calls = 0
    const { auth, clock } = createTestAuth({
      credentials: () => {
        calls += 1
        return calls === 1 ? new Promise(() => {}) : ada
      },
    })
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'timeout' })
    expect(clock.monotonic()).toBe(35_000)
    await clock.advance(1000)
    expect((await auth.getToken()).value).toBe('access-token-1')
  })
})
