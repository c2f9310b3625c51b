import { createVirtualClock, type VirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { storeKey } from '../support/store-key.ts'
import { ada, createTestAuth, failureOf } from '../support/test-adapter.ts'

/** A store that runs each change twice, as one does that compares and swaps, and finds that somebody was faster. */
function createHesitantStore(clock: VirtualClock) {
  const memory = createMemoryStore(clock)
  const runs: (string | undefined)[] = []
  const store: TokenStore = {
    read: memory.read,
    update: (key, change, options) =>
      memory.update(
        key,
        async (current, signal) => {
          runs.push(await change(current, signal), await change(current, signal))
          return runs.at(-1)
        },
        options,
      ),
  }
  return { store, runs }
}

describe('A store', () => {
  test('may run a change again: what the first run obtained is written then, and not asked for twice.', async () => {
    const clock = createVirtualClock()
    const { store, runs } = createHesitantStore(clock)
    const { auth, endpoint } = createTestAuth({ clock, store, identity: 'ada' })
    expect((await auth.getToken()).value).toBe('access-token-1')
    expect(endpoint.requests).toHaveLength(1)
    expect(runs[1]).toContain('access-token-1')
    expect(clock.timers).toBe(0)
  })

  test('may run a change again also for `signIn`: a one-time code is not sent twice.', async () => {
    const clock = createVirtualClock()
    const { store, runs } = createHesitantStore(clock)
    const { auth, endpoint } = createTestAuth({ clock, store, identity: 'ada', credentials: undefined })
    await auth.signIn(ada)
    expect(endpoint.requests).toHaveLength(1)
    expect(runs[1]).toContain('access-token-1')
    expect((await auth.getToken()).value).toBe('access-token-1')
    expect(clock.timers).toBe(0)
  })

  test.each<[string, (text: string) => unknown]>([
    ['parses what it is given', (text) => JSON.parse(text)],
    ['gives bytes', (text) => Buffer.from(text)],
    ['gives a number', () => 7],
    ['gives a truth', () => true],
  ])('that %s is told of it, in place of a session, and locks out no sign-in.', async (_, change) => {
    const clock = createVirtualClock()
    const memory = createMemoryStore(clock)
    const changed = (text: string | undefined) => (text === undefined ? undefined : (change(text) as string)) // it is not
    const store: TokenStore = {
      read: async (key, options) => changed(await memory.read(key, options)),
      update: (key, next, options) => memory.update(key, (text, signal) => next(changed(text), signal), options),
    }
    const create = () => createTestAuth({ clock, store, identity: 'ada', credentials: undefined })
    await create().auth.signIn(ada)
    const { auth } = create()
    for (const call of [() => auth.getToken(), () => auth.session(), () => auth.refresh(), () => auth.fetch('/')]) {
      const message = expect.stringContaining('the store gives something else than the text that it was given')
      expect(await failureOf(clock, call())).toMatchObject({ code: 'store_failed', message })
    }
    await auth.signIn(ada)
    expect((await auth.getToken()).value).toBe('access-token-1')
    await clock.settle(auth.signOut())
    await clock.settle(create().auth.signOut())
    expect(await memory.read(storeKey(), { signal: new AbortController().signal })).toContain('"signedOut":true')
  })

  test('may say `null` for nothing, as databases do.', async () => {
    const clock = createVirtualClock()
    const memory = createMemoryStore(clock)
    const none = null as unknown as undefined // not of the declared type: that is the test
    const store: TokenStore = {
      read: async (...call) => (await memory.read(...call)) ?? none,
      update: (key, change, options) => memory.update(key, (current, lock) => change(current ?? none, lock), options),
    }
    const { auth } = createTestAuth({ clock, store, identity: 'ada' })
    await auth.signOut()
    await auth.signIn(ada)
    expect((await auth.getToken()).value).toBe('access-token-1')
  })

  test('that runs no change at all has failed.', async () => {
    const store: TokenStore = { read: async () => undefined, update: async () => undefined }
    const { auth, clock, endpoint } = createTestAuth({ store, identity: 'ada' })
    expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'store_failed' })
    expect(endpoint.requests).toHaveLength(0)
  })

  test('that comes to it when nobody waits any more asks nobody for credentials.', async () => {
    const clock = createVirtualClock()
    const memory = createMemoryStore(clock)
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    const store: TokenStore = {
      read: memory.read,
      async update(key, change) {
        await gate
        return memory.update(key, change, { signal: new AbortController().signal })
      },
    }
    let asked = 0
    const credentials = (): Promise<never> => {
      asked += 1
      return new Promise(() => {})
    }
    const { auth } = createTestAuth({ clock, store, identity: 'ada', credentials })
    const controller = new AbortController()
    const waiting = auth.getToken({ signal: controller.signal })
    await clock.advance(0)
    controller.abort(new Error('never mind'))
    await expect(waiting).rejects.toThrow('never mind')
    open()
    await clock.advance(0)
    expect(asked).toBe(0)
  })
})
