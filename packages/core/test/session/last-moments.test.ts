import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { ada, createTestAuth, failureOf, type TestOverrides, type TestSetup } from '../support/test-adapter.ts'

const inHardMarginMs = 3_595_000

/** A client whose token is as old as this, in front of a token endpoint that takes requests and never answers. */
async function hanging(ageMs: number, overrides: TestOverrides = {}, lifeS = 3600): Promise<TestSetup> {
  const setup = createTestAuth(overrides)
  setup.endpoint.fields = { expires_in: lifeS }
  await setup.auth.signIn(ada)
  await setup.clock.advance(ageMs)
  setup.endpoint.goDown('no-answer')
  return setup
}

describe('A token that is about to end while its renewal hangs', () => {
  test.each([
    { lifeS: 3600, ageMs: 3_595_000, leftMs: 2000 },
    { lifeS: 3600, ageMs: 3_590_000, leftMs: 2000 },
    { lifeS: 100, ageMs: 95_000, leftMs: 2000 },
    { lifeS: 20, ageMs: 19_000, leftMs: 400 },
  ])(
    'is handed out with about $leftMs ms of $lifeS s left (asked for at $ageMs ms).',
    async ({ lifeS, ageMs, leftMs }) => {
      const { auth, clock } = await hanging(ageMs, {}, lifeS)
      expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
      expect(lifeS * 1000 - clock.monotonic()).toBeGreaterThanOrEqual(leftMs / 2)
      expect(lifeS * 1000 - clock.monotonic()).toBeLessThanOrEqual(leftMs * 1.5)
    },
  )

  test('is handed out to everybody who waits, through each way to use it.', async () => {
    const setup = await hanging(inHardMarginMs)
    const { auth, clock } = setup
    const { signal } = new AbortController()
    const tokens = Array.from({ length: 20 }, (_, index) => auth.getToken(index % 2 ? { signal } : {}))
    const [handedOut, headers] = await clock.settle(Promise.all([Promise.all(tokens), auth.headers()]))
    for (const { value } of handedOut) expect(value).toBe('access-token-1')
    expect(headers).toEqual({ authorization: 'Bearer access-token-1' })
    expect(clock.monotonic()).toBeLessThan(3_600_000)
    expect(setup.endpoint.requests).toHaveLength(2)
  })

  test('is handed out at once to who comes in its last two seconds.', async () => {
    const setup = await hanging(3_599_000)
    expect((await setup.clock.settle(setup.auth.getToken())).value).toBe('access-token-1')
    expect(setup.clock.monotonic()).toBeLessThan(3_600_000)
  })

  test('is handed out where the renewal began in the background, long before.', async () => {
    const { auth, clock, endpoint } = await hanging(3_589_500, { timing: { attemptTimeoutMs: 20_000 } })
    expect((await auth.getToken()).value).toBe('access-token-1')
    await clock.advance(1000)
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    expect(clock.monotonic()).toBeLessThan(3_600_000)
    expect(endpoint.requests).toHaveLength(2)
  })

  test.each([
    { name: 'in the hard margin', ageMs: 3_595_000, lifeS: 3600, minValidityMs: 60_000 },
    { name: 'before it', ageMs: 12_000, lifeS: 20, minValidityMs: 10_000 },
  ])('is handed out to who asked for one that lasts longer ($name).', async ({ ageMs, lifeS, minValidityMs }) => {
    const { auth, clock } = await hanging(ageMs, {}, lifeS)
    expect((await clock.settle(auth.getToken({ minValidityMs }))).value).toBe('access-token-1')
    expect(clock.monotonic()).toBeLessThan(lifeS * 1000)
    expect(clock.monotonic()).toBeGreaterThan(ageMs)
  })

  test('is handed out whatever the flight waits for: the lock of the store.', async () => {
    const clock = createVirtualClock()
    const memory = createMemoryStore(clock)
    let locked = false
    const store: TokenStore = {
      read: memory.read,
      update: (...call) => (locked ? new Promise(() => {}) : memory.update(...call)),
    }
    const { auth } = await hanging(inHardMarginMs, { clock, store, identity: 'ada' })
    locked = true
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    expect(clock.monotonic()).toBeLessThan(3_600_000)
  })

  test('is handed out whatever the flight waits for: the `credentials` callback.', async () => {
    const credentials = (): Promise<never> => new Promise(() => {})
    const { auth, clock } = await hanging(inHardMarginMs, { credentials, adapter: { renew: async () => undefined } })
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    expect(clock.monotonic()).toBeLessThan(3_600_000)
  })

  test('does not end the renewal: its answer is for those who come later.', async () => {
    const { auth, clock, endpoint } = await hanging(inHardMarginMs)
    endpoint.recover()
    const release = endpoint.hold()
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    await clock.advance(2000)
    release()
    await clock.advance(0)
    expect(auth.status).toBe('fresh')
    expect((await auth.getToken()).value).toBe('access-token-2')
    expect(endpoint.requests).toHaveLength(2)
    expect(clock.timers).toBe(0)
  })

  test('leaves no timer behind once it was handed out and the renewal has ended.', async () => {
    const { auth, clock } = await hanging(inHardMarginMs)
    await clock.settle(Promise.all(Array.from({ length: 10 }, () => auth.getToken())))
    await clock.advance(60_000)
    expect(clock.timers).toBe(0)
  })

  test('is not handed out where the API refused it.', async () => {
    const { auth, clock } = await hanging(inHardMarginMs)
    const refreshing = auth.refresh({ rejected: 'access-token-1' })
    refreshing.catch(() => {})
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'timeout' })
    await expect(refreshing).rejects.toMatchObject({ code: 'timeout' })
  })

  test('is not waited for to its end where the renewal comes in time.', async () => {
    const { auth, clock, endpoint } = await hanging(inHardMarginMs)
    endpoint.recover()
    endpoint.latencyMs = 1000
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-2')
    expect(clock.monotonic()).toBe(inHardMarginMs + 1000)
  })

  test('is still an error once it has ended.', async () => {
    const { auth, clock } = await hanging(3_600_000)
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'timeout' })
  })
})
