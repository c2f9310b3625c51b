import { getEventListeners } from 'node:events'
import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test, vi } from 'vitest'
import { createMemoryStore } from '../../src/index.ts'

const never = new Promise<never>(() => {})
const setUp = () => {
  const clock = createVirtualClock()
  const store = createMemoryStore(clock)
  const options = { signal: new AbortController().signal }
  return { clock, store, options }
}

describe('The store in memory', () => {
  test('Changes of one key happen one after the other, in order.', async () => {
    const { store, options } = setUp()
    const append = (text: string) => (current: string | undefined) => Promise.resolve(`${current ?? ''}${text}`)
    await Promise.all(['a', 'b', 'c'].map((text) => store.update('key', append(text), options)))
    expect(await store.read('key', options)).toBe('abc')
  })

  test('Keys do not wait for each other.', async () => {
    const { store, options } = setUp()
    store.update('one', () => never, options)
    expect(await store.update('other', async () => 'text', options)).toBe('text')
  })

  test('A change that fails writes nothing, and lets the next one in.', async () => {
    const { store, options } = setUp()
    await store.update('key', async () => 'first', options)
    await expect(store.update('key', () => Promise.reject(new Error('no')), options)).rejects.toThrow('no')
    expect(await store.update('key', async (current) => `${current} second`, options)).toBe('first second')
  })

  test('`undefined` removes the key.', async () => {
    const { store, options } = setUp()
    await store.update('key', async () => 'text', options)
    await store.update('key', async () => undefined, options)
    expect(await store.read('key', options)).toBeUndefined()
  })

  test('A holder that is aborted lets go at once, and cannot write any more.', async () => {
    const { store, options } = setUp()
    const { promise, resolve } = Promise.withResolvers<string>()
    const controller = new AbortController()
    const lost = store.update('key', () => promise, { signal: controller.signal })
    await Promise.resolve()
    const next = store.update('key', async () => 'mine', options)
    controller.abort()
    expect(await next).toBe('mine')
    resolve('too late')
    await expect(lost).rejects.toThrow('lost')
    expect(await store.read('key', options)).toBe('mine')
  })

  test('Who waits in line and is aborted leaves it at once, and holds up nobody.', async () => {
    const { store, options } = setUp()
    const { promise, resolve } = Promise.withResolvers<string>()
    const controller = new AbortController()
    const first = store.update('key', () => promise, options)
    const second = store.update('key', async () => 'second', { signal: controller.signal })
    const third = store.update('key', async (current) => `${current}, third`, options)
    controller.abort(new Error('never mind'))
    await expect(second).rejects.toThrow('never mind')
    resolve('first')
    expect([await first, await third]).toEqual(['first', 'first, third'])
  })

  test('Who is aborted already, or at the moment of getting the lock, changes nothing.', async () => {
    const { store, options } = setUp()
    const change = vi.fn(async () => 'changed')
    const late = { signal: AbortSignal.abort(new Error('too late')) }
    await expect(store.update('key', change, late)).rejects.toThrow('too late')
    const [holder, next] = [new AbortController(), new AbortController()]
    store.update('key', () => never, { signal: holder.signal }).catch(() => {})
    const second = store.update('key', change, { signal: next.signal })
    const third = store.update('key', async (current) => `${current}, third`, options)
    holder.abort()
    next.abort(new Error('never mind'))
    await expect(second).rejects.toThrow('never mind')
    expect(await third).toBe('undefined, third')
    expect(change).not.toHaveBeenCalled()
  })

  test('Who is aborted and waits behind a lock that nobody frees is let go all the same.', async () => {
    const { store } = setUp()
    store.update('key', () => never, { signal: new AbortController().signal })
    const late = { signal: AbortSignal.abort(new Error('too late')) }
    await expect(store.update('key', async () => 'text', late)).rejects.toThrow('too late')
  })

  test('A signal that outlives its calls is not listened to after them.', async () => {
    const { store, options } = setUp()
    await Promise.all(['a', 'b', 'c'].map((text) => store.update('key', async () => text, options)))
    await expect(store.update('key', () => Promise.reject(new Error('no')), options)).rejects.toThrow('no')
    expect(getEventListeners(options.signal, 'abort')).toHaveLength(0)
  })

  test('A lock that was held for a minute is not yet passed over.', async () => {
    const { clock, store, options } = setUp()
    const { promise, resolve } = Promise.withResolvers<string>()
    const first = store.update('key', () => promise, options)
    await clock.advance(60_000)
    const second = store.update('key', async (current) => `${current}, second`, options)
    resolve('first')
    expect([await first, await second]).toEqual(['first', 'first, second'])
  })

  test('A holder that never lets go is passed over after a minute, and cannot write any more.', async () => {
    const { clock, store, options } = setUp()
    const { promise, resolve } = Promise.withResolvers<string>()
    const lost = store.update('key', () => promise, options)
    await clock.advance(60_001)
    expect(await store.update('key', async () => 'healed', options)).toBe('healed')
    resolve('too late')
    await expect(lost).rejects.toThrow('lost')
    expect(await store.read('key', options)).toBe('healed')
  })

  test('A holder that comes back late removes nothing that others have written, and no lock of theirs.', async () => {
    const { store, options } = setUp()
    const [late, current] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
    const controller = new AbortController()
    const lost = store.update('key', () => late.promise, { signal: controller.signal })
    await Promise.resolve()
    controller.abort()
    // What is empty is forgotten.
    await store.update('key', async () => undefined, options)
    await store.update('key', async () => 'first', options)
    const second = store.update('key', () => current.promise, options)
    late.resolve('too late')
    await expect(lost).rejects.toThrow('lost')
    expect(await store.read('key', options)).toBe('first')
    const third = store.update('key', async (text) => `${text}, third`, options)
    current.resolve('second')
    expect([await second, await third]).toEqual(['second', 'second, third'])
  })
})
