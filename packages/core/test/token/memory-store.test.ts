import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
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
})
