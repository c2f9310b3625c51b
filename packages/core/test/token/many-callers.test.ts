import { getEventListeners } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { ada, createTestAuth, type TestSetup } from '../support/test-adapter.ts'

const callers = 10_000

/** A client whose token request never gets an answer, and one caller who stays. */
async function hanging(): Promise<TestSetup & { readonly staying: Promise<unknown> }> {
  const setup = createTestAuth()
  setup.endpoint.goDown('no-answer')
  const staying = setup.auth.getToken().catch((error: unknown) => error)
  await setup.clock.advance(0)
  return { ...setup, staying }
}

/** Makes calls whose callers leave, one by one or all together, and returns their signals. */
async function leave({ auth }: TestSetup, count: number): Promise<AbortSignal[]> {
  const controllers = Array.from({ length: count }, () => new AbortController())
  const calls = controllers.map(({ signal }) => auth.getToken({ signal }).catch(() => {}))
  for (let turn = 0; turn < 10; turn += 1) await undefined
  for (const controller of controllers) controller.abort()
  await Promise.all(calls)
  return controllers.map(({ signal }) => signal)
}

/** Collects garbage: no test needs a flag on the command line for it. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

describe('Ten thousand callers who left while one flight goes on', () => {
  test('have left no timer.', async () => {
    const setup = await hanging()
    const before = setup.clock.timers
    await leave(setup, callers)
    expect(setup.clock.timers).toBeLessThanOrEqual(before)
    await setup.clock.settle(setup.staying)
    expect(setup.clock.timers).toBe(0)
  })

  test('have left no listener on their signals.', async () => {
    const setup = await hanging()
    const signals = await leave(setup, callers)
    expect(signals.filter((signal) => getEventListeners(signal, 'abort').length > 0)).toHaveLength(0)
    await setup.clock.settle(setup.staying)
  })

  test('can be collected as garbage, with their signals.', async () => {
    const setup = await hanging()
    const left = (await leave(setup, 1000)).map((signal) => new WeakRef(signal))
    await setup.clock.advance(0)
    collectGarbage()
    await setup.clock.advance(0)
    collectGarbage()
    expect(left.filter((signal) => signal.deref()).length).toBeLessThanOrEqual(10)
    await setup.clock.settle(setup.staying)
  })

  test('cost a renewal that has sent its refresh token nothing either.', async () => {
    const setup = createTestAuth({ credentials: undefined })
    await setup.auth.signIn(ada)
    await setup.clock.advance(3_600_000)
    setup.endpoint.goDown('no-answer')
    setup.auth.getToken({ signal: new AbortController().signal }).catch(() => {})
    await setup.clock.advance(0)
    const before = setup.clock.timers
    const signals = await leave(setup, callers)
    expect(setup.clock.timers).toBeLessThanOrEqual(before)
    expect(signals.filter((signal) => getEventListeners(signal, 'abort').length > 0)).toHaveLength(0)
    expect(setup.endpoint.requests).toHaveLength(2)
  })

  test('have not ended the wait of who stays.', async () => {
    const setup = createTestAuth()
    const release = setup.endpoint.hold()
    const staying = setup.auth.getToken()
    await setup.clock.advance(0)
    await leave(setup, callers)
    release()
    expect((await setup.clock.settle(staying)).value).toBe('access-token-1')
    expect(setup.endpoint.requests).toHaveLength(1)
    expect(setup.clock.timers).toBe(0)
  })
})
