import { describe, expect, test } from 'vitest'
import { latch, setUp } from './support/set-up.ts'

describe('A store on Redis', () => {
  test('Reads what was written, in another process too, until its life ends.', async () => {
    const { clock, open, signal } = setUp()
    const store = open()
    expect(await store.read('key', { signal })).toBeUndefined()
    await store.update('key', async () => 'first', { signal, lifeMs: 5000 })
    expect(await open().read('key', { signal })).toBe('first')
    await clock.advance(5000)
    expect(await store.read('key', { signal })).toBeUndefined()
  })

  test('Keeps a record without an end where no life is given, and removes it when asked to.', async () => {
    const { clock, open, signal, server } = setUp()
    const store = open()
    await store.update('key', async () => 'first', { signal })
    await clock.advance(1e12)
    expect(await store.read('key', { signal })).toBe('first')
    await store.update('key', async () => undefined, { signal })
    expect([...server.texts]).toEqual([])
  })

  test('Has nothing of the session key in the names of its keys, which all have one tag.', async () => {
    const { open, signal, server } = setUp()
    const held = latch()
    const done = latch()
    const updating = open({ prefix: 'shop:' }).update(
      'auth:meshy:ada@example.com',
      async () => {
        held.open()
        await done.opened
        return 'value'
      },
      { signal },
    )
    await held.opened
    const lock = [...server.texts.keys()]
    done.open()
    await updating
    const [record = ''] = [...server.texts.keys()]
    expect(record).toMatch(/^shop:\{[0-9a-f]{32}\}$/)
    expect(lock).toEqual([`${record}:lock`])
  })

  test('Keeps stores with different prefixes apart.', async () => {
    const { open, signal } = setUp()
    await open({ prefix: 'one:' }).update('key', async () => 'value', { signal })
    expect(await open({ prefix: 'other:' }).read('key', { signal })).toBeUndefined()
  })

  test('Tells the server’s time without a round trip once any answer has come.', async () => {
    const { clock, open, signal, server, serverTime } = setUp()
    const store = open()
    await store.read('key', { signal })
    const { EVALSHA } = server.counts
    clock.moveWall(300_000)
    await clock.advance(1234)
    expect(await store.now?.()).toBe(serverTime())
    expect(server.counts['EVALSHA']).toBe(EVALSHA)
  })

  test('Asks for the time where no answer has come yet.', async () => {
    const { open, serverTime } = setUp()
    expect(await open().now?.()).toBe(serverTime())
  })

  test('Loads its scripts anew after the server has forgotten them.', async () => {
    const { open, signal, server } = setUp()
    const store = open()
    await store.update('key', async () => 'first', { signal })
    server.forgetScripts()
    await store.update('key', async () => 'second', { signal })
    expect(await store.read('key', { signal })).toBe('second')
  })

  test('Replaces a record that is not UTF-8, which reads differently from what is stored.', async () => {
    const { open, signal, server } = setUp()
    const store = open()
    await store.update('key', async () => 'first', { signal })
    const [record = ''] = server.texts.keys()
    // What a client makes of such bytes has another digest than the bytes.
    server.set(record, '\u{fffd} as read')
    server.digestOf = () => 'f'.repeat(40)
    expect(await store.update('key', async (current) => `${current} no more`, { signal })).toBe(
      '\u{fffd} as read no more',
    )
  })
})
