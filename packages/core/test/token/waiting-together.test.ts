import { expect, test } from 'vitest'
import { createRealTimeAuth, credentials, issue } from '../support/api-auth.ts'
import { ada, createTestAuth, failureOf } from '../support/test-adapter.ts'

const callers = 1000

test('Callers who ask in one step wait with one timer, and get one token.', async () => {
  const { auth, clock, endpoint } = createTestAuth()
  const release = endpoint.hold()
  auth.getToken()
  await clock.advance(0)
  const before = clock.timers
  const waiting = Array.from({ length: callers }, () => auth.getToken())
  await clock.advance(0)
  expect(clock.timers - before).toBeLessThanOrEqual(1)
  release()
  expect(new Set(await clock.settle(Promise.all(waiting))).size).toBe(1)
  expect(endpoint.requests).toHaveLength(1)
  expect(clock.timers).toBe(0)
})

test('Callers who come one after the other wait with one timer, where timers are sure to run.', async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const auth = createRealTimeAuth({ credentials, fetch: () => gate.then(() => issue('token-1')) })
  const waiting = [auth.getToken()]
  await new Promise(setImmediate)
  const before = timers()
  for (let caller = 0; caller < 20; caller += 1) {
    waiting.push(auth.getToken())
    await new Promise(setImmediate)
  }
  expect(timers()).toBeLessThanOrEqual(before)
  open()
  for (const { value } of await Promise.all(waiting)) expect(value).toBe('token-1')
})

test('Callers who wait together each see the failure.', async () => {
  const { auth, clock, endpoint } = createTestAuth()
  endpoint.goDown()
  const waiting = Array.from({ length: 3 }, () => auth.getToken())
  for (const outcome of await clock.settle(Promise.allSettled(waiting))) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'server_error' } })
  }
})

test('A caller who comes in the same step as a `signIn`, after one who was too early, waits for it.', async () => {
  const { auth, clock } = createTestAuth({ credentials: undefined })
  await auth.signIn(ada)
  await auth.signOut()
  const early = failureOf(clock, auth.getToken())
  const signIn = auth.signIn(ada)
  const late = auth.getToken()
  await clock.settle(signIn)
  expect((await late).value).toBe('access-token-2')
  expect(await early).toMatchObject({ code: 'reauth_required' })
})

test('A caller who leaves takes nobody along who came in the same step.', async () => {
  const { auth, clock, endpoint } = createTestAuth()
  const release = endpoint.hold()
  const controller = new AbortController()
  const leaving = auth.getToken({ signal: controller.signal }).catch((error: unknown) => error)
  const staying = [auth.getToken(), auth.getToken()]
  await clock.advance(0)
  const reason = new Error('left')
  controller.abort(reason)
  expect(await leaving).toBe(reason)
  release()
  for (const { value } of await clock.settle(Promise.all(staying))) expect(value).toBe('access-token-1')
})
