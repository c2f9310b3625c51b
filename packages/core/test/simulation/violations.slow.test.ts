import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestAuth, testAdapter } from '../support/test-adapter.ts'
import { forgetful, hidingLostLocks, hidingSignOuts, unmarking, violationsWith, withGetToken } from './breakages.ts'
import { runScenario } from './scenario.ts'
import { digestAtOnce } from './simulation-clock.ts'

const restore = { digest: (): void => {} }
beforeAll(() => {
  restore.digest = digestAtOnce()
})
afterAll(() => restore.digest())

describe('The simulation notices', () => {
  test('nothing where nothing is wrong.', async () => {
    expect(await violationsWith({})).toEqual(new Set())
  })

  test('a token that has expired.', async () => {
    expect(await violationsWith({ overstatement: 3 })).toContain('expired')
  })

  test('a token that was refused, and comes again.', async () => {
    const auth = (own: TestAuth): TestAuth => ({
      ...own,
      refresh: (options) => own.getToken({ signal: options?.signal }),
    })
    expect(await violationsWith({ auth })).toContain('rejected')
  })

  test('a token that was never issued.', async () => {
    const adapter = {
      signIn: async (...call: Parameters<typeof testAdapter.signIn>) => ({
        ...(await testAdapter.signIn(...call)),
        accessToken: 'made-up',
      }),
    }
    expect(await violationsWith({ adapter })).toContain('unknown')
  })

  test('a request for each call.', async () => {
    expect(
      await violationsWith(withGetToken((auth) => (options) => auth.refresh({ signal: options?.signal }))),
    ).toContain('needless')
  })

  test('a storm of requests in an outage.', async () => {
    const storm = withGetToken((auth) => async (options) => {
      for (let attempt = 0; attempt < 8; attempt += 1) {
        await auth.signIn({ username: 'ada', password: 'correct horse' }).catch(() => {})
      }
      return auth.getToken(options)
    })
    expect(await violationsWith(storm, 4)).toContain('requests')
  })

  test('a refresh token that is used twice, since the next one was dropped.', async () => {
    const adapter = {
      async renew(...call: Parameters<typeof testAdapter.renew>) {
        const grant = await testAdapter.renew(...call)
        return grant && { ...grant, refreshToken: undefined }
      },
    }
    const kinds = await violationsWith({ adapter })
    expect(kinds).toContain('reuse')
    expect(kinds).toContain('lost')
  })

  test('a refresh token that was not stored.', async () => {
    expect(await violationsWith({ store: forgetful })).toContain('lost')
  })

  test('a refresh token that is sent twice at once.', async () => {
    const adapter = {
      async renew(...call: Parameters<typeof testAdapter.renew>) {
        const [first] = await Promise.all([testAdapter.renew(...call), testAdapter.renew(...call).catch(() => {})])
        return first
      },
    }
    const kinds = await violationsWith({ adapter })
    expect(kinds).toContain('reuse')
    expect(kinds).toContain('twice')
  })

  test('a refresh token that is spent though the lock was lost before.', async () => {
    const setting = { clients: 3, renews: true, rotates: true, storeLatencyMs: 20 }
    expect(await violationsWith({ store: hidingLostLocks, setting }, 50)).toContain('reuse')
  })

  test('a sign-out that leaves no mark in the store.', async () => {
    expect(await violationsWith({ store: unmarking })).toContain('unmarked')
  })

  test('a client that goes on with a session that was signed out elsewhere.', async () => {
    const setting = { clients: 3, hasCredentials: false }
    expect(await violationsWith({ store: hidingSignOuts, setting })).toContain('signed-out')
  })

  test('a client that goes on after its own sign-out.', async () => {
    const auth = (own: TestAuth): TestAuth => ({ ...own, signOut: async () => {} })
    expect(await violationsWith({ auth })).toContain('signed-out')
  })

  test('a request before the end of a Retry-After.', async () => {
    const hasty = withGetToken((auth) => async (options) => {
      const token = auth.getToken(options)
      return token.catch(() => auth.signIn({ username: 'ada', password: 'correct horse' }).then(() => token))
    })
    expect(await violationsWith(hasty)).toContain('early')
  })

  test('a sign-in for each token that the API refuses.', async () => {
    const auth = (own: TestAuth): TestAuth => ({
      ...own,
      async refresh(options) {
        await own.signIn({ username: 'ada', password: 'correct horse' })
        return own.getToken({ signal: options?.signal })
      },
    })
    expect(await violationsWith({ auth })).toContain('storm')
  })

  test('a wait that is over at once, again and again.', async () => {
    const auth = (own: TestAuth, clock: { schedule(callback: () => void, delayMs: number): unknown }): TestAuth => {
      const again = (): void => void clock.schedule(again, 0)
      return { ...own, refresh: () => new Promise(again) }
    }
    expect(await violationsWith({ auth })).toContain('endless')
  })

  test('a rejection that nobody handles.', async () => {
    const careless = withGetToken((auth) => (options) => {
      const token = auth.getToken(options)
      token.then(() => Promise.reject(new Error('nobody handles this')))
      return token
    })
    expect(await violationsWith(careless)).toContain('unhandled')
  })

  test('a timer that is left.', async () => {
    const auth = (own: TestAuth, clock: { schedule(callback: () => void, delayMs: number): unknown }): TestAuth => {
      clock.schedule(() => {}, Number.MAX_SAFE_INTEGER)
      return own
    }
    expect(await violationsWith({ auth })).toContain('timers')
  })

  test('a caller who is never answered.', async () => {
    const never = withGetToken(
      (auth) => (options) => (options?.signal ? new Promise(() => {}) : auth.getToken(options)),
    )
    expect(await violationsWith(never)).toContain('waiting')
  })

  test('a run that depends on more than its seed.', async () => {
    let signIns = 0
    const adapter = {
      async signIn(...call: Parameters<typeof testAdapter.signIn>) {
        signIns += 1
        return { ...(await testAdapter.signIn(...call)), accessToken: `sign-in-${signIns}` }
      },
    }
    const first = await runScenario(3, { adapter })
    expect((await runScenario(3, { adapter })).traceHash).not.toBe(first.traceHash)
  })
})
