import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { ada, createTestAuth, failureOf, type TestAuth } from '../support/test-adapter.ts'

const calls: Record<string, (auth: TestAuth, signal: AbortSignal) => Promise<unknown>> = {
  signIn: (auth, signal) => auth.signIn(ada, { signal }),
  session: (auth, signal) => auth.session({ signal }),
  getToken: (auth, signal) => auth.getToken({ signal }),
  headers: (auth, signal) => auth.headers(undefined, { signal }),
  fetch: (auth, signal) => auth.fetch('/things', { signal }),
  refresh: (auth, signal) => auth.refresh({ signal }),
}

describe.each(Object.entries(calls))('The signal of `%s`', (_, call) => {
  test('ends the wait with its own reason.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.goDown('no-answer')
    const controller = new AbortController()
    const waiting = call(auth, controller.signal)
    await clock.advance(0)
    controller.abort(new Error('never mind'))
    await expect(waiting).rejects.toThrow('never mind')
    expect(clock.timers).toBe(0)
  })
})

// `fetch` is missing: what listens after it is the platform's Request.
test.each(['signIn', 'session', 'getToken', 'headers', 'refresh'])(
  'The signal of `%s` is not listened to once the call has ended.',
  async (name) => {
    const { auth, clock } = createTestAuth()
    const { signal } = new AbortController()
    await clock.settle(Promise.resolve(calls[name]?.(auth, signal)))
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  },
)

test('The signal of `signOut` ends the wait with its own reason.', async () => {
  const { auth, clock, endpoint } = createTestAuth()
  await auth.getToken()
  endpoint.goDown('no-answer')
  const controller = new AbortController()
  const waiting = auth.signOut({ signal: controller.signal })
  await clock.advance(0)
  controller.abort(new Error('never mind'))
  await expect(waiting).rejects.toThrow('never mind')
})

describe('The signal that the `credentials` callback gets', () => {
  /** A client whose callback never ends, and the signals that it was called with. */
  function waiting() {
    const signals: AbortSignal[] = []
    const credentials = ({ signal }: { signal: AbortSignal }): Promise<never> => {
      signals.push(signal)
      return new Promise(() => {})
    }
    return { ...createTestAuth({ credentials }), signals }
  }

  test('has the reason of the caller who stopped waiting.', async () => {
    const { auth, clock, signals } = waiting()
    const controller = new AbortController()
    auth.getToken({ signal: controller.signal }).catch(() => {})
    await clock.advance(0)
    const reason = new Error('never mind')
    controller.abort(reason)
    expect(signals[0]?.reason).toBe(reason)
  })

  test('is a plain abort when the time is up, or a `signIn` took its place.', async () => {
    const { auth, clock, signals } = waiting()
    auth.getToken().catch(() => {})
    await clock.advance(0)
    await clock.settle(auth.signIn(ada))
    await failureOf(
      clock,
      auth.refresh().then(() => auth.signIn()),
    )
    expect(signals).toHaveLength(2)
    for (const signal of signals) expect(signal.reason).toMatchObject({ name: 'AbortError' })
  })
})
