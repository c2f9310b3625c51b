import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import type { TokenStore } from '../../src/index.ts'
import {
  ada,
  createTestAuth,
  createTwins,
  failureOf,
  type TestOverrides,
  type TestSetup,
  testAdapter,
} from '../support/test-adapter.ts'
import type { Fault } from '../support/token-endpoint.ts'

const expiredMs = 3_600_000
const withoutCredentials = { credentials: undefined }

/** A client whose renewals all meet a fault, at these moments after the first. */
async function refusedAt(fault: Fault, momentsMs: readonly number[], overrides: TestOverrides = {}) {
  const setup = createTestAuth(overrides)
  await setup.auth.signIn(ada)
  await setup.clock.advance(expiredMs)
  setup.endpoint.fail(...momentsMs.map(() => fault))
  const errors: unknown[] = []
  const startedAt = setup.clock.monotonic()
  for (const momentMs of momentsMs) {
    await setup.clock.advance(startedAt + momentMs - setup.clock.monotonic())
    errors.push(await setup.clock.settle(setup.auth.getToken().catch((error: unknown) => error)))
  }
  return { ...setup, errors }
}

const grants = ({ endpoint }: Pick<TestSetup, 'endpoint'>): string[] => endpoint.requests.map(({ grant }) => grant)

describe('A renewal that is refused by a 4xx that says nothing', () => {
  const silent = [401, 403, 404, 410, 418].map((status) => ({ status }))

  test.each(silent)('does not end the session at once (status $status).', async (fault) => {
    const setup = await refusedAt(fault, [0, 31_000], withoutCredentials)
    expect(setup.errors).toMatchObject(Array(2).fill({ code: 'invalid_response', phase: 'renew', ...fault }))
    await setup.clock.advance(31_000)
    expect((await setup.auth.getToken()).value).toBe('access-token-2')
    expect(setup.endpoint.requests.at(-1)).toMatchObject({ grant: 'refresh', refreshToken: 'refresh-token-1' })
  })

  test.each(silent)('is believed the third time in a row, over a minute: signed in again ($status).', async (fault) => {
    const setup = await refusedAt(fault, [0, 31_000, 62_000])
    expect(setup.errors.at(-1)).toMatchObject({ value: 'access-token-2' })
    expect(grants(setup)).toEqual(['password', 'refresh', 'refresh', 'refresh', 'password'])
  })

  test('is believed the third time in a row: without credentials it is `reauth_required`.', async () => {
    const { auth, clock, endpoint, errors } = await refusedAt({ status: 401 }, [0, 31_000, 62_000], withoutCredentials)
    expect(errors.at(-1)).toMatchObject({ code: 'reauth_required', phase: 'renew', retryable: false })
    expect(auth.status).toBe('reauth-required')
    for (let call = 0; call < 10; call += 1) {
      await clock.advance(60_000)
      expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'reauth_required' })
    }
    expect(endpoint.requests).toHaveLength(4)
    await auth.signIn(ada)
    expect(auth.status).toBe('fresh')
  })

  test('is not believed before a minute has passed, however often.', async () => {
    const momentsMs = [0, 2000, 5000, 10_000, 20_000, 40_000]
    const setup = await refusedAt({ status: 403 }, momentsMs, withoutCredentials)
    await setup.clock.advance(100_000)
    expect((await setup.auth.getToken()).value).toBe('access-token-2')
    expect(grants(setup)).toEqual(['password', ...Array(7).fill('refresh')])
  })

  test('is counted anew after an answer of another kind.', async () => {
    const setup = await refusedAt({ status: 403 }, [0, 61_000], withoutCredentials)
    for (const status of [503, 403, 403]) {
      setup.endpoint.fail({ status })
      await setup.clock.advance(61_000)
      await failureOf(setup.clock, setup.auth.getToken())
    }
    await setup.clock.advance(61_000)
    expect((await setup.auth.getToken()).value).toMatch(/^access-token-/)
    expect(setup.endpoint.requests.at(-1)).toMatchObject({ grant: 'refresh' })
  })

  test('is counted anew for each refresh token.', async () => {
    const setup = await refusedAt({ status: 403 }, [0, 61_000], withoutCredentials)
    await setup.clock.advance(61_000)
    await setup.auth.getToken()
    await setup.clock.advance(expiredMs)
    setup.endpoint.fail({ status: 403 })
    expect(await failureOf(setup.clock, setup.auth.getToken())).toMatchObject({ code: 'invalid_response' })
    await setup.clock.advance(61_000)
    expect((await setup.auth.getToken()).value).toBe('access-token-3')
  })

  test('is counted in the background too, while the token is served.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    await clock.advance(3_400_000)
    endpoint.fail(...Array(3).fill({ status: 403 }))
    for (let call = 0; call < 5; call += 1) {
      await auth.getToken()
      await clock.advance(31_000)
    }
    expect(grants({ endpoint }).slice(1, 5)).toEqual(['refresh', 'refresh', 'refresh', 'password'])
    expect((await auth.getToken()).value).toBe('access-token-2')
  })

  test('is followed by the sign-in alone, should that fail: the dead token is not sent again.', async () => {
    const setup = createTestAuth()
    await setup.auth.getToken()
    await setup.clock.advance(expiredMs)
    setup.endpoint.fail(...Array(3).fill({ status: 401 }), { status: 503 })
    for (let call = 0; call < 3; call += 1) {
      await failureOf(setup.clock, setup.auth.getToken())
      await setup.clock.advance(31_000)
    }
    expect((await setup.clock.settle(setup.auth.getToken())).value).toBe('access-token-2')
    expect(grants(setup).filter((grant) => grant === 'refresh')).toHaveLength(3)
  })
})

describe('A renewal that fails for a reason that passes', () => {
  test.each<Fault>([
    { status: 408 },
    { status: 425 },
    { status: 429 },
    { status: 500 },
    { status: 503 },
    { connection: 'ECONNRESET' },
  ])('never ends the session, however often and long (%j).', async (fault) => {
    const momentsMs = Array.from({ length: 10 }, (_, call) => call * 120_000)
    const setup = await refusedAt(fault, momentsMs, withoutCredentials)
    for (const error of setup.errors) expect(error).not.toMatchObject({ code: 'reauth_required' })
    setup.endpoint.recover()
    await setup.clock.advance(120_000)
    expect((await setup.auth.getToken()).value).toBe('access-token-2')
    expect(new Set(grants(setup).slice(1))).toEqual(new Set(['refresh']))
  })
})

describe('A renewal that is refused for good', () => {
  /** A store without a lock: others write while this client renews. */
  function createOpenStore(): TokenStore {
    let text: string | undefined
    return {
      read: async () => text,
      async update(_key, change, { signal }) {
        text = await change(text, signal)
        return text
      },
    }
  }

  test.each([
    { name: 'at once, by a word of the provider', silentBefore: 0, fault: { status: 400, error: 'invalid_grant' } },
    { name: 'by a third silent 4xx', silentBefore: 2, fault: { status: 401, error: undefined } },
  ])('is followed by what somebody else stored meanwhile ($name).', async ({ silentBefore, fault }) => {
    const clock = createVirtualClock()
    let overtake: (() => Promise<unknown>) | undefined
    const { first, second } = createTwins({
      clock,
      store: createOpenStore(),
      credentials: undefined,
      adapter: {
        async renew(...call) {
          try {
            return await testAdapter.renew(...call)
          } finally {
            await overtake?.()
          }
        },
      },
    })
    await first.auth.signIn(ada)
    await clock.advance(expiredMs)
    for (let call = 0; call < silentBefore; call += 1) {
      first.endpoint.fail({ status: 401 })
      expect(await failureOf(clock, first.auth.getToken())).toMatchObject({ code: 'invalid_response' })
      await clock.advance(31_000)
    }
    first.endpoint.fail({ status: fault.status, body: { error: fault.error } })
    overtake = () => second.auth.signIn(ada)
    expect((await clock.settle(first.auth.getToken())).value).toBe('access-token-2')
    expect(grants(first).filter((grant) => grant === 'password')).toHaveLength(2)
  })
})
