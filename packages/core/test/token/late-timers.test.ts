import { describe, expect, test } from 'vitest'
import { createSleepingClock, type SleepingClock } from '../support/sleeping-clock.ts'
import { ada, createTestAuth, failureOf, type TestOverrides, type TestSetup } from '../support/test-adapter.ts'
import type { TokenEndpoint } from '../support/token-endpoint.ts'

const hourMs = 3_600_000
const sleeps = [
  { limit: 'the limit of the attempt', sleptMs: 12_000 },
  { limit: 'the limit of all attempts', sleptMs: 33_000 },
  { limit: 'the deadline of the flight', sleptMs: 40_000 },
  { limit: 'every limit, by hours', sleptMs: 8 * hourMs },
]
const arrivals = [
  { when: 'is there already', delayMs: 0 },
  { when: 'arrives a moment later', delayMs: 50 },
]
const cases = sleeps.flatMap((sleep) => arrivals.map((arrival) => ({ ...sleep, ...arrival })))

interface Sleeper extends Omit<TestSetup, 'clock'> {
  readonly clock: SleepingClock
  readonly endpoint: TokenEndpoint
  /** Lets the answer arrive. */
  readonly answer: () => void
}

/** A client of a machine that can sleep, with its next answer held back. */
async function asleep(overrides: TestOverrides = {}): Promise<Sleeper> {
  const clock = createSleepingClock()
  const setup = createTestAuth({ ...overrides, clock })
  await setup.auth.signIn(ada)
  await clock.advance(hourMs)
  return { ...setup, clock, answer: setup.endpoint.hold() }
}

const grants = ({ endpoint }: Pick<TestSetup, 'endpoint'>): string[] => endpoint.requests.map(({ grant }) => grant)

describe('A machine that slept in mid-renewal', () => {
  test.each(cases)('takes an answer that $when, though $limit has passed.', async ({ sleptMs, delayMs }) => {
    const setup = await asleep({ credentials: undefined })
    const { auth, clock, endpoint, answer } = setup
    // So that the new token is of use after hours of sleep.
    endpoint.fields = { expires_in: 24 * 3600 }
    const waiting = auth.getToken()
    waiting.catch(() => {})
    await clock.advance(100)
    await clock.sleep(sleptMs)
    if (delayMs > 0) await clock.advance(delayMs)
    answer()
    expect((await clock.settle(waiting)).value).toBe('access-token-2')
    expect((await clock.settle(auth.refresh())).value).toBe('access-token-3')
    expect(endpoint.requests.at(-1)).toMatchObject({ refreshToken: 'refresh-token-2' })
    expect(grants(setup)).toEqual(['password', 'refresh', 'refresh'])
  })

  test.each(cases)('gives the same answer to who asks on waking ($limit, $when).', async ({ sleptMs, delayMs }) => {
    const setup = await asleep()
    const { auth, clock, endpoint, answer } = setup
    endpoint.fields = { expires_in: 24 * 3600 }
    const waiting = auth.getToken()
    waiting.catch(() => {})
    await clock.advance(100)
    await clock.sleep(sleptMs)
    const late = auth.getToken()
    late.catch(() => {})
    if (delayMs > 0) await clock.advance(delayMs)
    answer()
    for (const token of await clock.settle(Promise.all([waiting, late]))) expect(token.value).toBe('access-token-2')
    expect(grants(setup)).toEqual(['password', 'refresh'])
  })

  test.each(sleeps)('keeps the session where nobody waits ($limit).', async ({ sleptMs }) => {
    const setup = await asleep({ credentials: undefined })
    const { auth, clock, endpoint, answer } = setup
    endpoint.fields = { expires_in: 24 * 3600 }
    const controller = new AbortController()
    auth.getToken({ signal: controller.signal }).catch(() => {})
    await clock.advance(100)
    controller.abort()
    await clock.sleep(sleptMs)
    answer()
    await clock.advance(1000)
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-2')
    expect(grants(setup)).toEqual(['password', 'refresh'])
  })

  test.each(sleeps.slice(0, 3))(
    'waits no more than a moment for an answer that never comes ($limit).',
    async ({ sleptMs }) => {
      const { auth, clock } = await asleep({ credentials: undefined })
      const waiting = auth.getToken()
      waiting.catch(() => {})
      await clock.advance(100)
      const startedAt = clock.monotonic()
      await clock.sleep(sleptMs)
      expect(await failureOf(clock, waiting)).toMatchObject({ code: 'timeout' })
      expect(clock.monotonic() - startedAt - sleptMs).toBeLessThanOrEqual(5000)
      await clock.advance(60_000)
      expect(clock.timers).toBe(0)
    },
  )
})

describe('A machine that slept in mid-sign-in', () => {
  test.each(cases)('takes an answer that $when, though $limit has passed.', async ({ sleptMs, delayMs }) => {
    const clock = createSleepingClock()
    const setup = createTestAuth({ clock })
    setup.endpoint.fields = { expires_in: 24 * 3600 }
    const answer = setup.endpoint.hold()
    const waiting = setup.auth.getToken()
    waiting.catch(() => {})
    await clock.advance(100)
    await clock.sleep(sleptMs)
    if (delayMs > 0) await clock.advance(delayMs)
    answer()
    expect((await clock.settle(waiting)).value).toBe('access-token-1')
    expect(grants(setup)).toEqual(['password'])
  })
})

describe('A machine that stays awake', () => {
  test('gives no answer more time than it has.', async () => {
    const { auth, clock } = await asleep({ credentials: undefined })
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'timeout' })
    expect(clock.monotonic()).toBe(hourMs + 10_000)
  })

  test('gives no answer more time where a timer is late by less than a second.', async () => {
    const { auth, clock } = await asleep({ credentials: undefined })
    const waiting = auth.getToken()
    waiting.catch(() => {})
    await clock.advance(9500)
    await clock.sleep(900)
    expect(await failureOf(clock, waiting)).toMatchObject({ code: 'timeout' })
    expect(clock.monotonic()).toBe(hourMs + 10_400)
  })
})
