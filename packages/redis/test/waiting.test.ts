import { describe, expect, test } from 'vitest'
import { hold } from './support/holder.ts'
import { commandCount, commandsOf, setUp } from './support/set-up.ts'

describe('Who finds the lock taken', () => {
  test('Gets what the holder has written as soon as it is written, and cannot send anything with it.', async () => {
    const { clock, open, signal } = setUp()
    const holder = hold(open(), 'key', signal, 'new')
    await holder.holds
    const waiter = hold(open(), 'key', signal)
    waiter.goOn()
    await clock.advance(0)
    const startedAt = clock.monotonic()
    holder.goOn()
    expect(await clock.settle(waiter.written)).toBe('new')
    expect(clock.monotonic()).toBe(startedAt)
    expect(waiter.signal()?.aborted).toBe(true)
  })

  test('Gets the lock at once when the holder lets go of it and has written nothing.', async () => {
    const { clock, open, signal } = setUp()
    const holder = hold(open(), 'key', signal)
    await holder.holds
    const waiter = hold(open(), 'key', signal, 'mine')
    await clock.advance(0)
    const startedAt = clock.monotonic()
    holder.goOn()
    await waiter.holds
    expect(clock.monotonic()).toBe(startedAt)
    expect(waiter.signal()?.aborted).toBe(false)
    waiter.goOn()
    expect(await waiter.written).toBe('mine')
  })

  test('Can write what it makes of the new record, and loses nothing that came between.', async () => {
    const { clock, open, signal } = setUp()
    const stores = Array.from({ length: 20 }, () => open())
    const count = async (current: string | undefined): Promise<string> => String(Number(current ?? 0) + 1)
    await clock.settle(Promise.all(stores.map((store) => store.update('key', count, { signal }))))
    expect(await stores[0]?.read('key', { signal })).toBe('20')
  })

  test('Never has the lock beside another one.', async () => {
    const { clock, open, signal } = setUp()
    let holders = 0
    let most = 0
    const change = async (current: string | undefined, lock: AbortSignal): Promise<string | undefined> => {
      if (lock.aborted) return current
      holders += 1
      most = Math.max(most, holders)
      await clock.advance(0)
      holders -= 1
      return `${current}+`
    }
    const updates = Array.from({ length: 10 }, () => open().update('key', change, { signal }))
    await clock.settle(Promise.all(updates))
    expect(most).toBe(1)
  })

  test('Is not woken, without messages, and finds out by asking.', async () => {
    const { clock, open, signal } = setUp()
    const holder = hold(open(), 'key', signal, 'new')
    await holder.holds
    const waiter = hold(open({}, 2), 'key', signal)
    waiter.goOn()
    await clock.advance(3000)
    const toldAt = clock.monotonic()
    holder.goOn()
    expect(await clock.settle(waiter.written)).toBe('new')
    expect(clock.monotonic() - toldAt).toBeLessThanOrEqual(1200)
  })

  test('Gets on when the lock of a dead holder ends.', async () => {
    const { clock, server, open, signal } = setUp()
    const dead = hold(open(), 'key', signal, 'never written')
    await dead.holds
    const startedAt = clock.monotonic()
    // Whatever it sends from now on does not arrive.
    const waiter = hold(open(), 'key', signal, 'mine')
    await clock.advance(0)
    const [lock = ''] = [...server.texts.keys()].filter((key) => key.endsWith(':lock'))
    const value = server.texts.get(lock)?.value ?? ''
    server.ignore = (values) => values[0] === value
    await clock.settle(waiter.holds)
    expect(clock.monotonic() - startedAt).toBeLessThanOrEqual(10_500)
    expect(clock.monotonic() - startedAt).toBeGreaterThan(9000)
    waiter.goOn()
    expect(await waiter.written).toBe('mine')
  })

  test('Waits no longer than its signal allows, and leaves no lock behind.', async () => {
    const { clock, server, open, signal } = setUp()
    const holder = hold(open(), 'key', signal)
    await holder.holds
    const leaving = new AbortController()
    const waiter = hold(open(), 'key', leaving.signal)
    await clock.advance(0)
    leaving.abort(new Error('enough'))
    await expect(waiter.written).rejects.toThrow('enough')
    holder.goOn()
    await holder.written
    await clock.advance(60_000)
    expect([...server.texts]).toEqual([])
    expect(clock.timers).toBe(0)
  })
})

describe('What a renewal costs', () => {
  test.each([[2], [10], [100]])(
    'Two commands for who renews, and two for each of the others, after the first time: %i processes.',
    async (processes) => {
      const { clock, server, open, signal } = setUp()
      const stores = Array.from({ length: processes }, () => open())
      const renew = async (next: string): Promise<void> => {
        const [renewing, ...waiting] = stores.map((store) => () => hold(store, 'key', signal, next))
        const first = renewing?.()
        await clock.settle(first?.holds ?? Promise.reject())
        const before = commandCount(server)
        const others = waiting.map((begin) => begin())
        for (const other of others) other.goOn()
        while (commandCount(server) < before + others.length) await clock.advance(0)
        first?.goOn()
        await clock.settle(Promise.all([first, ...others].map((holder) => holder?.written)))
      }
      await renew('first')
      expect(await commandsOf(server, () => renew('second'))).toBe(2 * stores.length)
    },
  )

  test('One command to read, and none while nothing happens.', async () => {
    const { clock, server, open, signal } = setUp()
    const store = open()
    await store.update('key', async () => 'value', { signal })
    await store.read('key', { signal })
    expect(await commandsOf(server, () => store.read('key', { signal }))).toBe(1)
    expect(await commandsOf(server, () => clock.advance(3_600_000))).toBe(0)
    expect(clock.timers).toBe(0)
  })
})
