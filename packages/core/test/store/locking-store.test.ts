import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createLockingStore, type Lease, type StoreEngine } from '../../src/store.ts'

const never = new Promise<never>(() => {})

/** One value behind one lock, and what goes wrong with it. */
function setUp() {
  const clock = createVirtualClock()
  const lost = new AbortController()
  const state = {
    value: undefined as string | undefined,
    released: 0,
    lives: [] as unknown[],
    /** Runs before each write; `after`, once it is done. */
    before: (_try: number): unknown => undefined,
    after: (_try: number): unknown => undefined,
    tries: 0,
  }
  const lease = (): Lease => ({
    current: state.value,
    lost: lost.signal,
    async replace(expected, next, { lifeMs }) {
      state.tries += 1
      state.lives.push(lifeMs)
      await state.before(state.tries)
      if (state.value !== expected) return false
      state.value = next
      await state.after(state.tries)
      return true
    },
    async release() {
      state.released += 1
    },
  })
  const engine: StoreEngine = { read: async () => state.value, lock: async () => lease() }
  const store = createLockingStore(engine, { clock })
  const caller = new AbortController()
  const options = { signal: caller.signal, lifeMs: 5000 }
  return { clock, store, state, lost, caller, options }
}

const failure = new Error('the connection was lost')

describe('A store that is made of an engine', () => {
  test('Writes what the change returns, with the life it is given, and lets go of the lock.', async () => {
    const { store, state, options } = setUp()
    expect(await store.update('key', async (current) => `${current} and more`, options)).toBe('undefined and more')
    expect(state).toMatchObject({ value: 'undefined and more', released: 1, lives: [5000] })
  })

  test('Writes nothing where nothing has changed.', async () => {
    const { store, state, options } = setUp()
    state.value = 'same'
    expect(await store.update('key', async (current) => current, options)).toBe('same')
    expect(state).toMatchObject({ tries: 0, released: 1 })
  })

  test('Tries a failed write again while it holds the lock.', async () => {
    const { clock, store, state, options } = setUp()
    state.before = (tries) => (tries < 6 ? Promise.reject(failure) : undefined)
    expect(await clock.settle(store.update('key', async () => 'new', options))).toBe('new')
    expect(state).toMatchObject({ value: 'new', tries: 6, released: 1 })
  })

  test('Takes a write that only seemed to fail for what it was.', async () => {
    const { clock, store, state, options } = setUp()
    state.after = (tries) => (tries === 1 ? Promise.reject(failure) : undefined)
    let runs = 0
    const change = async (): Promise<string> => `new ${++runs}`
    expect(await clock.settle(store.update('key', change, options))).toBe('new 1')
    expect(runs).toBe(1)
  })

  test('Runs the change again with what somebody else has written meanwhile.', async () => {
    const { store, state, options } = setUp()
    const change = async (current: string | undefined): Promise<string> => {
      if (current === undefined) state.value = 'theirs'
      return current ?? 'mine'
    }
    expect(await store.update('key', change, options)).toBe('theirs')
    expect(state).toMatchObject({ value: 'theirs', released: 1 })
  })

  test('Tells a change that the lock is lost, and still writes where nobody else has.', async () => {
    const { store, state, lost, options } = setUp()
    const seen: boolean[] = []
    const change = async (_: string | undefined, signal: AbortSignal): Promise<string> => {
      lost.abort()
      seen.push(signal.aborted)
      return 'the only good one'
    }
    expect(await store.update('key', change, options)).toBe('the only good one')
    expect(seen).toEqual([true])
    expect(state.value).toBe('the only good one')
  })

  test('Gives up a failing write once the lock is lost, after a last try.', async () => {
    const { clock, store, state, lost, options } = setUp()
    state.before = (tries) => {
      if (tries === 3) lost.abort()
      return Promise.reject(failure)
    }
    const failing = store.update('key', async () => 'new', options)
    failing.catch(() => {})
    await clock.advance(1000)
    await expect(failing).rejects.toBe(failure)
    expect(state).toMatchObject({ tries: 4, released: 1 })
  })

  test('Lets go at once when nobody waits any more, also of a change that never ends.', async () => {
    const { store, state, caller, options } = setUp()
    const waiting = store.update('key', () => never, options)
    waiting.catch(() => {})
    await Promise.resolve()
    await Promise.resolve()
    caller.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    expect(state).toMatchObject({ tries: 0, released: 1 })
  })

  test('Lets go of a lock that comes at the moment when nobody waits any more, and runs no change.', async () => {
    const { state, caller, options } = setUp()
    const current = 'old'
    const lease: Lease = {
      ...{ current, lost: new AbortController().signal, replace: async () => true },
      async release() {
        state.released += 1
      },
    }
    const engine: StoreEngine = {
      read: async () => current,
      async lock() {
        queueMicrotask(() => caller.abort(new Error('enough')))
        return lease
      },
    }
    let runs = 0
    const change = async (): Promise<string> => `new ${++runs}`
    await expect(createLockingStore(engine).update('key', change, options)).rejects.toThrow('enough')
    expect({ runs, released: state.released }).toEqual({ runs: 0, released: 1 })
  })

  test('Writes nothing once nobody waits any more, also where a write is being tried again.', async () => {
    const { clock, store, state, caller, options } = setUp()
    state.before = () => Promise.reject(failure)
    const waiting = store.update('key', async () => 'new', options)
    waiting.catch(() => {})
    await clock.advance(200)
    const { tries } = state
    caller.abort(new Error('enough'))
    await clock.advance(60_000)
    await expect(waiting).rejects.toThrow('enough')
    expect(state).toMatchObject({ tries, released: 1, value: undefined })
  })

  test('An error of the change is thrown as it is, and a failed release is not.', async () => {
    const { store, state, options } = setUp()
    const wrong = new Error('wrong password')
    await expect(store.update('key', () => Promise.reject(wrong), options)).rejects.toBe(wrong)
    expect(state.released).toBe(1)
  })

  test('Passes on what the engine can do beside that, also where it is the instance of a class.', async () => {
    class Engine implements StoreEngine {
      readonly keepsTombstones = false
      readonly #time = 17
      read = async (): Promise<undefined> => undefined
      lock = (): Promise<Lease> => never
      async now(): Promise<number> {
        return this.#time
      }
      watch(key: string, onChange: () => void): () => void {
        onChange()
        return () => void this.#time.toFixed(key.length)
      }
      canWrite(): boolean {
        return this.#time > 17
      }
    }
    const store = createLockingStore(new Engine())
    let told = 0
    store.watch?.('key', () => {
      told += 1
    })()
    expect(told).toBe(1)
    expect(await store.now?.()).toBe(17)
    expect(store.keepsTombstones).toBe(false)
    expect(typeof store.canWrite === 'function' && store.canWrite()).toBe(false)
  })
})
