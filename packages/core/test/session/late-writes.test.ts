import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { createLockingStore } from '../../src/store.ts'
import { createPair, lifeMs, readRecord, readText, timesSent } from '../support/records.ts'
import { failureOf, type TestOverrides } from '../support/test-adapter.ts'

/** A store that can be reached or not, as one on another machine. Its locks live on while it cannot. */
function createDistantStore(clock: ReturnType<typeof createVirtualClock>) {
  const memory = createMemoryStore(clock)
  const state = { isDown: false }
  const check = (): void => {
    if (state.isDown) throw new Error('connection refused')
  }
  let line: Promise<unknown> = Promise.resolve()
  const store: TokenStore = createLockingStore(
    {
      async read(key, options) {
        check()
        return memory.read(key, options)
      },
      async lock(key, { signal }) {
        check()
        const { promise, resolve } = Promise.withResolvers<void>()
        const before = line
        line = before.then(() => promise)
        await before
        if (signal.aborted) resolve()
        signal.throwIfAborted()
        return {
          current: await memory.read(key, { signal }),
          lost: new AbortController().signal,
          async replace(expected, next, options) {
            check()
            await memory.update(key, async (current) => (current === expected ? next : current), options)
            return (await memory.read(key, options)) === next
          },
          async release() {
            resolve()
          },
        }
      },
    },
    { clock },
  )
  return { store, memory, state }
}

async function setUp(overrides: TestOverrides = {}) {
  const clock = createVirtualClock()
  const { store, memory, state } = createDistantStore(clock)
  const { first, second: twin } = await createPair({ clock, store, ...overrides })
  await clock.advance(lifeMs)
  /** The store goes down while the first client's answer is on its way. */
  const renewing = async () => {
    first.endpoint.latencyMs = 1000
    const renewal = first.auth.getToken()
    await clock.advance(500)
    first.endpoint.latencyMs = 0
    // Waits for the lock.
    const second = twin.auth.getToken()
    second.catch(() => {})
    await clock.advance(0)
    state.isDown = true
    return { renewal, second }
  }
  return { clock, memory, state, first, twin, renewing }
}

describe('A store that is down when a renewal has come', () => {
  test('Gets it as soon as it is back, under the same lock, though the caller has gone on.', async () => {
    const { clock, memory, state, first, renewing } = await setUp()
    const { renewal, second } = await renewing()
    expect((await clock.settle(renewal)).value).toBe('access-token-2')
    expect(clock.monotonic()).toBe(lifeMs + 5000)
    state.isDown = false
    expect((await clock.settle(second)).value).toBe('access-token-2')
    expect(await readText(memory)).toContain('refresh-token-2')
    expect(timesSent(first, 'refresh-token-1')).toBe(1)
  })

  test('Is asked by one flight only while the write is being tried.', async () => {
    const { clock, memory, state, first, renewing } = await setUp()
    await clock.settle((await renewing()).renewal)
    for (let call = 0; call < 5; call += 1) await clock.settle(first.auth.getToken())
    state.isDown = false
    await clock.advance(2000)
    expect(await readRecord(memory)).toMatchObject({ refreshToken: 'refresh-token-2' })
    await clock.settle(first.auth[Symbol.asyncDispose]())
    expect(clock.timers).toBe(0)
  })

  test('Is let go in the end, and gets the session at the next use.', async () => {
    const { clock, memory, state, first, renewing } = await setUp()
    await clock.settle((await renewing()).renewal)
    await clock.advance(60_000)
    expect(clock.timers).toBe(0)
    state.isDown = false
    await clock.settle(first.auth.getToken())
    await clock.advance(0)
    expect(await readRecord(memory)).toMatchObject({ refreshToken: 'refresh-token-2' })
  })

  test('Gets it also where a failed write fails the call.', async () => {
    const { clock, memory, state, first, renewing } = await setUp({ onStoreFailure: 'fail' })
    const { renewal, second } = await renewing()
    expect(await failureOf(clock, renewal)).toMatchObject({ code: 'store_failed' })
    state.isDown = false
    await clock.advance(2000)
    expect(await readRecord(memory)).toMatchObject({ refreshToken: 'refresh-token-2' })
    expect((await clock.settle(second)).value).toBe('access-token-2')
    expect((await clock.settle(first.auth.getToken())).value).toBe('access-token-2')
    expect(timesSent(first, 'refresh-token-1')).toBe(1)
  })

  test('Keeps a sign-out that comes meanwhile.', async () => {
    const { clock, memory, state, first, twin, renewing } = await setUp()
    await clock.settle((await renewing()).renewal)
    const signingOut = first.auth.signOut()
    state.isDown = false
    await clock.settle(signingOut)
    await clock.advance(60_000)
    expect(await readRecord(memory)).toMatchObject({ signedOut: true })
    expect(await failureOf(clock, twin.auth.getToken())).toMatchObject({ code: 'reauth_required' })
  })
})
