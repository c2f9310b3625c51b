import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { SessionLock } from '../src/session-lock.ts'

function setUp(restored?: { owner: string; leftMs: number }) {
  const clock = createVirtualClock()
  const lock = new SessionLock(clock, restored)
  const seen: string[] = []
  /** Asks for the lock, and notes the outcome. */
  const ask = async (owner: string): Promise<void> => {
    seen.push(`${owner}: ${(await lock.take(owner)) ? 'has it' : 'is to ask again'}`)
  }
  return { clock, lock, seen, ask }
}

describe('The lock of a session', () => {
  test('Is had by one at a time, and passed on in line.', async () => {
    const { clock, lock, seen, ask } = setUp()
    for (const owner of ['a', 'b', 'c']) ask(owner)
    await clock.advance(0)
    expect(seen).toEqual(['a: has it'])
    lock.release('a')
    await clock.advance(0)
    expect(seen.slice(1)).toEqual(['b: is to ask again'])
    await ask('b')
    expect(seen.slice(2)).toEqual(['b: has it'])
    lock.release('b')
    await clock.advance(0)
    expect(seen.slice(3)).toEqual(['c: is to ask again'])
  })

  test('Is kept for a moment for whoever is next, and then goes to the one after that.', async () => {
    const { clock, lock, seen, ask } = setUp()
    for (const owner of ['a', 'vanished', 'c']) ask(owner)
    lock.release('a')
    await clock.advance(999)
    expect(seen).toEqual(['a: has it', 'vanished: is to ask again'])
    await clock.advance(1)
    await ask('c')
    expect(seen.slice(2)).toEqual(['c: is to ask again', 'c: has it'])
  })

  test('Is free once its holder was not heard of for 15 seconds, also for those who wait.', async () => {
    const { clock, lock, seen, ask } = setUp()
    await ask('a')
    await clock.advance(14_000)
    ask('b')
    await clock.advance(999)
    expect(seen).toEqual(['a: has it'])
    await clock.advance(1)
    await ask('b')
    expect(seen.slice(1)).toEqual(['b: is to ask again', 'b: has it'])
    expect(lock.extend('a')).toBe(false)
  })

  test('Is kept by a holder that is heard of.', async () => {
    const { clock, lock, seen, ask } = setUp()
    await ask('a')
    for (let beats = 0; beats < 10; beats += 1) {
      await clock.advance(5000)
      expect(lock.extend('a')).toBe(true)
    }
    ask('b')
    await clock.advance(4999)
    expect(seen).toEqual(['a: has it'])
  })

  test('Is still that of a late holder if nobody else has asked.', async () => {
    const { clock, lock, ask } = setUp()
    await ask('a')
    await clock.advance(60_000)
    expect(lock.extend('a')).toBe(true)
  })

  test('Is had at once by whoever asks when its time is over.', async () => {
    const { clock, seen, ask } = setUp()
    await ask('a')
    await clock.advance(15_000)
    await ask('b')
    expect(seen).toEqual(['a: has it', 'b: has it'])
  })

  test('Keeps nobody waiting for more than five seconds at a time.', async () => {
    const { clock, seen, ask } = setUp()
    await ask('a')
    ask('b')
    await clock.advance(4999)
    expect(seen).toEqual(['a: has it'])
    await clock.advance(1)
    expect(seen).toEqual(['a: has it', 'b: is to ask again'])
  })

  test('May be asked for twice by its holder, for an answer may be lost.', async () => {
    const { seen, ask } = setUp()
    await ask('a')
    await ask('a')
    expect(seen).toEqual(['a: has it', 'a: has it'])
  })

  test('Is let go of by its holder alone, and waited for by nobody who has left.', async () => {
    const { clock, lock, seen, ask } = setUp()
    await ask('a')
    ask('b')
    ask('c')
    lock.release('b')
    await clock.advance(0)
    expect(seen).toEqual(['a: has it', 'b: is to ask again'])
    lock.release('a')
    await clock.advance(0)
    expect(seen.at(-1)).toBe('c: is to ask again')
    expect(lock.extend('b')).toBe(false)
  })

  test('Is that of its former holder for a while when the object was reset.', async () => {
    const { clock, lock, seen, ask } = setUp({ owner: 'a', leftMs: 3000 })
    ask('b')
    await clock.advance(2999)
    expect(seen).toEqual([])
    await clock.advance(1)
    expect(seen).toEqual(['b: is to ask again'])
    expect(lock.extend('a')).toBe(false)
  })

  test('Leaves no timer where nobody waits, so that the object can be evicted.', async () => {
    const { clock, lock, ask } = setUp()
    await ask('a')
    expect(clock.timers).toBe(0)
    ask('b')
    expect(clock.timers).toBeGreaterThan(0)
    expect(lock.isBusy).toBe(true)
    lock.release('b')
    lock.release('a')
    expect(clock.timers).toBe(0)
    expect(lock.isBusy).toBe(false)
  })
})
