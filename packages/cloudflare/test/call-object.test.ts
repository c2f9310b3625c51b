import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { callsOf } from '../src/call-object.ts'
import type { Reply, SessionObject } from '../src/session-object.ts'

type Answer = () => Promise<Reply<string | undefined>>

/** An object that can only be read, and what became of each call. Faults of the platform cannot be made otherwise. */
function setUp(...answers: readonly Answer[]) {
  const clock = createVirtualClock()
  const state = { calls: 0, stubs: 0, now: 0, options: [] as unknown[] }
  const call = callsOf({
    clock,
    key: 'key',
    locationHint: 'weur',
    objectClock: {
      note(now) {
        state.now = now
      },
    },
    namespace: {
      idFromName: (name) => `id of ${name}`,
      get(id, options) {
        expect(id).toBe('id of key')
        state.stubs += 1
        state.options.push(options)
        const read: Answer = () => {
          state.calls += 1
          return (answers[state.calls - 1] ?? answers.at(-1))?.() ?? Promise.reject(new Error('no answer was given'))
        }
        return { read } as Partial<SessionObject> as SessionObject // nothing else is called
      },
    },
  })
  return { clock, state, read: () => call((object) => object.read()) }
}

const fine: Answer = async () => ({ result: 'value', now: 17 })
const breaks =
  (properties: object): Answer =>
  () =>
    Promise.reject(Object.assign(new Error('broken'), properties))

describe('A call of an object', () => {
  test('Brings its answer, and its time.', async () => {
    const { state, read } = setUp(fine)
    expect(await read()).toBe('value')
    expect(state).toMatchObject({ calls: 1, now: 17, options: [{ locationHint: 'weur' }] })
  })

  test.each([
    { name: 'was reset', properties: { remote: true, reset: true } },
    { name: 'moved', properties: { retryable: true } },
    { name: 'could not be reached', properties: {} },
  ])('Is repeated with a stub of its own when the object $name.', async ({ properties }) => {
    const { clock, state, read } = setUp(breaks(properties), breaks(properties), fine)
    expect(await clock.settle(read())).toBe('value')
    expect(state).toMatchObject({ calls: 3, stubs: 3 })
  })

  test('Fails after three tries, with the reason.', async () => {
    const { clock, state, read } = setUp(breaks({ remote: true }))
    await expect(clock.settle(read())).rejects.toThrow('the Durable Object of the session failed (broken)')
    expect(state.calls).toBe(3)
  })

  test('Fails at once where the object is overloaded.', async () => {
    const { state, read } = setUp(breaks({ overloaded: true, retryable: true }))
    await expect(read()).rejects.toThrow('has more to do than it can (broken)')
    expect(state.calls).toBe(1)
  })

  test('Fails with what the object says that it could not do.', async () => {
    const { clock, read } = setUp(async () => ({ problem: 'the disk is full' }))
    await expect(clock.settle(read())).rejects.toThrow('failed (the disk is full)')
  })

  test('Is not waited for without end.', async () => {
    const { clock, state, read } = setUp(() => new Promise(() => {}), fine)
    const reading = read()
    await clock.advance(9999)
    expect(state.calls).toBe(1)
    expect(await clock.settle(reading)).toBe('value')
    expect(clock.timers).toBe(0)
  })
})
