import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createFaultyStore } from '../support/faulty-store.ts'
import {
  ada,
  createTestAuth,
  createTwins,
  failureOf,
  type TestOverrides,
  testAdapter,
} from '../support/test-adapter.ts'

const deadlineMs = 35_000

/** Cloudflare Workers drop what belongs to a request that has ended: timers never run, promises never settle. */
function createWorker() {
  const clock = createVirtualClock()
  const worker = { requestEnded: false }
  const schedule: typeof clock.schedule = (callback, delayMs) =>
    worker.requestEnded ? () => {} : clock.schedule(callback, delayMs)
  return { clock, worker, workerClock: { ...clock, schedule, timers: 0 } }
}

/** A client whose renewal went out in a request that ended before the answer came. */
async function stuckRenewal(overrides: TestOverrides = {}) {
  const { clock, worker, workerClock } = createWorker()
  const setup = createTestAuth({ ...overrides, clock: workerClock })
  await setup.auth.signIn(ada)
  await clock.advance(3_600_000)
  setup.endpoint.fail('no-answer')
  worker.requestEnded = true
  setup.auth.getToken().catch(() => {})
  await clock.advance(1000)
  worker.requestEnded = false
  expect(setup.endpoint.requests).toHaveLength(2)
  return { ...setup, clock }
}

describe('A flight that takes too long', () => {
  test('fails after the total timeout and five seconds, whatever it waits for.', async () => {
    const { auth, clock } = createTestAuth({
      timing: { totalTimeoutMs: 10_000 },
      credentials: () => new Promise(() => {}),
    })
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'timeout', retryable: true })
    expect(clock.monotonic()).toBe(15_000)
    expect(clock.timers).toBe(0)
  })

  test('is replaced by the next call where its own timers never run.', async () => {
    const { clock, worker, workerClock } = createWorker()
    const { auth, endpoint } = createTestAuth({ clock: workerClock })
    worker.requestEnded = true
    endpoint.fail('no-answer')
    auth.getToken().catch(() => {})
    await clock.advance(deadlineMs)
    worker.requestEnded = false
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    expect(endpoint.requests).toHaveLength(2)
  })

  test('keeps nobody waiting beyond its deadline who comes while it hangs.', async () => {
    const { auth, clock } = await stuckRenewal()
    await clock.advance(9000)
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'timeout' })
    expect(clock.monotonic()).toBe(3_600_000 + deadlineMs)
  })

  test('and had sent a refresh token, is followed by a sign-in: the token is not sent twice.', async () => {
    const { auth, clock, endpoint } = await stuckRenewal()
    await clock.advance(deadlineMs)
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-2')
    expect(endpoint.requests.map((request) => request.grant)).toEqual(['password', 'refresh', 'password'])
  })

  test('and had sent a refresh token, is followed by `reauth_required` where there are no credentials.', async () => {
    const { auth, clock, endpoint } = await stuckRenewal({ credentials: undefined })
    await clock.advance(deadlineMs)
    expect(await failureOf(clock, auth.getToken())).toMatchObject({
      code: 'reauth_required',
      phase: 'renew',
      message:
        '@auth/test: the session was being renewed, and no answer came: its refresh token may be used up. Call `signIn`',
    })
    expect(endpoint.requests).toHaveLength(2)
    expect(auth.status).toBe('reauth-required')
  })

  test('and had sent a refresh token, holds nobody up for good after a `signIn` that failed.', async () => {
    const { auth, clock, endpoint } = await stuckRenewal({ credentials: undefined })
    expect(await failureOf(clock, auth.signIn({ ...ada, password: 'wrong' }))).toMatchObject({
      code: 'invalid_credentials',
    })
    await clock.advance(2 * deadlineMs)
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'reauth_required' })
    expect(endpoint.requests.map((request) => request.grant)).toEqual(['password', 'refresh', 'password'])
  })

  test('is followed by what another process stored meanwhile, if it did.', async () => {
    const { clock, worker, workerClock } = createWorker()
    const { first, second } = createTwins({ clock: workerClock })
    await first.auth.getToken()
    await second.auth.getToken()
    await clock.advance(3_600_000)
    first.endpoint.fail('no-answer')
    worker.requestEnded = true
    first.auth.getToken().catch(() => {})
    await clock.advance(61_000)
    worker.requestEnded = false
    first.endpoint.endSessions()
    await clock.settle(second.auth.signIn())
    const sent = first.endpoint.requests.length
    expect((await clock.settle(first.auth.getToken())).value).toBe('access-token-2')
    expect(first.endpoint.requests).toHaveLength(sent)
  })

  test('but brings a rotated refresh token after all, does not lose it.', async () => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { auth, endpoint, events } = createTestAuth({
      ...{ clock, store, identity: 'ada', credentials: undefined },
      adapter: {
        async renew(...call) {
          const grant = await testAdapter.renew(...call)
          if (endpoint.requests.length === 2) await answered
          return grant
        },
      },
    })
    await auth.signIn(ada)
    await clock.advance(3_600_000)
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'timeout' })
    await clock.advance(1000)
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'reauth_required' })
    answer()
    await clock.advance(0)
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-2')
    expect(store.text).toContain('refresh-token-2')
    expect(events.filter((event) => event.type === 'renewed')).toHaveLength(1)
    await clock.advance(3_600_000)
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-3')
    expect(endpoint.reuseDetected).toBe(false)
    expect(clock.timers).toBe(0)
  })

  test('is not followed by a pause where it was merely replaced.', async () => {
    const { auth, clock, events } = await stuckRenewal()
    await clock.advance(deadlineMs)
    await clock.settle(auth.getToken())
    await clock.advance(0)
    expect(events.map((event) => event.type)).not.toContain('cooling-down')
  })
})
