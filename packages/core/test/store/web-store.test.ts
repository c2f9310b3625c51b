import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createWebStore } from '../../src/web-store.ts'

const { signal } = new AbortController()
const soon = { signal }
const never = new Promise<never>(() => {})

let names = 0
/** Locks and channels outlive a test. */
const freshName = (): string => `store ${++names}`

/** What runs on Node's own Web Locks and BroadcastChannel. What browsers do is tried in browsers: tools/browsers. */
describe('A store for browsers', () => {
  beforeEach(() => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    return () => vi.unstubAllGlobals()
  })

  test('Keeps what one tab wrote for all of one name, and for no other.', async () => {
    const name = freshName()
    const [store, other] = [createWebStore({ name }), createWebStore({ name })]
    expect(await store.read('key', soon)).toBeUndefined()
    expect(await store.update('key', async () => 'value', soon)).toBe('value')
    expect(await other.read('key', soon)).toBe('value')
    expect(await other.read('another key', soon)).toBeUndefined()
    expect(await createWebStore({ name: freshName() }).read('key', soon)).toBeUndefined()
    await other.update('key', async () => undefined, soon)
    expect(await store.read('key', soon)).toBeUndefined()
  })

  test('Loses none of many updates at once.', async () => {
    const name = freshName()
    const stores = Array.from({ length: 3 }, () => createWebStore({ name }))
    const increment = async (current: string | undefined): Promise<string> => String(Number(current ?? 0) + 1)
    await Promise.all(Array.from({ length: 30 }, (_, index) => stores[index % 3]?.update('key', increment, soon)))
    expect(await stores[0]?.read('key', soon)).toBe('30')
  })

  test('Waits for a lock no longer than its caller, and leaves it to the next one.', async () => {
    const name = freshName()
    const [store, other] = [createWebStore({ name }), createWebStore({ name })]
    const holder = new AbortController()
    const holding = store.update('key', () => never, { signal: holder.signal })
    const caller = new AbortController()
    const waiting = other.update('key', async () => 'other', { signal: caller.signal })
    caller.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    const next = other.update('key', async () => 'next', soon)
    holder.abort(new Error('gone'))
    await expect(holding).rejects.toThrow('gone')
    expect(await next).toBe('next')
  })

  test('Lets go of the lock of a caller who leaves while it is being given to them.', async () => {
    const name = freshName()
    const store = createWebStore({ name })
    const caller = new AbortController()
    vi.stubGlobal('indexedDB', {
      open() {
        caller.abort(new Error('left'))
        return new EventTarget()
      },
    })
    await expect(store.update('key', async () => 'value', { signal: caller.signal })).rejects.toThrow('left')
    vi.stubGlobal('indexedDB', new IDBFactory())
    expect(await createWebStore({ name }).update('key', async () => 'next', soon)).toBe('next')
  })

  test('Tells a change that its lock was stolen, and still writes where nobody else has.', async () => {
    const name = freshName()
    const changing = createWebStore({ name }).update(
      'key',
      async (_, lock) => {
        const lost = new Promise((resolve) => lock.addEventListener('abort', resolve))
        await navigator.locks.request(`${name}:key`, { steal: true }, () => {})
        await lost
        return 'the only good one'
      },
      soon,
    )
    expect(await changing).toBe('the only good one')
    expect(await createWebStore({ name }).read('key', soon)).toBe('the only good one')
  })

  test('Tells those who watch elsewhere of a change, of its key alone, until they leave.', async () => {
    const name = freshName()
    const [store, other] = [createWebStore({ name }), createWebStore({ name })]
    const told: string[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const stops = [
      store.watch?.('key', () => told.push('here')),
      other.watch?.('another key', () => told.push('another key')),
      other.watch?.('key', () => {
        told.push('there')
        resolve()
      }),
    ]
    onTestFinished(() => {
      for (const stop of stops) stop?.()
    })
    await store.update('key', async () => 'value', soon)
    await promise
    expect(told).toEqual(['there'])
    stops[2]?.()
    await store.update('key', async () => 'newer', soon)
    const { promise: heard, resolve: hear } = Promise.withResolvers<void>()
    stops.push(other.watch?.('last', hear))
    await store.update('last', async () => 'value', soon)
    await heard
    expect(told).toEqual(['there'])
  })

  test('Has those who watch look again when their page is seen again, or returns from the cache.', () => {
    const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' })
    const window = new EventTarget()
    vi.stubGlobal('document', page)
    vi.stubGlobal('addEventListener', window.addEventListener.bind(window))
    vi.stubGlobal('removeEventListener', window.removeEventListener.bind(window))
    let told = 0
    const stop = createWebStore({ name: freshName() }).watch?.('key', () => {
      told += 1
    })
    page.dispatchEvent(new Event('visibilitychange'))
    expect(told).toBe(0)
    page.visibilityState = 'visible'
    page.dispatchEvent(new Event('visibilitychange'))
    window.dispatchEvent(new Event('pageshow'))
    expect(told).toBe(2)
    stop?.()
    page.dispatchEvent(new Event('visibilitychange'))
    window.dispatchEvent(new Event('pageshow'))
    expect(told).toBe(2)
  })

  test('Opens a database again that was deleted meanwhile.', async () => {
    const name = freshName()
    const store = createWebStore({ name })
    await store.update('key', async () => 'value', soon)
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name)
      request.onsuccess = resolve
      request.onblocked = reject
    })
    expect(await store.read('key', soon)).toBeUndefined()
    expect(await store.update('key', async (current) => `${current}`, soon)).toBe('undefined')
  })

  test('Takes what others have put into its database for nothing, and replaces it.', async () => {
    const name = freshName()
    const store = createWebStore({ name })
    await store.read('key', soon)
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name)
      request.onsuccess = () => resolve(request.result)
    })
    const transaction = database.transaction('sessions', 'readwrite')
    transaction.objectStore('sessions').put({ of: 'somebody else' }, 'key')
    await new Promise((resolve) => transaction.addEventListener('complete', resolve))
    expect(await store.read('key', soon)).toBeUndefined()
    expect(await store.update('key', async () => 'value', soon)).toBe('value')
  })

  test('Says what to do about a database that is of somebody else.', async () => {
    const name = freshName()
    await new Promise((resolve) => indexedDB.open(name).addEventListener('success', resolve))
    await expect(createWebStore({ name }).read('key', soon)).rejects.toThrow('another `name`')
  })

  test('Says what is wrong, and has another try at the next use, where no database can be opened.', async () => {
    const store = createWebStore({ name: freshName() })
    const database = globalThis.indexedDB
    vi.stubGlobal('indexedDB', {
      open() {
        throw new DOMException('denied', 'SecurityError')
      },
    })
    await expect(store.read('key', soon)).rejects.toThrow('forbids this page to store anything')
    vi.stubGlobal('indexedDB', database)
    expect(await store.read('key', soon)).toBeUndefined()
  })
})

test('A server has no store for browsers: the error names others.', () => {
  expect('indexedDB' in globalThis).toBe(false)
  expect(() => createWebStore()).toThrow(TypeError)
  expect(() => createWebStore()).toThrow(
    /needs IndexedDB, which browsers have\. On servers use `@auth\/core\/file-store`/,
  )
})
