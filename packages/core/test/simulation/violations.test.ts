import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TokenStore } from '../../src/index.ts'
import { type TestAuth, testAdapter } from '../support/test-adapter.ts'
import { runScenario, type ScenarioOptions } from './scenario.ts'
import { digestAtOnce } from './simulation-clock.ts'

const restore = { digest: (): void => {} }
beforeAll(() => {
  restore.digest = digestAtOnce()
})
afterAll(() => restore.digest())

/** The kinds of violations in some scenarios. */
async function violationsWith(breakage: ScenarioOptions, scenarios = 25): Promise<Set<string>> {
  const kinds = new Set<string>()
  for (let seed = 1; seed <= scenarios; seed += 1) {
    const { violations } = await runScenario(seed, breakage)
    for (const violation of violations) kinds.add(violation.split(':')[0] ?? '')
  }
  return kinds
}

/** A client whose `getToken` is another. */
function withGetToken(getToken: (auth: TestAuth) => TestAuth['getToken']): ScenarioOptions {
  return { auth: (auth) => ({ ...auth, getToken: getToken(auth), signOut: auth.signOut }) }
}

/** Writes what was stored first, whatever comes later. */
function forgetful(store: TokenStore): TokenStore {
  return {
    read: store.read,
    update: (key, change, options) =>
      store.update(
        key,
        async (current, signal) => {
          const next = await change(current, signal)
          return current !== undefined && next !== undefined ? current : next
        },
        options,
      ),
  }
}

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
    expect(await violationsWith(storm, 8)).toContain('requests')
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
        return { ...(await testAdapter.signIn(...call)), lifetime: { expiresInMs: 1000 * signIns } }
      },
    }
    const first = await runScenario(3, { adapter })
    expect((await runScenario(3, { adapter })).traceHash).not.toBe(first.traceHash)
  })
})
