import { describe, expect, test } from 'vitest'
import { createTestAuth, failureOf } from '../support/test-adapter.ts'

const outages = [
  { name: 'status 503', fault: { status: 503 } },
  { name: 'status 429', fault: { status: 429 } },
  { name: 'a refused connection', fault: { connection: 'ECONNREFUSED' } },
] as const

describe('A provider that is down', () => {
  test.each(outages.flatMap((outage) => [0, 0.5, 0.999].map((random) => ({ ...outage, random }))))(
    'A thousand calls in an outage of a minute ($name, random $random) make at most nine requests.',
    async ({ fault, random }) => {
      const { auth, clock, endpoint } = createTestAuth({ random: () => random })
      endpoint.goDown(fault)
      let failures = 0
      for (let call = 0; call < 1000; call += 1) {
        auth.getToken().catch(() => {
          failures += 1
        })
        await clock.advance(60)
      }
      expect(failures).toBe(1000)
      expect(endpoint.requests.length).toBeLessThanOrEqual(9)
      expect(endpoint.requests.length).toBeGreaterThanOrEqual(7)
      endpoint.recover()
      await clock.advance(60_000)
      expect((await auth.getToken()).value).toBe('access-token-1')
    },
    20_000,
  )

  test('The first flight may send three times, and each later one sends once.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.goDown()
    const sends: number[] = []
    for (let flight = 0; flight < 4; flight += 1) {
      const before = endpoint.requests.length
      expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'server_error' })
      sends.push(endpoint.requests.length - before)
      await clock.advance(60_000)
    }
    expect(sends).toEqual([3, 1, 1, 1])
  })

  test.each([
    { random: 0, delays: [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000] },
    { random: 0.5, delays: [750, 1500, 3000, 6000, 12_000, 24_000, 45_000, 45_000] },
  ])(
    'The pause doubles from one second to a minute, with equal jitter (random $random).',
    async ({ random, delays }) => {
      const { auth, clock, endpoint, events } = createTestAuth({ random: () => random })
      endpoint.goDown()
      for (const delayMs of delays) {
        await failureOf(clock, auth.getToken())
        await clock.advance(delayMs)
      }
      const pauses = events.filter((event) => event.type === 'cooling-down')
      expect(pauses.map((event) => event.delayMs)).toEqual(delays)
      expect(pauses.map((event) => event.failures)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    },
  )

  test('During the pause a call without a token fails at once, and says how long to wait.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.goDown()
    await failureOf(clock, auth.getToken())
    const sent = endpoint.requests.length
    await clock.advance(250)
    for (const call of [auth.getToken(), auth.headers(), auth.refresh(), auth.session()]) {
      await expect(call).rejects.toMatchObject({
        code: 'cooling_down',
        retryable: true,
        retryAfterMs: 500,
        attempts: 0,
      })
    }
    expect(auth.status).toBe('cooling-down')
    expect(endpoint.requests).toHaveLength(sent)
    expect(clock.timers).toBe(0)
  })

  test('During the pause a valid token is served.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    await clock.advance(3_400_000)
    endpoint.goDown({ status: 500 })
    for (let call = 0; call < 100; call += 1) {
      expect((await auth.getToken()).value).toBe('access-token-1')
      await clock.advance(1000)
    }
    expect(endpoint.requests.length).toBeLessThanOrEqual(1 + 9)
  })

  test('A success ends the pause, and the next failure starts with a short one.', async () => {
    const { auth, clock, endpoint, events } = createTestAuth()
    endpoint.goDown()
    for (let flight = 0; flight < 5; flight += 1) {
      await failureOf(clock, auth.getToken())
      await clock.advance(60_000)
    }
    endpoint.recover()
    await auth.getToken()
    endpoint.goDown()
    await failureOf(clock, auth.refresh())
    await clock.advance(0)
    expect(events.at(-1)).toMatchObject({ type: 'cooling-down', failures: 1, delayMs: 750 })
  })

  test('A `signIn` does not wait for the pause.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.goDown()
    await failureOf(clock, auth.getToken())
    endpoint.recover()
    expect(await auth.signIn()).toEqual({ user: 'ada' })
    expect(auth.status).toBe('fresh')
  })
})

describe('A provider that says when to come back', () => {
  test.each([0, 0.999])(
    'A longer `Retry-After` is waited for, up to a tenth more and never less (random %d).',
    async (random) => {
      const { auth, clock, endpoint } = createTestAuth({ random: () => random })
      endpoint.goDown({ status: 429, headers: { 'retry-after': '120' } })
      expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'rate_limited', retryAfterMs: 120_000 })
      expect(endpoint.requests).toHaveLength(1)
      endpoint.recover()
      await clock.advance(119_999)
      await expect(auth.getToken()).rejects.toMatchObject({ code: 'cooling_down' })
      await clock.advance(12_001)
      expect((await auth.getToken()).value).toBe('access-token-1')
    },
  )

  test('A shorter `Retry-After` does not shorten the pause.', async () => {
    const { auth, clock, endpoint, events } = createTestAuth({ retry: { maxAttempts: 1 }, random: () => 0 })
    endpoint.goDown({ status: 503, headers: { 'retry-after': '0' } })
    await failureOf(clock, auth.getToken())
    expect(events.at(-1)).toMatchObject({ type: 'cooling-down', delayMs: 500 })
  })

  test('A date in `Retry-After` is measured from the response, whatever the local clock says.', async () => {
    const { auth, clock, endpoint, events } = createTestAuth({ random: () => 0 })
    const serverNow = clock.now() - 7_200_000
    const headers = {
      date: new Date(serverNow).toUTCString(),
      'retry-after': new Date(serverNow + 300_000).toUTCString(),
    }
    endpoint.goDown({ status: 503, headers })
    await failureOf(clock, auth.getToken())
    expect(events.at(-1)).toMatchObject({ type: 'cooling-down', delayMs: 300_000 })
  })

  test.each([
    { retry: {}, pauseMs: 3_600_000 },
    { retry: { maxRetryAfterMs: 120_000 }, pauseMs: 120_000 },
  ])('A `Retry-After` of a year is believed for $pauseMs ms.', async ({ retry, pauseMs }) => {
    const { auth, clock, endpoint, events } = createTestAuth({ random: () => 0, retry })
    endpoint.goDown({ status: 503, headers: { 'retry-after': '31536000' } })
    await failureOf(clock, auth.getToken())
    await clock.advance(0)
    expect(events.at(-1)).toMatchObject({ type: 'cooling-down', delayMs: pauseMs })
  })
})
