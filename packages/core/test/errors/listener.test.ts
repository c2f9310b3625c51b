import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AuthEvent } from '../../src/events.ts'
import { createTiny, refusing } from '../fetch/tiny-auth.ts'

const unhandled: unknown[] = []
const note = (reason: unknown): void => void unhandled.push(reason)
beforeEach(() => {
  unhandled.length = 0
  process.on('unhandledRejection', note)
  process.on('uncaughtException', note)
})
afterEach(() => {
  process.off('unhandledRejection', note)
  process.off('uncaughtException', note)
})
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a listener', () => {
  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('broken')
      },
    ],
    ['rejects', async () => Promise.reject(new Error('broken'))],
    ['never ends', () => new Promise(() => {})],
    [
      'returns something that only looks like a promise',
      () => ({
        // biome-ignore lint/suspicious/noThenProperty: a broken thenable is what is tried.
        then: () => {
          throw new Error('broken')
        },
      }),
    ],
  ])('that %s never reaches a caller', async (_, broken) => {
    let calls = 0
    const { auth } = createTiny(refusing('token-1'), {
      onEvent() {
        calls += 1
        return broken()
      },
    })
    expect((await auth.fetch('/users')).status).toBe(200)
    await auth.signOut()
    await auth[Symbol.asyncDispose]()
    await nextTurn()
    expect(calls).toBeGreaterThanOrEqual(4)
    expect(unhandled).toEqual([])
  })

  it('is told the provider, the time and what happened', async () => {
    const events: AuthEvent[] = []
    const { auth } = createTiny(refusing(), { onEvent: (event) => events.push(event) })
    const before = Date.now()
    await auth.getToken()
    await nextTurn()
    expect(events).toMatchObject([{ type: 'signed-in', provider: 'tiny', generation: 1 }])
    expect(events[0]?.at).toBeGreaterThanOrEqual(before)
  })

  it('may call any method of the same object', async () => {
    const seen: string[] = []
    const { auth, signIns } = createTiny(refusing(), {
      async onEvent({ type }) {
        if (type !== 'signed-in' || seen.length > 0) return
        seen.push(type)
        seen.push((await auth.getToken()).value, (await auth.session()).user, (await auth.refresh()).value)
      },
    })
    expect((await auth.getToken()).value).toBe('token-1')
    while (seen.length < 4) await nextTurn()
    expect(seen).toEqual(['signed-in', 'token-1', 'Someone', 'token-2'])
    expect(signIns).toHaveLength(2)
  })
})
