import { describe, expect, test } from 'vitest'
import { ada, createTestAuth, type TestOverrides } from '../support/test-adapter.ts'

const typed = { username: 'ada', password: '' }
const caught = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error)

describe('Credentials that no provider would take', () => {
  test.each<[string, TestOverrides, object | undefined]>([
    ['given to signIn', { credentials: undefined }, typed],
    ['brought by a callback', { credentials: async () => typed }, undefined],
  ])('%s are an AuthError in the words of the adapter, and nothing is sent.', async (_, options, given) => {
    const { auth, endpoint } = createTestAuth(options)
    expect(await caught(auth.signIn(given as typeof typed | undefined))).toMatchObject({
      ...{ code: 'invalid_credentials', phase: 'sign-in', attempts: 0, retryable: false },
      message:
        '@auth/test: the sign-in was not sent: `password` must be a non-empty string. Ask for the credentials again',
    })
    expect(endpoint.requests).toHaveLength(0)
  })

  test('do not stand in the way of right ones.', async () => {
    let brought: typeof typed = typed
    const { auth } = createTestAuth({ credentials: async () => brought })
    await caught(auth.getToken())
    brought = ada
    expect((await auth.getToken()).value).toBeTruthy()
  })

  test('are a TypeError as an option, when the client is made.', () => {
    expect(() => createTestAuth({ credentials: typed })).toThrow(
      new TypeError('@auth/test: `credentials`: `password` must be a non-empty string'),
    )
  })

  test('are sent where the adapter finds nothing wrong with them.', async () => {
    const { auth, endpoint } = createTestAuth({ credentials: typed, adapter: { refuseCredentials: () => undefined } })
    await caught(auth.getToken())
    expect(endpoint.requests).toHaveLength(1)
  })
})
