import { getEventListeners } from 'node:events'
import { createVirtualClock } from '@auth-tools/testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAuth } from '../src/adapter.ts'
import { sleep, systemClock } from '../src/clock.ts'
import type { Clock } from '../src/index.ts'
import { ada, failureOf, testAdapter } from './support/test-adapter.ts'
import { createTokenEndpoint } from './support/token-endpoint.ts'

describe("The system's clock", () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('calls back once, after the delay.', () => {
    const callback = vi.fn()
    systemClock.schedule(callback, 1000)
    vi.advanceTimersByTime(999)
    expect(callback).not.toHaveBeenCalled()
    vi.advanceTimersByTime(2000)
    expect(callback).toHaveBeenCalledTimes(1)
  })

  test('does not call back when it is told not to.', () => {
    const callback = vi.fn()
    systemClock.schedule(callback, 1000)()
    expect(vi.getTimerCount()).toBe(0)
    vi.advanceTimersByTime(2000)
    expect(callback).not.toHaveBeenCalled()
  })
})

test("The system's clock takes a delay below zero as none.", () => {
  using set = vi.spyOn(globalThis, 'setTimeout')
  systemClock.schedule(() => {}, -5)()
  expect(set).toHaveBeenCalledWith(expect.anything(), 0)
})

describe('A pause', () => {
  test('ends when its time has passed, and leaves nothing behind.', async () => {
    const clock = createVirtualClock()
    const { signal } = new AbortController()
    await clock.settle(sleep(clock, 1000, signal))
    expect(clock.monotonic()).toBe(1000)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test('ends at once when nobody waits any more, and leaves no timer.', async () => {
    const clock = createVirtualClock()
    const controller = new AbortController()
    const pause = sleep(clock, 1000, controller.signal)
    controller.abort(new Error('never mind'))
    await expect(pause).rejects.toThrow('never mind')
    expect(clock.timers).toBe(0)
  })

  test('does not begin when nobody waits already.', async () => {
    const clock = createVirtualClock()
    await expect(sleep(clock, 1000, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late')
    expect(clock.timers).toBe(0)
  })
})

test('A clock may be the instance of a class.', async () => {
  const clock = createVirtualClock()
  class Watch implements Clock {
    readonly #time = clock
    now(): number {
      return this.#time.now()
    }
    monotonic(): number {
      return this.#time.monotonic()
    }
    schedule(callback: () => void, delayMs: number): () => void {
      return this.#time.schedule(callback, delayMs)
    }
  }
  const endpoint = createTokenEndpoint(clock)
  const options = { clock: new Watch(), credentials: { ...ada, password: 'a wrong one' }, fetch: endpoint.fetch }
  const auth = createAuth(testAdapter, options, {
    authBaseUrl: 'https://auth.example',
    apiBaseUrl: 'https://a.example',
  })
  for (let call = 0; call < 2; call += 1) {
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'invalid_credentials' })
  }
  expect(endpoint.requests).toHaveLength(1)
})
