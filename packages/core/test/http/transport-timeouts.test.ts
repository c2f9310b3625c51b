import { getEventListeners } from 'node:events'
import { createVirtualClock, type VirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import type { AuthError } from '../../src/errors/auth-error.ts'
import { Channel } from '../../src/http/channel.ts'
import { openTransport } from '../../src/http/transport.ts'
import type { Fetch } from '../../src/options/auth-options.ts'
import { body, createSignIn, signIn } from './sign-in.ts'

const never = (): Promise<Response> => new Promise(() => {})
const unending = (status: number) => async (): Promise<Response> => new Response(new ReadableStream(), { status })

function counted(fetch: Fetch): { fetch: Fetch; signals: AbortSignal[] } {
  const signals: AbortSignal[] = []
  return {
    signals,
    fetch(input, init) {
      // Not the signal of the Request: once that is collected as garbage, it is aborted no more.
      if (init?.signal) signals.push(init.signal)
      return fetch(input, init)
    },
  }
}

async function failureOf(clock: VirtualClock, promise: Promise<unknown>): Promise<AuthError> {
  return clock.settle(
    promise.then(
      () => {
        throw new Error('it succeeded')
      },
      (error: AuthError) => error,
    ),
  )
}

describe('A token endpoint that does not answer', () => {
  test('is given up after 10 s, and its request aborted.', async () => {
    const clock = createVirtualClock()
    const { fetch, signals } = counted(never)
    const error = await failureOf(clock, createSignIn(fetch, { clock })())
    expect(error).toMatchObject({
      code: 'timeout',
      retryable: true,
      attempts: 1,
      message: '@auth/test: the token endpoint at auth.example.com did not answer in time',
    })
    expect(clock.monotonic()).toBe(10_000)
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  })

  test('is asked three times within 30 s, where that does no harm.', async () => {
    const clock = createVirtualClock()
    const { fetch, signals } = counted(never)
    const error = await failureOf(clock, createSignIn(fetch, { clock })({ retry: 'repeatable' }))
    expect(error).toMatchObject({ code: 'timeout', attempts: 3 })
    expect(signals).toHaveLength(3)
    expect(clock.monotonic()).toBe(30_000)
  })

  test('is not asked again when a refresh token was sent.', async () => {
    const clock = createVirtualClock()
    const { fetch, signals } = counted(never)
    await failureOf(clock, createSignIn(fetch, { clock })({ retry: 'unsent' }))
    expect(signals).toHaveLength(1)
  })

  test('never has more than 30 s in all, waits included.', async () => {
    const clock = createVirtualClock()
    const { fetch } = counted(never)
    await failureOf(clock, createSignIn(fetch, { clock, random: () => 0.99, maxAttempts: 10 })({ retry: 'repeatable' }))
    expect(clock.monotonic()).toBe(30_000)
  })

  test('has the time that the options give.', async () => {
    const clock = createVirtualClock()
    const { fetch, signals } = counted(never)
    const call = createSignIn(fetch, { clock, attemptTimeoutMs: 300, totalTimeoutMs: 500 })
    await failureOf(clock, call({ retry: 'repeatable' }))
    expect(clock.monotonic()).toBe(500)
    expect(signals).toHaveLength(2)
  })

  test('is not asked at all once the time for it is up.', async () => {
    const clock = createVirtualClock()
    const { fetch, signals } = counted(never)
    await clock.advance(500)
    const error = await failureOf(clock, createSignIn(fetch, { clock })({ deadline: 500, retry: 'repeatable' }))
    expect(error.code).toBe('timeout')
    expect(signals).toEqual([])
  })

  test('is given up in the middle of a success.', async () => {
    const clock = createVirtualClock()
    const error = await failureOf(clock, createSignIn(unending(200), { clock })())
    expect(error.code).toBe('timeout')
    expect(clock.monotonic()).toBe(10_000)
  })

  test('is not awaited further once an error status has come, even if the body never ends.', async () => {
    const clock = createVirtualClock()
    const { fetch, signals } = counted(unending(400))
    const result = await clock.settle(createSignIn(fetch, { clock })({ retry: 'repeatable' }))
    expect(result).toMatchObject({ status: 400, code: 400, data: undefined, text: '' })
    expect(signals).toHaveLength(1)
  })

  test('leaves no timer behind once it has answered.', async () => {
    const clock = createVirtualClock()
    const fetch = async (): Promise<Response> => Response.json({ access_token: 't' })
    await clock.settle(createSignIn(fetch, { clock })())
    expect(clock.timers).toBe(0)
  })
})

describe("A caller's abort", () => {
  const reason = new Error('enough')

  test('ends the call at once with its own reason, also where fetch does not listen.', async () => {
    const clock = createVirtualClock()
    const controller = new AbortController()
    const call = createSignIn(never, { clock })({ signal: controller.signal, retry: 'repeatable' })
    const outcome = call.catch((error: unknown) => error)
    await clock.advance(1)
    controller.abort(reason)
    expect(await outcome).toBe(reason)
    expect(clock.timers).toBe(0)
  })

  test('ends a wait between two attempts.', async () => {
    const clock = createVirtualClock()
    const controller = new AbortController()
    const { fetch, signals } = counted(async () => new Response(null, { status: 503 }))
    const call = createSignIn(fetch, { clock, random: () => 0.9 })({ signal: controller.signal, retry: 'repeatable' })
    const outcome = call.catch((error: unknown) => error)
    await clock.advance(1)
    controller.abort(reason)
    expect(await outcome).toBe(reason)
    expect(signals).toHaveLength(1)
    expect(clock.timers).toBe(0)
  })

  test('that never comes leaves nothing behind on the signal.', async () => {
    const { signal } = new AbortController()
    const answers = [async () => Response.json({ access_token: 't' }), async () => new Response('no', { status: 400 })]
    for (const fetch of answers) await createSignIn(fetch)({ signal })
    await createSignIn(async () => Promise.reject(new TypeError('fetch failed')))({ signal }).catch(() => {})
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('that never comes leaves nothing behind on what the fetch was given either.', async () => {
    const { fetch, signals } = counted(async () => Response.json({ access_token: 't' }))
    await createSignIn(fetch)()
    expect(signals.map((signal) => getEventListeners(signal, 'abort'))).toEqual([[]])
  })

  test('in the middle of a body ends the call with its own reason, whatever the status.', async () => {
    for (const status of [200, 400, 503]) {
      const clock = createVirtualClock()
      const controller = new AbortController()
      const call = createSignIn(unending(status), { clock })({ signal: controller.signal })
      const outcome = call.catch((error: unknown) => error)
      await clock.advance(1)
      controller.abort(reason)
      expect(await outcome).toBe(reason)
      expect(clock.timers).toBe(0)
    }
  })

  test.each(['flight', 'call'])('may be that of the whole flight or of one call: %s.', async (aborted) => {
    const flight = new AbortController()
    const one = new AbortController()
    const channel = new Channel('test', 'https://auth.example.com', { fetch: never })
    const transport = openTransport(channel, { phase: 'sign-in', secrets: new Set(), signal: flight.signal })
    const outcome = transport(signIn, { body }, { signal: one.signal }).catch((error: unknown) => error)
    const controller = aborted === 'flight' ? flight : one
    controller.abort(reason)
    expect(await outcome).toBe(reason)
  })

  test('that came before the call sends nothing.', async () => {
    const { fetch, signals } = counted(never)
    await expect(createSignIn(fetch)({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(signals).toHaveLength(0)
  })
})
