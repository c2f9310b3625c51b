import { describe, expect, test } from 'vitest'
import { ada, createTestAuth, failureOf, type TestOverrides, type TestSetup } from '../support/test-adapter.ts'

/** A client whose answers take longer than the tokens in them live. */
function createLate(overrides: TestOverrides = {}): TestSetup {
  const setup = createTestAuth(overrides)
  setup.endpoint.latencyMs = 3000
  setup.endpoint.fields = { expires_in: 2 }
  return setup
}

const codesOf = (outcomes: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : outcome.value))

describe('Tokens that die before their answer arrives', () => {
  test('cost two requests for ten calls at once, and none while they cool down.', async () => {
    const { auth, clock, endpoint } = createLate()
    const outcomes = await clock.settle(Promise.allSettled(Array.from({ length: 10 }, () => auth.getToken())))
    expect(codesOf(outcomes)).toEqual(Array(10).fill('timeout'))
    const sent = endpoint.requests.length
    expect(sent).toBeLessThanOrEqual(2)
    for (let call = 0; call < 10; call += 1) {
      const error = await failureOf(clock, auth.getToken())
      expect(['cooling_down', 'timeout']).toContain(Object(error).code)
    }
    expect(endpoint.requests).toHaveLength(sent)
    expect(auth.status).toBe('cooling-down')
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ attempts: 0, retryAfterMs: expect.any(Number) })
  })

  test.each([0, 0.5, 0.999])('cost as little as an outage: a minute of calls (random %d).', async (random) => {
    const { auth, clock, endpoint } = createLate({ random: () => random })
    const failures: unknown[] = []
    for (let call = 0; call < 600; call += 1) {
      auth.getToken().catch((error: unknown) => failures.push(Object(error).code))
      await clock.advance(100)
    }
    expect(endpoint.requests.length).toBeLessThanOrEqual(9)
    await clock.advance(10_000)
    expect(failures).toHaveLength(600)
    expect(new Set(failures)).toEqual(new Set(['timeout', 'cooling_down']))
  })

  test.each([
    { name: '`expires_in`', fields: () => ({ expires_in: 0.5 }) },
    { name: '`expires_at`', fields: (now: number) => ({ expires_at: now, expires_in: undefined }) },
  ])('cost as little however the life is said ($name).', async ({ fields }) => {
    const { auth, clock, endpoint } = createLate()
    for (let call = 0; call < 60; call += 1) {
      endpoint.fields = fields(clock.now())
      auth.getToken().catch(() => {})
      await clock.advance(1000)
    }
    expect(endpoint.requests.length).toBeLessThanOrEqual(9)
  })

  test('cost as little when they are renewed, and never lose the newest refresh token.', async () => {
    const { auth, clock, endpoint } = createTestAuth({ credentials: undefined })
    await auth.signIn(ada)
    await clock.advance(3_600_000)
    endpoint.latencyMs = 3000
    endpoint.fields = { expires_in: 2 }
    for (let call = 0; call < 60; call += 1) {
      auth.getToken().catch(() => {})
      await clock.advance(1000)
    }
    const renewals = endpoint.requests.length - 1
    expect(renewals).toBeLessThanOrEqual(9)
    endpoint.latencyMs = 0
    endpoint.fields = {}
    await clock.advance(60_000)
    expect((await clock.settle(auth.getToken())).value).toBe(`access-token-${renewals + 2}`)
    expect(endpoint.reuseDetected).toBe(false)
  })

  test('are no reason to cool down once the answers are quick again.', async () => {
    const { auth, clock, endpoint } = createLate()
    await failureOf(clock, auth.getToken())
    endpoint.latencyMs = 0
    endpoint.fields = {}
    await clock.advance(60_000)
    expect((await clock.settle(auth.getToken())).value).toMatch(/^access-token-/)
    expect(auth.status).toBe('fresh')
  })
})
