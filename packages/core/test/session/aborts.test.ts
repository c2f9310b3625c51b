import { describe, expect, test } from 'vitest'
import type { TokenStore } from '../../src/index.ts'
import { createTestAuth, type TestSetup } from '../support/test-adapter.ts'

/** A client whose token has to be renewed before it can be used. */
async function expired(): Promise<TestSetup> {
  const setup = createTestAuth()
  await setup.auth.getToken()
  await setup.clock.advance(3_600_000)
  return setup
}

describe('A caller who stops waiting', () => {
  test('is rejected at once, alone, with its own reason.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    const release = endpoint.hold()
    const [first, second] = [new AbortController(), new AbortController()]
    const leaving = [auth.getToken({ signal: first.signal }), auth.getToken({ signal: second.signal })]
    const staying = auth.getToken()
    await clock.advance(0)
    first.abort(new Error('first'))
    second.abort('second')
    await expect(leaving[0]).rejects.toThrow('first')
    await expect(leaving[1]).rejects.toBe('second')
    release()
    expect((await clock.settle(staying)).value).toBe('access-token-1')
    expect(endpoint.requests).toHaveLength(1)
    expect(clock.timers).toBe(0)
  })

  test('sends no request, and gets no token, if it had stopped before it asked.', async () => {
    const { auth, endpoint } = createTestAuth()
    const signal = AbortSignal.abort(new Error('too late'))
    await expect(auth.getToken({ signal })).rejects.toThrow('too late')
    await expect(auth.refresh({ signal })).rejects.toThrow('too late')
    await expect(auth.signIn(undefined, { signal })).rejects.toThrow('too late')
    await expect(auth.signOut({ signal })).rejects.toThrow('too late')
    expect(endpoint.requests).toHaveLength(0)
    await auth.getToken()
    await expect(auth.getToken({ signal })).rejects.toThrow('too late')
  })

  test('and was the last one, ends a sign-in, without a failure or a pause.', async () => {
    const { auth, clock, endpoint, events } = createTestAuth()
    endpoint.fail('no-answer')
    const controller = new AbortController()
    const waiting = auth.getToken({ signal: controller.signal })
    await clock.advance(0)
    expect(endpoint.requests).toHaveLength(1)
    controller.abort(new Error('never mind'))
    await expect(waiting).rejects.toThrow('never mind')
    await clock.advance(0)
    expect(clock.timers).toBe(0)
    expect(events).toEqual([])
    expect((await auth.getToken()).value).toBe('access-token-1')
  })

  test('does not hand its reason to a call that is made in the same moment.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fail('no-answer')
    const controller = new AbortController()
    const leaving = auth.getToken({ signal: controller.signal })
    await clock.advance(0)
    controller.abort(new Error('not yours'))
    const next = auth.getToken()
    await expect(leaving).rejects.toThrow('not yours')
    expect((await next).value).toBe('access-token-1')
  })

  test('does not end a renewal that has sent its refresh token: its result is kept.', async () => {
    const { auth, clock, endpoint } = await expired()
    const release = endpoint.hold()
    const controller = new AbortController()
    const waiting = auth.getToken({ signal: controller.signal })
    await clock.advance(0)
    controller.abort(new Error('never mind'))
    await expect(waiting).rejects.toThrow('never mind')
    release()
    await clock.advance(0)
    expect(auth.status).toBe('fresh')
    expect((await auth.getToken()).value).toBe('access-token-2')
    expect(endpoint.requests).toHaveLength(2)
    expect(clock.timers).toBe(0)
  })

  test('during a renewal leaves it to those who come later.', async () => {
    const { auth, clock, endpoint } = await expired()
    const release = endpoint.hold()
    const controller = new AbortController()
    const leaving = auth.getToken({ signal: controller.signal })
    await clock.advance(0)
    controller.abort(new Error('never mind'))
    const later = auth.getToken()
    await expect(leaving).rejects.toThrow('never mind')
    release()
    expect((await clock.settle(later)).value).toBe('access-token-2')
    expect(endpoint.requests).toHaveLength(2)
  })

  test('and was the last one, stops waiting for the lock of the store too.', async () => {
    let lock: AbortSignal | undefined
    const store: TokenStore = {
      read: async () => undefined,
      update(_key, _change, { signal }) {
        lock = signal
        return new Promise(() => {})
      },
    }
    const { auth, clock } = createTestAuth({ store, identity: 'ada' })
    const controller = new AbortController()
    const waiting = auth.getToken({ signal: controller.signal })
    await clock.advance(0)
    expect(lock?.aborted).toBe(false)
    controller.abort(new Error('never mind'))
    await expect(waiting).rejects.toThrow('never mind')
    expect(lock?.aborted).toBe(true)
    expect(clock.timers).toBe(0)
  })

  test('is not kept waiting by a sign-out at the provider.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    endpoint.fail('no-answer')
    const controller = new AbortController()
    const leaving = auth.signOut({ signal: controller.signal })
    await clock.advance(0)
    controller.abort(new Error('never mind'))
    await expect(leaving).rejects.toThrow('never mind')
    expect(auth.status).toBe('reauth-required')
    await clock.advance(0)
    expect(clock.timers).toBe(0)
  })
})
