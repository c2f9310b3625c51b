import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { callsOf } from '../src/call-object.ts'
import { SessionLock } from '../src/session-lock.ts'
import type { Reply, SessionObject } from '../src/session-object.ts'
import { takeLock } from '../src/take-lock.ts'

/** An object in virtual time, from which the Workers can be cut off. */
function setUp() {
  const clock = createVirtualClock()
  const state = {
    lock: new SessionLock(clock),
    value: undefined as string | undefined,
    isCut: false,
    calls: [] as string[],
  }
  async function answer<Result>(name: string, work: () => Result | Promise<Result>): Promise<Reply<Result>> {
    state.calls.push(name)
    if (state.isCut) throw new Error('network connection lost')
    return { result: await work(), now: clock.now() }
  }
  const object: SessionObject = {
    read: () => answer('read', () => state.value),
    lock: (owner) =>
      answer('lock', async () =>
        (await state.lock.take(owner)) ? { held: true, current: state.value, leaseMs: 15_000 } : { held: false },
      ),
    extend: (owner) => answer('extend', () => state.lock.extend(owner)),
    replace: (owner, expected, next) =>
      answer('replace', () => {
        if (state.value !== expected) return false
        state.value = next
        state.lock.release(owner)
        return true
      }),
    release: (owner) => answer('release', () => state.lock.release(owner)),
  }
  const call = callsOf({
    clock,
    key: 'key',
    objectClock: { note() {} },
    namespace: { idFromName: () => '', get: () => object },
  })
  const caller = new AbortController()
  return { clock, state, caller, take: (signal = caller.signal) => takeLock(call, signal, clock) }
}

const options = { signal: new AbortController().signal }

describe('A lock that a Worker holds', () => {
  test('Is kept for as long as it takes.', async () => {
    const { clock, take } = setUp()
    const lease = await take()
    await clock.advance(120_000)
    expect(lease.lost.aborted).toBe(false)
    await lease.release()
    expect(clock.timers).toBe(0)
  })

  test('Is known to be lost when the object was not heard of, before anybody else can have it.', async () => {
    const { clock, state, take } = setUp()
    const lease = await take()
    await clock.advance(5000)
    state.isCut = true
    await clock.advance(14_999)
    expect(lease.lost.aborted).toBe(false)
    await clock.advance(1)
    expect(lease.lost.aborted).toBe(true)
    expect(state.lock.take('other')).toBe(true)
    expect(clock.timers).toBe(0)
  })

  test('Lasts from the call that was answered, not from one that was lost.', async () => {
    const { clock, state, take } = setUp()
    state.isCut = true
    const taking = take()
    await clock.advance(100)
    state.isCut = false
    await clock.advance(50)
    const lease = await taking
    state.isCut = true
    await clock.advance(14_999)
    expect(lease.lost.aborted).toBe(false)
    await clock.advance(1)
    expect(lease.lost.aborted).toBe(true)
  })

  test('Is known to be lost when somebody else has it.', async () => {
    const { clock, state, take } = setUp()
    const lease = await take()
    state.lock = new SessionLock(clock, { owner: 'other', leftMs: 15_000 })
    await clock.advance(4999)
    expect(lease.lost.aborted).toBe(false)
    await clock.advance(1)
    expect(lease.lost.aborted).toBe(true)
  })

  test('Outlives calls that fail now and then.', async () => {
    const { clock, state, take } = setUp()
    const lease = await take()
    for (let times = 0; times < 5; times += 1) {
      state.isCut = true
      await clock.advance(5300)
      state.isCut = false
      await clock.advance(5300)
    }
    expect(lease.lost.aborted).toBe(false)
    await lease.release()
  })

  test('Is let go of with what is written, without a further call.', async () => {
    const { clock, state, take } = setUp()
    const lease = await take()
    expect(await lease.replace(undefined, 'new', options)).toBe(true)
    await lease.release()
    expect(state).toMatchObject({ value: 'new', calls: ['lock', 'replace'] })
    expect(state.lock.isBusy).toBe(false)
    expect(clock.timers).toBe(0)
  })

  test('Stays held where something else is stored than was expected.', async () => {
    const { state, take } = setUp()
    const lease = await take()
    state.value = 'theirs'
    expect(await lease.replace(undefined, 'mine', options)).toBe(false)
    expect(state.lock.isBusy).toBe(true)
    await lease.release()
    expect(state.lock.isBusy).toBe(false)
  })
})

describe('A Worker that waits for a lock', () => {
  test('Asks again until it has it.', async () => {
    const { clock, state, take } = setUp()
    const first = await take()
    const second = take()
    await clock.advance(12_000)
    await first.replace(undefined, 'new', options)
    expect((await second).current).toBe('new')
    expect(state.calls.filter((name) => name === 'lock')).toHaveLength(5)
  })

  test('Leaves the line when its caller does.', async () => {
    const { clock, state, caller, take } = setUp()
    const { signal } = new AbortController()
    const first = await take(signal)
    const second = take()
    const third = take(signal)
    second.catch(() => {})
    await clock.advance(100)
    caller.abort(new Error('enough'))
    await expect(second).rejects.toThrow('enough')
    await first.release()
    await clock.advance(0)
    expect((await third).current).toBeUndefined()
    await (await third).release()
    expect(state.lock.isBusy).toBe(false)
  })

  test('Gives back a lock that it gets after its caller has left.', async () => {
    const { clock, state, caller, take } = setUp()
    const taking = take()
    caller.abort(new Error('enough'))
    await expect(taking).rejects.toThrow('enough')
    await clock.advance(0)
    expect(state.lock.isBusy).toBe(false)
  })
})
