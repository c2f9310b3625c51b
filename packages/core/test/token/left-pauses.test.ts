import { describe, expect, test } from 'vitest'
import { createTestAuth, failureOf, type TestSetup } from '../support/test-adapter.ts'

const busy = { 'retry-after': '8' }
const answers = [
  { name: '429 with Retry-After', fault: { status: 429, headers: busy }, leastMs: 7000 },
  { name: '503 with Retry-After', fault: { status: 503, headers: busy }, leastMs: 7000 },
  { name: '503 without', fault: { status: 503 }, leastMs: 1 },
]

/** Makes a call whose caller leaves after this time. */
function callFor({ auth, clock }: TestSetup, patienceMs: number): Promise<unknown> {
  const controller = new AbortController()
  clock.schedule(() => controller.abort(new Error('out of patience')), patienceMs)
  return auth.getToken({ signal: controller.signal }).catch((error: unknown) => error)
}

describe('What a flight has learnt', () => {
  test.each(answers)('outlives its only caller ($name).', async ({ fault, leastMs }) => {
    const setup = createTestAuth({ random: () => 0.999 })
    setup.endpoint.goDown(fault)
    // A second, or, without a Retry-After, before the second try.
    const patienceMs = leastMs > 1 ? 1000 : 100
    expect(await setup.clock.settle(callFor(setup, patienceMs))).toMatchObject({ message: 'out of patience' })
    expect(setup.endpoint.requests).toHaveLength(1)
    const error = await failureOf(setup.clock, setup.auth.getToken())
    expect(error).toMatchObject({ code: 'cooling_down', attempts: 0, retryable: true })
    expect(Object(error).retryAfterMs).toBeGreaterThanOrEqual(leastMs)
    expect(setup.endpoint.requests).toHaveLength(1)
    expect(setup.auth.status).toBe('cooling-down')
    expect(setup.clock.timers).toBe(0)
  })

  test('outlives the last of several callers.', async () => {
    const setup = createTestAuth()
    setup.endpoint.goDown({ status: 429, headers: busy })
    const leaving = [300, 600, 900].map((patienceMs) => callFor(setup, patienceMs))
    for (const outcome of await setup.clock.settle(Promise.all(leaving))) {
      expect(outcome).toMatchObject({ message: 'out of patience' })
    }
    expect(await failureOf(setup.clock, setup.auth.getToken())).toMatchObject({ code: 'cooling_down' })
    expect(setup.endpoint.requests).toHaveLength(1)
  })

  test('is told to the listener, as every pause is.', async () => {
    const setup = createTestAuth({ random: () => 0 })
    setup.endpoint.goDown({ status: 503, headers: busy })
    await setup.clock.settle(callFor(setup, 1000))
    await setup.clock.advance(0)
    const pause = setup.events.find(({ type }) => type === 'cooling-down')
    expect(pause).toMatchObject({ failures: 1 })
    expect(Object(pause).delayMs).toBeGreaterThanOrEqual(7000)
    expect(Object(pause).delayMs).toBeLessThanOrEqual(8000)
  })

  test('counts as a failure: the next flight sends once.', async () => {
    const setup = createTestAuth()
    setup.endpoint.goDown({ status: 503 })
    await setup.clock.settle(callFor(setup, 50))
    expect(setup.endpoint.requests).toHaveLength(1)
    await setup.clock.advance(10_000)
    expect(await failureOf(setup.clock, setup.auth.getToken())).toMatchObject({ code: 'server_error', attempts: 1 })
    expect(setup.endpoint.requests).toHaveLength(2)
  })

  test('is forgotten when the provider answers well again.', async () => {
    const setup = createTestAuth()
    setup.endpoint.fail({ status: 429, headers: busy })
    await setup.clock.settle(callFor(setup, 1000))
    await setup.clock.advance(8000)
    expect((await setup.clock.settle(setup.auth.getToken())).value).toBe('access-token-1')
  })

  test('does not hold up a `signIn`.', async () => {
    const setup = createTestAuth()
    setup.endpoint.fail({ status: 429, headers: busy })
    await setup.clock.settle(callFor(setup, 1000))
    expect(await setup.clock.settle(setup.auth.signIn())).toEqual({ user: 'ada' })
  })

  test('is nothing as long as nothing was answered: the next call sends at once.', async () => {
    const setup = createTestAuth()
    setup.endpoint.latencyMs = 5000
    setup.endpoint.goDown({ status: 429, headers: busy })
    await setup.clock.settle(callFor(setup, 1000))
    setup.endpoint.recover()
    setup.endpoint.latencyMs = 0
    expect(setup.auth.status).toBe('empty')
    expect((await setup.auth.getToken()).value).toBe('access-token-1')
    expect(setup.endpoint.requests).toHaveLength(2)
  })
})

describe('Callers with a second of patience each', () => {
  test.each([429, 503])('send one request in 8 s to who asks for 8 s (status %d).', async (status) => {
    const setup = createTestAuth()
    setup.endpoint.goDown({ status, headers: busy })
    for (let second = 0; second < 80; second += 1) {
      callFor(setup, 1000)
      await setup.clock.advance(1000)
    }
    const sentAt = setup.endpoint.requests.map(({ at }) => at)
    expect(sentAt.length).toBeGreaterThanOrEqual(2)
    for (const [index, at] of sentAt.entries())
      if (index > 0) expect(at - Number(sentAt[index - 1])).toBeGreaterThanOrEqual(8000)
  })

  test('send as little as others to a provider that is down for a minute.', async () => {
    const setup = createTestAuth()
    setup.endpoint.goDown({ status: 503 })
    for (let call = 0; call < 600; call += 1) {
      callFor(setup, 100)
      await setup.clock.advance(100)
    }
    expect(setup.endpoint.requests.length).toBeLessThanOrEqual(9)
  })
})
