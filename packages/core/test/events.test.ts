import { describe, expect, test } from 'vitest'
import { createTestAuth, failureOf } from './support/test-adapter.ts'

describe('Events', () => {
  test('say when a session was started or renewed, or failed to be, and how long that took.', async () => {
    const { auth, clock, endpoint, events } = createTestAuth()
    endpoint.latencyMs = 300
    await clock.settle(auth.getToken())
    endpoint.latencyMs = 200
    await clock.settle(auth.refresh())
    endpoint.goDown('no-answer')
    await failureOf(clock, auth.refresh())
    await clock.advance(0)
    const provider = 'test'
    const start = clock.now() - 10_500
    const coolDown = { provider, type: 'cooling-down', delayMs: 750, failures: 1 }
    expect(events).toEqual([
      { provider, at: start + 300, type: 'signed-in', generation: 1, durationMs: 300 },
      { provider, at: start + 500, type: 'renewed', generation: 2, durationMs: 200 },
      {
        provider,
        at: start + 10_500,
        type: 'failed',
        phase: 'renew',
        code: 'timeout',
        attempts: 1,
        background: false,
        durationMs: 10_000,
      },
      { ...coolDown, at: start + 10_500 },
    ])
  })
})
