import { describe, expect, test } from 'vitest'
import { ada, createTestAuth, failureOf, type TestCredentials, type TestOverrides } from '../support/test-adapter.ts'

const minuteMs = 60_000
const wrong: TestCredentials = { ...ada, password: 'a wrong one' }
const refusals = [400, 401, 403, 404, 405, 410, 418, 422].map((status) => ({ status }))

describe('A sign-in that was answered with a 4xx', () => {
  test.each(refusals)('is not sent again for a minute, whatever its code (status $status).', async (fault) => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.goDown(fault)
    const first = await failureOf(clock, auth.getToken())
    expect(first).toMatchObject({ ...fault, attempts: 1 })
    const code = first instanceof Error && 'code' in first && first.code
    for (let call = 0; call < 119; call += 1) {
      await clock.advance(500)
      expect(await failureOf(clock, auth.getToken())).toMatchObject({ code, ...fault, attempts: 0, retryable: false })
    }
    expect(endpoint.requests).toHaveLength(1)
    await clock.advance(500)
    await failureOf(clock, auth.getToken())
    expect(endpoint.requests).toHaveLength(2)
  })

  test('is remembered also with a code that core does not know.', async () => {
    let asked = 0
    const { auth, clock } = createTestAuth({
      adapter: {
        async signIn(context) {
          asked += 1
          const sentAt = { wall: clock.now(), monotonic: clock.monotonic() }
          const exchange = { status: 403, sentAt, attempts: 1, serverTime: undefined, retryAfterMs: undefined }
          const answer = { code: 403, text: '', exchange: { ...exchange, requestId: undefined } }
          throw context.fail('device_not_registered', { message: 'refused', answer })
        },
      },
    })
    for (let call = 0; call < 50; call += 1) {
      expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'device_not_registered', status: 403 })
      await clock.advance(1000)
    }
    expect(asked).toBe(1)
  })

  test('waits for twice as long after each further one, up to an hour (status 401).', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.goDown({ status: 401 })
    await failureOf(clock, auth.getToken())
    for (const [index, minutes] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) {
      await clock.advance(minutes * minuteMs - 1)
      await failureOf(clock, auth.getToken())
      expect(endpoint.requests).toHaveLength(index + 1)
      await clock.advance(1)
      await failureOf(clock, auth.getToken())
      expect(endpoint.requests).toHaveLength(index + 2)
    }
  })

  test('is told from other credentials also where these hide their password in JSON.', async () => {
    const hidden = (credentials: TestCredentials): TestCredentials =>
      Object.defineProperty({ ...credentials }, 'toJSON', { value: () => ({ username: credentials.username }) })
    let current = wrong
    const { auth, clock, endpoint } = createTestAuth({ credentials: () => hidden(current) })
    await failureOf(clock, auth.getToken())
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'invalid_credentials', attempts: 0 })
    current = ada
    expect((await clock.settle(auth.getToken())).generation).toBe(1)
    expect(endpoint.requests).toHaveLength(2)
  })

  test('is sent again at once by `signIn` (status 401).', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fail({ status: 401 }, { status: 401 })
    await failureOf(clock, auth.getToken())
    expect(await failureOf(clock, auth.signIn())).toMatchObject({ status: 401, attempts: 1 })
    expect(await auth.signIn(ada)).toEqual({ user: 'ada' })
    expect(endpoint.requests).toHaveLength(3)
  })

  test('holds up no other credentials that the callback brings (status 401).', async () => {
    let credentials = wrong
    const { auth, clock, endpoint } = createTestAuth({ credentials: () => credentials })
    endpoint.fail({ status: 401 })
    for (let call = 0; call < 10; call += 1) await failureOf(clock, auth.getToken())
    expect(endpoint.requests).toHaveLength(1)
    credentials = ada
    expect((await auth.getToken()).value).toBe('access-token-1')
  })

  test('is remembered also where it followed a renewal (status 401).', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    await clock.advance(3_600_000)
    endpoint.endSessions()
    endpoint.fail({ status: 400, body: { error: 'invalid_grant' } })
    endpoint.goDown({ status: 401 })
    for (let call = 0; call < 50; call += 1) {
      await failureOf(clock, auth.getToken())
      await clock.advance(1000)
    }
    expect(endpoint.requests.map(({ grant }) => grant)).toEqual(['password', 'refresh', 'password'])
  })

  test('is remembered also in the background, while the token is served (status 401).', async () => {
    const { auth, clock, endpoint } = createTestAuth({ adapter: { renew: async () => undefined } })
    await auth.getToken()
    await clock.advance(3_380_000)
    endpoint.goDown({ status: 401 })
    for (let second = 0; second < 200; second += 1) {
      expect((await auth.getToken()).value).toBe('access-token-1')
      await clock.advance(1000)
    }
    // At once, a minute later, and two minutes after that.
    expect(endpoint.requests.length - 1).toBeGreaterThanOrEqual(2)
    expect(endpoint.requests.length - 1).toBeLessThanOrEqual(3)
  })
})

describe('A sign-in that failed for a reason that passes', () => {
  test.each([408, 425, 429, 500, 503])('is sent again within seconds (status %d).', async (status) => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.goDown({ status })
    await failureOf(clock, auth.getToken())
    endpoint.recover()
    await clock.advance(5000)
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
  })
})

describe('An error from memory', () => {
  const cases: ReadonlyArray<{ name: string; overrides: TestOverrides; fault?: { status: number } }> = [
    { name: 'a wrong password', overrides: { credentials: wrong } },
    { name: 'an undocumented 401', overrides: {}, fault: { status: 401 } },
    { name: 'an undocumented 403', overrides: {}, fault: { status: 403 } },
  ]

  test.each(cases)(
    'says that nothing was sent, for how long, and what to do ($name).',
    async ({ overrides, fault }) => {
      const { auth, clock, endpoint } = createTestAuth(overrides)
      if (fault) endpoint.goDown(fault)
      const first = await failureOf(clock, auth.getToken())
      expect(first).toMatchObject({ attempts: 1 })
      expect(String(first)).not.toContain('not sent again')
      await clock.advance(2000)
      const calls = [() => auth.getToken(), () => auth.headers(), () => auth.session(), () => auth.refresh()]
      for (const call of calls) {
        const error = await failureOf(clock, call())
        expect(error).not.toBe(first)
        expect(error).toMatchObject({ name: 'AuthError', attempts: 0, retryAfterMs: 58_000, retryable: false })
        expect(String(error)).toMatch(/not sent again for 58 s/)
        expect(String(error)).toMatch(/`signIn`/)
      }
      expect(first).toMatchObject({ attempts: 1 })
      expect(endpoint.requests).toHaveLength(1)
    },
  )

  test('counts down, and begins anew with the longer wait after the next refusal.', async () => {
    const { auth, clock } = createTestAuth({ credentials: wrong })
    await failureOf(clock, auth.getToken())
    await clock.advance(59_500)
    const last = await failureOf(clock, auth.getToken())
    expect(last).toMatchObject({ retryAfterMs: 500, message: expect.stringContaining('not sent again for 1 s') })
    await clock.advance(500)
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ attempts: 1 })
    await clock.advance(20_000)
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ attempts: 0, retryAfterMs: 100_000 })
  })

  test('keeps what the refusal said: code, status, request id and the code of the provider.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.goDown({ status: 401, headers: { 'x-request-id': 'req-7' } })
    const { code, status, requestId, phase } = Object(await failureOf(clock, auth.getToken()))
    expect([status, requestId]).toEqual([401, 'req-7'])
    const error = await failureOf(clock, auth.getToken())
    expect(error).toMatchObject({ code, status, requestId, phase, attempts: 0 })
  })
})
