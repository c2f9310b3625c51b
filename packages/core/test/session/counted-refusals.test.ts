import { describe, expect, test } from 'vitest'
import { AuthError, type AuthErrorCode, isAuthError, type TokenStore } from '../../src/index.ts'
import { grantsOf } from '../support/records.ts'
import {
  ada,
  createTestAuth,
  failureOf,
  type TestAdapter,
  type TestOverrides,
  testAdapter,
} from '../support/test-adapter.ts'

const expiredMs = 3_600_000

/** How an adapter renews that calls every 4xx by this code. */
function renewingWith(code: AuthErrorCode): Pick<TestAdapter, 'renew'> {
  return {
    async renew(...call) {
      try {
        return await testAdapter.renew(...call)
      } catch (error) {
        if (!isAuthError(error) || error.status === undefined || error.status >= 500) throw error
        const { provider, phase, status, attempts } = error
        throw new AuthError({ code, provider, phase, status, attempts, message: 'renewal was refused' })
      }
    },
  }
}

/** A person whose token is over, and whose renewals are refused at these moments after the first. */
async function refusedAt(code: AuthErrorCode, momentsMs: readonly number[]) {
  const setup = createTestAuth({ credentials: undefined, adapter: renewingWith(code) })
  const { auth, clock, endpoint } = setup
  await auth.signIn(ada)
  await clock.advance(expiredMs)
  endpoint.goDown({ status: 401 })
  const startedAt = clock.monotonic()
  const errors: unknown[] = []
  for (const momentMs of momentsMs) {
    await clock.advance(startedAt + momentMs - clock.monotonic())
    errors.push(await failureOf(clock, auth.getToken()))
  }
  endpoint.recover()
  return { ...setup, errors }
}

describe('A renewal that is refused again and again', () => {
  test('for what is wrong with the client, never ends the session.', async () => {
    const momentsMs = Array.from({ length: 6 }, (_, call) => call * 4_000_000)
    const { auth, clock, endpoint, errors } = await refusedAt('invalid_client', momentsMs)
    expect(errors).toMatchObject(Array(6).fill({ code: 'invalid_client', attempts: 1 }))
    await clock.advance(4_000_000)
    expect((await auth.getToken()).value).toBe('access-token-2')
    expect(endpoint.requests.at(-1)).toMatchObject({ grant: 'refresh', refreshToken: 'refresh-token-1' })
  })

  test('counts only the times that it was sent, and not the errors from memory.', async () => {
    const { auth, clock, endpoint, errors } = await refusedAt('access_denied', [0, 30_000, 61_000, 65_000, 70_000])
    expect(errors.map((error) => (isAuthError(error) ? [error.code, error.attempts] : error))).toEqual([
      ['access_denied', 1],
      ['access_denied', 0],
      ['access_denied', 1],
      ['access_denied', 0],
      ['access_denied', 0],
    ])
    await clock.advance(200_000)
    expect((await auth.getToken()).value).toBe('access-token-2')
    expect(endpoint.requests.filter(({ grant }) => grant === 'refresh')).toHaveLength(3)
  })

  test('says how often it was, and with which status.', async () => {
    const { errors } = await refusedAt('invalid_response', [0, 31_000, 62_000])
    expect(errors.at(-1)).toMatchObject({
      code: 'reauth_required',
      message: expect.stringMatching(/^@auth\/test: renewal was refused 3 times in a row \(401\).*`signIn`$/),
    })
  })
})

describe('A renewal that is refused for good, while the store loses the record,', () => {
  /** A client on a store without a lock, which loses the record when a renewal begins. */
  async function createLosing(overrides: TestOverrides = {}) {
    let text: string | undefined
    const store: TokenStore = {
      read: async () => text,
      async update(_key, change, { signal }) {
        text = await change(text, signal)
        return text
      },
    }
    const adapter: Partial<TestAdapter> = {
      async renew(...call) {
        text = undefined
        return testAdapter.renew(...call)
      },
    }
    const setup = createTestAuth({ store, identity: 'ada', adapter, ...overrides })
    await setup.auth.signIn(ada)
    await setup.clock.advance(expiredMs)
    setup.endpoint.fail({ status: 400, body: { error: 'invalid_grant' } })
    return { ...setup, stored: () => text }
  }

  test('is followed by a sign-in.', async () => {
    const setup = await createLosing()
    expect((await setup.clock.settle(setup.auth.getToken())).value).toBe('access-token-2')
    expect(grantsOf(setup)).toEqual(['password', 'refresh', 'password'])
    expect(setup.stored()).toContain('access-token-2')
  })

  test('is the error of the call where there are no credentials.', async () => {
    const { auth, clock } = await createLosing({ credentials: undefined })
    expect(await failureOf(clock, auth.getToken())).toMatchObject({
      code: 'reauth_required',
      phase: 'renew',
      status: 400,
    })
  })
})
