import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createFaultyStore } from '../support/faulty-store.ts'
import { codeOf, createPair, grantsOf, lifeMs, readRecord, readText, writeText } from '../support/records.ts'
import { failureOf } from '../support/test-adapter.ts'
import { createWatched } from '../support/watched-store.ts'

describe('The look', () => {
  test('is one for all concurrent callers, who wait for it.', async () => {
    const { first, second, seen, clock } = await createWatched()
    await first.auth.refresh()
    await clock.advance(60_001)
    const { promise, resolve } = Promise.withResolvers<void>()
    seen.onRead = () => promise
    const given: string[] = []
    const asking = Array.from({ length: 50 }, async () => given.push((await second.auth.getToken()).value))
    await clock.advance(0)
    expect(given).toEqual([])
    resolve()
    await clock.settle(Promise.all(asking))
    expect(new Set(given)).toEqual(new Set(['access-token-2']))
    expect(seen.reads).toBe(1)
  })

  test('goes on for the others when one of them leaves.', async () => {
    const { first, second, seen, clock } = await createWatched()
    await first.auth.signOut()
    await clock.advance(60_001)
    const { promise, resolve } = Promise.withResolvers<void>()
    seen.onRead = () => promise
    const controller = new AbortController()
    const leaving = codeOf(second.auth.getToken({ signal: controller.signal }))
    const staying = codeOf(second.auth.getToken())
    await clock.advance(0)
    const reason = new Error('never mind')
    controller.abort(reason)
    expect(await leaving).toBe(reason)
    resolve()
    expect(await clock.settle(staying)).toBe('reauth_required')
    expect(seen.reads).toBe(1)
  })

  test('that fails serves the token, with an event, and is not tried again by every call.', async () => {
    const { second, seen, clock } = await createWatched()
    await clock.advance(60_001)
    seen.onRead = () => Promise.reject(new Error('down'))
    for (let call = 0; call < 10; call += 1) expect((await second.auth.getToken()).value).toBe('access-token-1')
    await clock.advance(0)
    expect(second.events.at(-1)).toMatchObject({ type: 'store-failed' })
    expect(seen.reads).toBeLessThan(5)
    expect(second.auth.status).toBe('fresh')
  })

  test('that never ends serves the token all the same.', async () => {
    const { second, seen, clock } = await createWatched()
    await clock.advance(60_001)
    seen.onRead = () => new Promise(() => {})
    expect((await clock.settle(second.auth.getToken())).value).toBe('access-token-1')
    expect(clock.monotonic()).toBeLessThan(lifeMs / 10)
  })

  test('that never ends holds up no later call, until another one is due.', async () => {
    const { second, seen, clock } = await createWatched()
    await clock.advance(60_001)
    seen.onRead = () => new Promise(() => {})
    await clock.settle(second.auth.getToken())
    const since = clock.monotonic()
    for (let call = 0; call < 10; call += 1) await clock.settle(second.auth.getToken())
    expect(clock.monotonic()).toBe(since)
  })

  test('is no failure of the store when the only caller leaves.', async () => {
    const { second, seen, clock } = await createWatched()
    await clock.advance(60_001)
    seen.onRead = () => new Promise(() => {})
    const controller = new AbortController()
    const leaving = codeOf(second.auth.getToken({ signal: controller.signal }))
    await clock.advance(0)
    const reason = new Error('never mind')
    controller.abort(reason)
    expect(await leaving).toBe(reason)
    await clock.advance(0)
    expect(second.events.map(({ type }) => type)).not.toContain('store-failed')
  })

  test.each([0, lifeMs])('is made for `session` too, which makes no request, after %d ms.', async (pastMs) => {
    const { first, second, clock } = await createWatched()
    await clock.advance(pastMs)
    expect(await second.auth.session()).toEqual({ user: 'ada' })
    await first.auth.signOut()
    await clock.advance(60_001)
    expect(await failureOf(clock, second.auth.session())).toMatchObject({ code: 'reauth_required' })
    expect(grantsOf(second)).toEqual(['password'])
  })

  test('is waited for by who disposes of the client, though its caller has given up.', async () => {
    const { second, seen, clock } = await createWatched()
    await clock.advance(60_001)
    let isOver = false
    seen.onRead = () =>
      new Promise<void>((resolve) =>
        clock.schedule(() => {
          isOver = true
          resolve()
        }, 9000),
      )
    await clock.settle(second.auth.getToken())
    expect(isOver).toBe(false)
    await clock.settle(second.auth[Symbol.asyncDispose]())
    expect(isOver).toBe(true)
  })

  test('that finds a damaged record serves the token, and the next renewal replaces the record.', async () => {
    const { second, store, clock } = await createWatched()
    await writeText(store, '{"version":1,"accessToken":')
    await clock.advance(60_001)
    expect((await second.auth.getToken()).value).toBe('access-token-1')
    await second.auth.refresh()
    expect(await readText(store)).toContain('refresh-token-2')
  })

  test('that finds a record that cannot be read serves the token, with an event.', async () => {
    const { second, store, clock } = await createWatched()
    await writeText(store, JSON.stringify({ ...(await readRecord(store)), version: 2 }))
    await clock.advance(60_001)
    expect((await second.auth.getToken()).value).toBe('access-token-1')
    await clock.advance(0)
    expect(second.events.at(-1)).toMatchObject({ type: 'store-failed' })
  })

  test('does not bring back an older token while a newer one could not be stored.', async () => {
    const clock = createVirtualClock()
    const store = createFaultyStore(clock)
    const { first } = await createPair({ clock, store })
    store.fault = 'write'
    await clock.settle(first.auth.refresh())
    await clock.advance(60_001)
    expect((await clock.settle(first.auth.getToken())).value).toBe('access-token-2')
    await clock.advance(60_001)
    expect((await clock.settle(first.auth.getToken())).value).toBe('access-token-2')
  })
})
