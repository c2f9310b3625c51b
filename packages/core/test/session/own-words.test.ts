import { expectNoSecrets } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { StoreProblem } from '../../src/store.ts'
import { ada, createTestAuth, failureOf, type TestSetup } from '../support/test-adapter.ts'

const expiredMs = 3_600_000

/** A client whose session is over for good. */
async function over(overrides: Parameters<typeof createTestAuth>[0] = {}): Promise<TestSetup> {
  const setup = createTestAuth(overrides)
  setup.endpoint.accept('grace', 'nanoseconds')
  await setup.auth.signIn({ username: 'grace', password: 'nanoseconds' })
  await setup.clock.advance(expiredMs)
  setup.endpoint.endSessions()
  return setup
}

describe('An error that no provider sent says what to do', () => {
  test('when there is nobody to sign in.', async () => {
    const { auth, clock } = createTestAuth({ credentials: undefined })
    for (const call of [() => auth.getToken(), () => auth.signIn()]) {
      expect(await failureOf(clock, call())).toMatchObject({
        code: 'reauth_required',
        phase: 'sign-in',
        attempts: 0,
        message: '@auth/test: there is no session, and there are no credentials to start one with. Call `signIn`',
      })
    }
  })

  test('when the session of one person is over, and the credentials are for another.', async () => {
    const { auth, clock } = await over()
    expect(await failureOf(clock, auth.getToken())).toMatchObject({
      code: 'reauth_required',
      phase: 'sign-in',
      message:
        '@auth/test: the session that `signIn` started is over, and the `credentials` option is for somebody else. Call `signIn`',
    })
  })

  test('when the session is over, and there are no credentials: the words of the provider.', async () => {
    const { auth, clock } = await over({ credentials: undefined })
    expect(await failureOf(clock, auth.getToken())).toMatchObject({
      code: 'reauth_required',
      phase: 'renew',
      message: expect.stringMatching(/^@auth\/test: refused/),
    })
  })

  test('when a failure is waited out.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.goDown({ status: 500, headers: { 'retry-after': '90' } })
    await failureOf(clock, auth.getToken())
    await clock.advance(500)
    expect(await failureOf(clock, auth.getToken())).toMatchObject({
      code: 'cooling_down',
      phase: 'sign-in',
      retryable: true,
      retryAfterMs: 94_000,
      attempts: 0,
      message:
        '@auth/test: token requests are backing off for 94 s after a failure (server_error); no request was sent',
    })
  })

  test('when the provider issues a refused token again.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    endpoint.fields = { access_token: 'the-same' }
    const rejected = await auth.getToken()
    expect(await failureOf(clock, auth.refresh({ rejected }))).toMatchObject({
      code: 'token_rejected',
      phase: 'renew',
      status: 200,
      attempts: 1,
      message:
        '@auth/test: the provider issued a token again that its API had already rejected. Check that the API and the sign-in belong to the same account',
    })
  })

  test('when the store failed, without what the store said.', async () => {
    const { auth, clock } = createTestAuth({
      identity: 'ada',
      onStoreFailure: 'fail',
      store: { read: async () => undefined, update: () => Promise.reject(new Error('access-token-1')) },
    })
    expect(await failureOf(clock, auth.getToken())).toMatchObject({
      code: 'store_failed',
      phase: 'request',
      message:
        '@auth/test: the token store failed. The error of the store itself is not shown, since it may hold a token',
    })
  })

  test('when the store knows what to do: in its words.', async () => {
    const problem = new StoreProblem('the disk is full. Make room', { cause: new Error('access-token-1') })
    const update = (): Promise<never> => Promise.reject(problem)
    const store = { read: async () => undefined, update }
    const { auth, clock } = createTestAuth({ identity: 'ada', onStoreFailure: 'fail', store })
    const error = await failureOf(clock, auth.getToken())
    expect(error).toMatchObject({ code: 'store_failed', message: '@auth/test: the disk is full. Make room' })
    expectNoSecrets(error, ['access-token-1'])
    const signingIn = createTestAuth({ identity: 'ada', store: { ...store, read: update } }).auth.signIn(ada)
    await expect(signingIn).rejects.toMatchObject({ message: '@auth/test: the disk is full. Make room' })
  })

  test('when a session is signed in again: the listener is told why.', async () => {
    const { auth, clock, endpoint, events } = createTestAuth()
    await auth.signIn(ada)
    await clock.advance(expiredMs)
    endpoint.endSessions()
    await auth.getToken()
    await clock.advance(0)
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'notice',
        message: 'The session could not be renewed any more; signing in again.',
      }),
    )
  })

  test('when a callback threw, and a caller has seen it: the listener is told nothing.', async () => {
    const failing = createTestAuth({
      credentials: () => {
        throw new Error('s3cr3t')
      },
    })
    await expect(failing.auth.getToken()).rejects.toThrow('s3cr3t')
    await failing.clock.advance(0)
    expect(failing.events).toEqual([])
  })

  test('when a callback threw in the background: the listener is told, without what it threw.', async () => {
    let healthy = true
    const { auth, clock, events } = createTestAuth({
      adapter: { renew: async () => undefined },
      credentials: () => {
        if (healthy) return ada
        throw new Error('s3cr3t')
      },
    })
    await auth.getToken()
    await clock.advance(3_450_000)
    healthy = false
    await auth.getToken()
    await clock.advance(0)
    expect(events.at(-1)).toMatchObject({
      type: 'notice',
      message: 'A renewal failed: the `credentials` callback or the adapter threw.',
    })
  })
})
