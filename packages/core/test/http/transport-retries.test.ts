import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import type { AuthError } from '../../src/errors/auth-error.ts'
import { createSignIn } from './sign-in.ts'

const success = (): Response => Response.json({ access_token: 'a-token' })
const lost = (code: string): Error => new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) })

/** Answers with each of these in turn, and with the last one from then on. */
function inTurn(...answers: Array<() => Response>): { fetch: () => Promise<Response>; sends: number } {
  const script = {
    sends: 0,
    async fetch(): Promise<Response> {
      const answer = answers[Math.min(script.sends, answers.length - 1)]
      script.sends += 1
      return answer ? answer() : success()
    },
  }
  return script
}
const status =
  (code: number, headers: HeadersInit = {}) =>
  (): Response =>
    new Response(null, { status: code, headers })
const failing = (code: string) => (): never => {
  throw lost(code)
}

describe('A token request', () => {
  test('is sent three times at most.', async () => {
    const clock = createVirtualClock()
    const script = inTurn(status(503))
    const result = await clock.settle(createSignIn(script.fetch, { clock })({ retry: 'repeatable' }))
    expect(script.sends).toBe(3)
    expect(result).toMatchObject({ status: 'undocumented', code: 503, exchange: { attempts: 3 } })
  })

  test('is sent once when nothing is said about repeating it.', async () => {
    const clock = createVirtualClock()
    const script = inTurn(status(503))
    await clock.settle(createSignIn(script.fetch, { clock })())
    expect(script.sends).toBe(1)
  })

  test('brings the answer that came at last, and how often it was sent.', async () => {
    const clock = createVirtualClock()
    const script = inTurn(failing('ECONNRESET'), status(500), success)
    const result = await clock.settle(createSignIn(script.fetch, { clock })({ retry: 'repeatable' }))
    expect(result).toMatchObject({ status: 200, data: { access_token: 'a-token' }, exchange: { attempts: 3 } })
  })

  test('that spends a refresh token is repeated only when it cannot have arrived.', async () => {
    const sendsAfter = async (answer: () => Response): Promise<number> => {
      const clock = createVirtualClock()
      const script = inTurn(answer)
      await clock.settle(createSignIn(script.fetch, { clock })({ retry: 'unsent' })).catch(() => {})
      return script.sends
    }
    expect(await sendsAfter(failing('ECONNREFUSED'))).toBe(3)
    expect(await sendsAfter(status(429))).toBe(3)
    expect(await sendsAfter(status(503))).toBe(3)
    expect(await sendsAfter(failing('ECONNRESET'))).toBe(1)
    expect(await sendsAfter(failing('UNHEARD_OF'))).toBe(1)
    expect(await sendsAfter(status(500))).toBe(1)
    expect(await sendsAfter(status(502))).toBe(1)
  })

  test('announces that it is about to send something that works only once.', async () => {
    const spent: string[] = []
    for (const retry of ['repeatable', 'repeatable-except-500', 'unsent', 'never'] as const) {
      await createSignIn(inTurn(success).fetch)({ retry, onSend: (once) => (once ? spent.push(retry) : undefined) })
    }
    expect(spent).toEqual(['unsent', 'never'])
  })

  test('waits with full jitter, doubling from 250 ms.', async () => {
    const clock = createVirtualClock()
    const delays: number[] = []
    const call = createSignIn(inTurn(status(503)).fetch, { clock, random: () => 0.5 })
    await clock.settle(call({ retry: 'repeatable', onRetry: (_, delayMs) => delays.push(delayMs) }))
    expect(delays).toEqual([125, 250])
    expect(clock.monotonic()).toBe(375)
  })
})

describe('Retry-After', () => {
  const timeOf = async (headers: HeadersInit, options = {}): Promise<{ waited: number; sends: number }> => {
    const clock = createVirtualClock()
    const script = inTurn(status(429, headers), success)
    await clock.settle(createSignIn(script.fetch, { clock, ...options })({ retry: 'repeatable' }))
    return { waited: clock.monotonic(), sends: script.sends }
  }

  test('is waited for exactly, or up to a tenth longer.', async () => {
    expect(await timeOf({ 'retry-after': '7' })).toEqual({ waited: 7000, sends: 2 })
    expect(await timeOf({ 'retry-after': '7' }, { random: () => 0.5 })).toEqual({ waited: 7350, sends: 2 })
  })

  test("is measured from the server's own Date, however wrong this machine's clock is.", async () => {
    const headers = { date: 'Tue, 01 Jan 2019 00:00:00 GMT', 'retry-after': 'Tue, 01 Jan 2019 00:00:09 GMT' }
    expect(await timeOf(headers)).toEqual({ waited: 9000, sends: 2 })
  })

  test('that is longer than the time left ends the call at once, and is reported.', async () => {
    const clock = createVirtualClock()
    const script = inTurn(status(429, { 'retry-after': '31' }))
    const result = await clock.settle(createSignIn(script.fetch, { clock })({ retry: 'repeatable' }))
    expect(result.exchange.retryAfterMs).toBe(31_000)
    expect(clock.monotonic()).toBe(0)
    expect(script.sends).toBe(1)
  })

  test('that would take all the time left ends the call as well.', async () => {
    const clock = createVirtualClock()
    const script = inTurn(status(429, { 'retry-after': '30' }))
    await clock.settle(createSignIn(script.fetch, { clock })({ retry: 'repeatable' }))
    expect([script.sends, clock.monotonic()]).toEqual([1, 0])
  })

  test('is believed up to an hour, or up to what the options say.', async () => {
    const year = { 'retry-after': '31536000' }
    const result = await createSignIn(inTurn(status(429, year)).fetch)({ retry: 'repeatable' })
    expect(result.exchange.retryAfterMs).toBe(3_600_000)
    expect(await timeOf(year, { maxRetryAfterMs: 2000 })).toEqual({ waited: 2000, sends: 2 })
  })
})

describe('A storm of retries', () => {
  test('is bounded: ten retries, and then one for every ten successes.', async () => {
    const clock = createVirtualClock()
    const script = inTurn(status(503))
    const call = createSignIn(script.fetch, { clock })
    for (let calls = 0; calls < 20; calls += 1) await clock.settle(call({ retry: 'repeatable' }))
    expect(script.sends).toBe(30)
  })

  test('does not take retries from another client.', async () => {
    const clock = createVirtualClock()
    const first = createSignIn(inTurn(status(503)).fetch, { clock })
    for (let calls = 0; calls < 6; calls += 1) await clock.settle(first({ retry: 'repeatable' }))
    const script = inTurn(status(503), success)
    const result = await clock.settle(createSignIn(script.fetch, { clock })({ retry: 'repeatable' }))
    expect(result.status).toBe(200)
  })
})

describe('A network failure', () => {
  test('is an error with the platform code, the attempts and no more.', async () => {
    const clock = createVirtualClock()
    const call = createSignIn(inTurn(failing('ECONNREFUSED')).fetch, { clock })
    const error = await clock.settle(call({ retry: 'repeatable' })).catch((reason: AuthError) => reason)
    expect(error).toMatchObject({ code: 'network', phase: 'sign-in', retryable: true, attempts: 3 })
    expect(String(error)).toContain('(ECONNREFUSED)')
    expect(error).not.toHaveProperty('cause')
  })

  test('keeps no words of an unusual cause.', async () => {
    const fetch = async (): Promise<Response> => {
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('hunter2'), { code: 'hunter2 ECONNRESET' }),
      })
    }
    const error = await createSignIn(fetch)().catch((reason: AuthError) => reason)
    expect(error).toMatchObject({ code: 'network', attempts: 1 })
    expect(error).toHaveProperty('message', '@auth/test: the token endpoint at auth.example.com could not be reached')
    expect(String(error)).not.toContain('hunter2')
  })
})
