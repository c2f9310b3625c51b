import { describe, expect, test } from 'vitest'
import { WakeUps } from '../src/wake-ups.ts'
import { setUp } from './support/set-up.ts'

describe('Who watches a session', () => {
  test('Is told when another process writes, and not of its own writes.', async () => {
    const { clock, open, signal } = setUp()
    const [own, other] = [open(), open()]
    let told = 0
    own.watch?.('key', () => {
      told += 1
    })
    await clock.advance(0)
    await own.update('key', async () => 'mine', { signal })
    await clock.advance(0)
    expect(told).toBe(0)
    await other.update('key', async () => 'theirs', { signal })
    await clock.advance(0)
    expect(told).toBe(1)
  })

  test('Is told of a write in the same process where others there watch it, too.', async () => {
    const { clock, open, signal } = setUp()
    const store = open()
    const told: string[] = []
    store.watch?.('key', () => told.push('first'))
    store.watch?.('key', () => told.push('second'))
    await clock.advance(0)
    await store.update('key', async () => 'new', { signal })
    await clock.advance(0)
    expect(new Set(told)).toEqual(new Set(['first', 'second']))
    expect(told).toHaveLength(2)
  })

  test('Is not told of locks, of other sessions, nor of anything once it has stopped.', async () => {
    const { clock, open, signal } = setUp()
    const [own, other] = [open(), open()]
    let told = 0
    const stop = own.watch?.('key', () => {
      told += 1
    })
    await clock.advance(0)
    await other.update('key', async (current) => current, { signal })
    await other.update('other', async () => 'new', { signal })
    stop?.()
    await other.update('key', async () => 'new', { signal })
    await clock.advance(0)
    expect(told).toBe(0)
  })

  test('Stops before it has begun, too.', async () => {
    const { clock, server, open } = setUp()
    open().watch?.('key', () => {})()
    await clock.advance(0)
    expect(server.counts['SUBSCRIBE']).toBeUndefined()
  })

  test('Lets channels go that nobody waits at, once there are very many.', async () => {
    const { clock, server, open } = setUp()
    const store = open()
    for (let index = 0; index < 1100; index += 1) {
      const stop = store.watch?.(`key ${index}`, () => {})
      await clock.advance(0)
      stop?.()
    }
    expect(server.counts['UNSUBSCRIBE']).toBe(100)
  })
})

test('Who never had to wait for the lock of a session leaves nothing behind.', () => {
  const wakeUps = new WakeUps({ send: async () => {}, openFeed: () => undefined })
  const stop = wakeUps.await('channel', () => {})
  expect(wakeUps.size).toBe(1)
  stop()
  expect(wakeUps.size).toBe(0)
})
