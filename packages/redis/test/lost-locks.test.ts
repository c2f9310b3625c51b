import { describe, expect, test } from 'vitest'
import { hold } from './support/holder.ts'
import { setUp } from './support/set-up.ts'

describe('A lock that is held', () => {
  test('Is renewed for as long as its holder lives.', async () => {
    const { clock, open, signal } = setUp()
    const holder = hold(open(), 'key', signal, 'mine')
    await holder.holds
    const waiter = hold(open(), 'key', signal)
    waiter.goOn()
    await clock.advance(60_000)
    expect(holder.signal()?.aborted).toBe(false)
    holder.goOn()
    expect(await clock.settle(waiter.written)).toBe('mine')
    await clock.advance(0)
    expect(clock.timers).toBe(0)
  })

  test('Is not renewed for ever: a change that never ends keeps the others waiting for two minutes.', async () => {
    const { clock, open, signal } = setUp()
    const stuck = hold(open(), 'key', signal)
    await stuck.holds
    const waiter = hold(open(), 'key', signal, 'mine')
    await clock.settle(waiter.holds)
    expect(clock.monotonic()).toBeGreaterThan(120_000)
    expect(clock.monotonic()).toBeLessThan(135_000)
    expect(stuck.signal()?.aborted).toBe(true)
  })

  test('Is lost when the server no longer has it, as after a failover, and that is told.', async () => {
    const { clock, server, open, signal } = setUp()
    const holder = hold(open(), 'key', signal, 'mine')
    await holder.holds
    server.texts.clear()
    await clock.advance(3400)
    expect(holder.signal()?.aborted).toBe(true)
    holder.goOn()
    expect(await holder.written).toBe('mine')
  })

  test('Is lost at its end by the clock here when the server does not answer.', async () => {
    const { clock, server, open, signal } = setUp()
    const holder = hold(open(), 'key', signal, 'mine')
    await holder.holds
    server.ignore = () => true
    await clock.advance(9999)
    expect(holder.signal()?.aborted).toBe(false)
    await clock.advance(1)
    expect(holder.signal()?.aborted).toBe(true)
    expect(clock.timers).toBe(0)
  })

  test('Is not lost over a renewal that failed, if a later one succeeds.', async () => {
    const { clock, server, open, signal } = setUp()
    const holder = hold(open(), 'key', signal, 'mine')
    await holder.holds
    await clock.advance(3300)
    server.ignore = () => true
    await clock.advance(4000)
    server.ignore = () => false
    await clock.advance(60_000)
    expect(holder.signal()?.aborted).toBe(false)
    holder.goOn()
    expect(await holder.written).toBe('mine')
  })

  test('Of a holder that was suspended past its life: a late write meets what was written since.', async () => {
    const { clock, server, open, signal } = setUp()
    const seen: unknown[] = []
    const holder = hold(open(), 'key', signal)
    await holder.holds
    server.texts.clear()
    await open().update('key', async () => 'newer', { signal })
    await clock.advance(20_000)
    const late = open().update(
      'key',
      async (current) => {
        seen.push(current)
        if (seen.length > 1) return current
        server.set([...server.texts.keys()].find((key) => key.endsWith('}')) ?? '', 'newest')
        return 'late'
      },
      { signal },
    )
    expect(await clock.settle(late)).toBe('newest')
    expect(seen).toEqual(['newer', 'newest'])
  })
})

describe('A server that has lost a record, with the lock of one whose answer is on its way', () => {
  test('Gives the lock to nobody who knew of the record for as long as that lock would have lived.', async () => {
    const { clock, server, open, signal } = setUp()
    const [holding, waiting] = [open(), open()]
    await holding.update('key', async () => 'first', { signal })
    await waiting.read('key', { signal })
    const holder = hold(holding, 'key', signal, 'only good one')
    await holder.holds
    server.texts.clear()
    const waiter = hold(waiting, 'key', signal)
    waiter.goOn()
    await clock.advance(9000)
    expect(waiter.signal()).toBeUndefined()
    holder.goOn()
    expect(await clock.settle(holder.written)).toBe('only good one')
    expect(await clock.settle(waiter.written)).toBe('only good one')
  })

  test('Gives it no sooner to who was waiting for the lock already.', async () => {
    const { clock, server, open, signal } = setUp()
    const [holding, waiting] = [open(), open()]
    await holding.update('key', async () => 'first', { signal })
    await waiting.read('key', { signal })
    const holder = hold(holding, 'key', signal, 'only good one')
    await holder.holds
    const waiter = hold(waiting, 'key', signal)
    waiter.goOn()
    await clock.advance(0)
    server.texts.clear()
    await clock.advance(8000)
    expect(waiter.signal()).toBeUndefined()
    holder.goOn()
    expect(await clock.settle(holder.written)).toBe('only good one')
    expect(await clock.settle(waiter.written)).toBe('only good one')
  })

  test('Gives it after that, and at once to who comes then.', async () => {
    const { clock, server, open, signal } = setUp()
    const store = open()
    await store.update('key', async () => 'first', { signal })
    server.texts.clear()
    const startedAt = clock.monotonic()
    expect(await clock.settle(store.update('key', async (current) => current, { signal }))).toBeUndefined()
    expect(clock.monotonic() - startedAt).toBeGreaterThanOrEqual(10_000)
    expect(clock.monotonic() - startedAt).toBeLessThanOrEqual(10_200)
    const restartedAt = clock.monotonic()
    await clock.settle(store.update('key', async () => 'anew', { signal }))
    expect(clock.monotonic()).toBe(restartedAt)
  })

  test('Is not supposed to have it where its life has ended.', async () => {
    const { clock, open, signal } = setUp()
    const [writer, reader] = [open(), open()]
    await writer.update('key', async () => 'first', { signal, lifeMs: 1000 })
    await reader.read('key', { signal })
    await clock.advance(1000)
    await reader.update('key', async () => 'second', { signal, lifeMs: 1000 })
    await clock.advance(1000)
    await writer.update('key', async () => 'third', { signal })
    expect(clock.monotonic()).toBe(2000)
  })

  test('Is not supposed to have it where it was removed on purpose.', async () => {
    const { clock, open, signal } = setUp()
    const store = open()
    await store.update('key', async () => 'first', { signal })
    await store.update('key', async () => undefined, { signal })
    await store.update('key', async () => 'second', { signal })
    expect(clock.monotonic()).toBe(0)
  })
})
