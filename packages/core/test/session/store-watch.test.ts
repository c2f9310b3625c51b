import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { createPair, softMs } from '../support/records.ts'
import { ada, createTestAuth, failureOf } from '../support/test-adapter.ts'

/** A store that tells of every change, the listener's own included. */
function createTellingStore(inner: TokenStore) {
  const listeners = new Set<() => void>()
  const state = { listeners, watches: 0, reads: 0, onRead: async (): Promise<void> => {} }
  const store: TokenStore = {
    async read(...call) {
      state.reads += 1
      const text = await inner.read(...call)
      await state.onRead()
      return text
    },
    async update(key, change, options) {
      let before: string | undefined
      const after = await inner.update(
        key,
        (current, signal) => {
          before = current
          return change(current, signal)
        },
        options,
      )
      if (after !== before) for (const listener of listeners) listener()
      return after
    },
    watch(_, onChange) {
      state.watches += 1
      listeners.add(onChange)
      return () => void listeners.delete(onChange)
    },
  }
  return { store, state }
}

async function setUp() {
  const clock = createVirtualClock()
  const { store, state } = createTellingStore(createMemoryStore(clock))
  const { first, second } = await createPair({ clock, store })
  return { clock, store, state, first, second }
}

describe('A store that tells of changes', () => {
  test('Lets a sign-out be seen at the next use.', async () => {
    const { first, second, clock } = await setUp()
    await first.auth.signOut()
    expect(await failureOf(clock, second.auth.getToken())).toMatchObject({ code: 'reauth_required' })
  })

  test('Lets a renewal be seen at the next use.', async () => {
    const { first, second } = await setUp()
    const renewed = await first.auth.refresh()
    expect((await second.auth.getToken()).value).toBe(renewed.value)
  })

  test('Is read once for a change, and not at all without one.', async () => {
    const { first, second, state, clock } = await setUp()
    await second.auth.getToken()
    await first.auth.refresh()
    state.reads = 0
    await Promise.all(Array.from({ length: 10 }, () => second.auth.getToken()))
    for (let call = 0; call < 10; call += 1) await clock.settle(second.auth.getToken())
    expect(state.reads).toBe(1)
  })

  test('Is read again where it has changed while it was being read.', async () => {
    const { first, second, state, clock } = await setUp()
    await clock.advance(61_000)
    let changed: Promise<unknown> | undefined
    state.onRead = async () => {
      state.onRead = async () => {}
      changed = first.auth.signOut()
      await changed
    }
    await clock.settle(second.auth.getToken())
    await changed
    expect(await failureOf(clock, second.auth.getToken())).toMatchObject({ code: 'reauth_required' })
  })

  test('Is listened to once by each client, until the client is disposed of.', async () => {
    const { first, second, state, clock } = await setUp()
    await first.auth.refresh()
    await clock.advance(softMs)
    await clock.settle(second.auth.refresh())
    expect(state.watches).toBe(2)
    await first.auth[Symbol.asyncDispose]()
    await second.auth[Symbol.asyncDispose]()
    expect(state.listeners.size).toBe(0)
    await second.auth.refresh()
    expect(state.listeners.size).toBe(0)
  })

  test('Does not keep a client that was dropped.', async () => {
    const clock = createVirtualClock()
    const { store, state } = createTellingStore(createMemoryStore(clock))
    await createTestAuth({ clock, store, identity: 'ada', credentials: ada }).auth.getToken()
    expect(state.listeners.size).toBe(1)
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void // as the flag provides it
    await expect
      .poll(
        () => {
          collect()
          return state.listeners.size
        },
        { timeout: 30_000 },
      )
      .toBe(0)
  })

  test.each([
    [
      'cannot listen',
      () => {
        throw new Error('no connection')
      },
    ],
    [
      'cannot stop',
      () => () => {
        throw new Error('no connection')
      },
    ],
  ])('Harms nobody when it %s.', async (_, watch) => {
    const clock = createVirtualClock()
    const store = { ...createMemoryStore(clock), watch }
    const { auth } = createTestAuth({ clock, store, identity: 'ada', credentials: ada })
    expect((await auth.getToken()).value).toBe('access-token-1')
    await auth[Symbol.asyncDispose]()
  })
})
