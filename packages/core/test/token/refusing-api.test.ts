import { describe, expect, test } from 'vitest'
import { createRefusingApi, type RefusingApi } from '../support/refusing-api.ts'
import { createTestAuth, failureOf, type TestOverrides } from '../support/test-adapter.ts'

const kinds: ReadonlyArray<{ name: string; overrides: TestOverrides }> = [
  { name: 'with refresh tokens', overrides: {} },
  { name: 'without refresh tokens', overrides: { adapter: { renew: async () => undefined } } },
]

/** Calls the API that often, with a pause in between, and returns the statuses. */
async function call({ auth, clock }: RefusingApi, times: number, pauseMs: number, init?: () => RequestInit) {
  const statuses: number[] = []
  for (let count = 0; count < times; count += 1) {
    statuses.push((await clock.settle(auth.fetch('/things', init?.()))).status)
    await clock.advance(pauseMs)
  }
  return statuses
}

describe('An API that refuses every token', () => {
  test.each(kinds)('costs three token requests at most for fifty calls in a row ($name).', async ({ overrides }) => {
    const api = createRefusingApi(overrides)
    expect(await call(api, 50, 0)).toEqual(Array(50).fill(401))
    expect(api.endpoint.requests.length).toBeLessThanOrEqual(3)
  })

  test('costs no more where it refuses with a 403 that means a dead token.', async () => {
    const api = createRefusingApi({ adapter: { classify: () => 'token-rejected' } })
    api.answer = () => 403
    expect(await call(api, 50, 0)).toEqual(Array(50).fill(403))
    expect(api.endpoint.requests.length).toBeLessThanOrEqual(3)
  })

  test('costs no more where the body can be sent only once.', async () => {
    const api = createRefusingApi()
    const body = (): RequestInit => ({ method: 'POST', body: new Blob(['x']).stream() })
    expect(await call(api, 50, 0, body)).toEqual(Array(50).fill(401))
    expect(api.endpoint.requests.length).toBeLessThanOrEqual(3)
  })

  test('costs no more where the calls come at the same time.', async () => {
    const api = createRefusingApi()
    const calls = Array.from({ length: 50 }, () => api.auth.fetch('/things'))
    const responses = await api.clock.settle(Promise.all(calls))
    expect(responses.map(({ status }) => status)).toEqual(Array(50).fill(401))
    await call(api, 10, 0)
    expect(api.endpoint.requests.length).toBeLessThanOrEqual(3)
  })

  test('shows its own answer during the pause, and gets each request once.', async () => {
    const api = createRefusingApi()
    await call(api, 2, 0)
    const before = api.presented.length
    expect(await call(api, 5, 10)).toEqual(Array(5).fill(401))
    expect(api.presented).toHaveLength(before + 5)
    expect(new Set(api.presented.slice(before))).toEqual(new Set(['access-token-2']))
  })

  test.each(kinds)(
    'costs about one token request a minute, a call every ten seconds ($name).',
    async ({ overrides }) => {
      const api = createRefusingApi(overrides)
      await call(api, 360, 10_000)
      expect(api.endpoint.requests.length).toBeLessThanOrEqual(90)
      expect(api.endpoint.requests.length).toBeGreaterThanOrEqual(30)
    },
  )

  test('costs no more where calls are so rare that tokens are not young any more.', async () => {
    const api = createRefusingApi()
    await call(api, 90, 40_000)
    expect(api.endpoint.requests.length).toBeLessThanOrEqual(60)
  })

  test.each([
    { random: 0, pausesMs: [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000] },
    { random: 0.5, pausesMs: [750, 1500, 3000, 6000, 12_000, 24_000, 45_000, 45_000] },
  ])(
    'is asked after a pause that doubles from a second to a minute (random $random).',
    async ({ random, pausesMs }) => {
      const api = createRefusingApi({ random: () => random })
      await call(api, 2, 0)
      let sent = api.endpoint.requests.length
      expect(sent).toBe(2)
      for (const pauseMs of pausesMs) {
        await api.clock.advance(pauseMs - 1)
        await call(api, 2, 0)
        expect(api.endpoint.requests).toHaveLength(sent)
        await api.clock.advance(1)
        await call(api, 2, 0)
        sent += 1
        expect(api.endpoint.requests).toHaveLength(sent)
      }
    },
  )

  test('is an error with the time to wait for who sends with another client.', async () => {
    const { auth, clock, endpoint } = createRefusingApi()
    const errors: unknown[] = []
    let rejected = await auth.getToken()
    for (let count = 0; count < 50; count += 1) {
      try {
        rejected = await clock.settle(auth.refresh({ rejected }))
      } catch (error) {
        errors.push(error)
      }
    }
    expect(endpoint.requests.length).toBeLessThanOrEqual(3)
    expect(errors.length).toBeGreaterThanOrEqual(48)
    for (const error of errors) expect(error).toMatchObject({ code: 'cooling_down', retryable: true, attempts: 0 })
    const { retryAfterMs } = Object(errors.at(-1))
    expect(retryAfterMs).toBeGreaterThan(0)
    expect(retryAfterMs).toBeLessThanOrEqual(2000)
    await clock.advance(retryAfterMs)
    expect((await clock.settle(auth.refresh({ rejected }))).value).not.toBe(rejected.value)
  })
})

describe('The backoff of renewals for a 401', () => {
  /** An API that refused so many young tokens that renewals pause. */
  async function pausing(overrides: TestOverrides = {}): Promise<RefusingApi> {
    const api = createRefusingApi(overrides)
    await call(api, 10, 0)
    expect(api.endpoint.requests.length).toBeLessThanOrEqual(3)
    return api
  }

  test.each([200, 404, 500])('ends when the API answers something else, such as %d.', async (status) => {
    const api = await pausing()
    const sent = api.endpoint.requests.length
    api.answer = () => status
    expect(await call(api, 1, 0)).toEqual([status])
    const refused = api.presented.at(-1)
    api.answer = (token) => (token === refused ? 401 : 200)
    expect(await call(api, 1, 0)).toEqual([200])
    expect(api.endpoint.requests).toHaveLength(sent + 1)
  })

  test('shows in the status as a failure that is being waited out.', async () => {
    const { auth, clock } = createTestAuth()
    await auth.refresh({ rejected: await auth.getToken() })
    await failureOf(clock, auth.refresh({ rejected: await auth.getToken() }))
    expect(auth.status).toBe('cooling-down')
    await clock.advance(60_000)
    expect(auth.status).toBe('expired')
    expect((await auth.getToken()).value).toBe('access-token-3')
  })

  test('ends when somebody signs in, and begins anew with a second.', async () => {
    const api = await pausing()
    await api.clock.settle(api.auth.signIn())
    const sent = api.endpoint.requests.length
    expect(await call(api, 1, 0)).toEqual([401])
    expect(api.endpoint.requests).toHaveLength(sent + 1)
    await call(api, 20, 0)
    expect(api.endpoint.requests.length).toBeLessThanOrEqual(sent + 2)
    await api.clock.advance(1000)
    await call(api, 1, 0)
    expect(api.endpoint.requests.length).toBeGreaterThanOrEqual(sent + 2)
  })

  test('does not hold up what the expiry asks for.', async () => {
    const api = createRefusingApi()
    api.endpoint.fields = { expires_in: 30 }
    expect(await call(api, 300, 1000)).toEqual(Array(300).fill(401))
    expect(api.endpoint.requests.length).toBeGreaterThanOrEqual(9)
    expect(api.endpoint.requests.length).toBeLessThanOrEqual(25)
    api.answer = () => 200
    expect(await call(api, 1, 0)).toEqual([200])
    expect(api.presented.at(-1)).toBe(`access-token-${api.endpoint.requests.length}`)
  })
})

describe('Refusals that are no reason for a pause', () => {
  test.each([
    { name: 'young', ageMs: 1000 },
    { name: 'ten minutes old', ageMs: 600_000 },
  ])('Twenty late ones of a token that is $name cost one renewal.', async ({ ageMs }) => {
    const { auth, clock, endpoint } = createRefusingApi()
    const dead = await auth.getToken()
    await clock.advance(ageMs)
    const late = Array.from({ length: 20 }, () => auth.refresh({ rejected: dead }))
    const tokens = await clock.settle(Promise.all(late))
    expect(new Set(tokens.map(({ value }) => value))).toEqual(new Set(['access-token-2']))
    expect((await auth.refresh({ rejected: dead })).value).toBe('access-token-2')
    expect(endpoint.requests).toHaveLength(2)
  })

  test.each([1000, 600_000])(
    'Twenty requests that were refused together cost one renewal (age %d ms).',
    async (ageMs) => {
      const api = createRefusingApi()
      await api.auth.getToken()
      await api.clock.advance(ageMs)
      api.answer = (token) => (token === 'access-token-1' ? 401 : 200)
      const calls = Array.from({ length: 20 }, () => api.auth.fetch('/things'))
      const responses = await api.clock.settle(Promise.all(calls))
      expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200))
      expect(api.endpoint.requests).toHaveLength(2)
    },
  )

  test.each([1000, 60_000])(
    'Tokens that work once each are replaced each time (a call every %d ms).',
    async (pauseMs) => {
      const api = createRefusingApi()
      const used = new Set<string>()
      api.answer = (token) => {
        if (used.has(token)) return 401
        used.add(token)
        return 200
      }
      expect(await call(api, 20, pauseMs)).toEqual(Array(20).fill(200))
      expect(api.endpoint.requests).toHaveLength(20)
    },
  )
})
