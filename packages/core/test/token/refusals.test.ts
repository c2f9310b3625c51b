import { expectNoSecrets } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { ada, createTestAuth, failureOf, type TestCredentials } from '../support/test-adapter.ts'

const wrong: TestCredentials = { username: 'ada', password: 'a wrong one' }
const minuteMs = 60_000

describe('Credentials that were refused', () => {
  test('A refused sign-in is not sent twice, however many calls there are.', async () => {
    const { auth, clock, endpoint } = createTestAuth({ credentials: wrong })
    for (let call = 0; call < 100; call += 1) {
      expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'invalid_credentials', retryable: false })
    }
    expect(endpoint.requests).toHaveLength(1)
    expect(auth.status).toBe('reauth-required')
    await clock.advance(minuteMs - 1)
    await failureOf(clock, auth.getToken())
    expect(endpoint.requests).toHaveLength(1)
  })

  test('They are tried again after a minute, then after twice as long, up to an hour.', async () => {
    const { auth, clock, endpoint } = createTestAuth({ credentials: wrong })
    const waits = [1, 2, 4, 8, 16, 32, 60, 60].map((minutes) => minutes * minuteMs)
    await failureOf(clock, auth.getToken())
    for (const [index, waitMs] of waits.entries()) {
      await clock.advance(waitMs - 1)
      await failureOf(clock, auth.getToken())
      expect(endpoint.requests).toHaveLength(index + 1)
      await clock.advance(1)
      await failureOf(clock, auth.getToken())
      expect(endpoint.requests).toHaveLength(index + 2)
    }
  })

  test('A callback that brings other credentials is heard at once.', async () => {
    let credentials = wrong
    const { auth, clock, endpoint } = createTestAuth({ credentials: () => credentials })
    await failureOf(clock, auth.getToken())
    await failureOf(clock, auth.getToken())
    expect(endpoint.requests).toHaveLength(1)
    credentials = ada
    expect((await auth.getToken()).value).toBe('access-token-1')
    expect(auth.status).toBe('fresh')
  })

  test('A `signIn` is always sent, with the same credentials too.', async () => {
    const { auth, clock, endpoint } = createTestAuth({ credentials: wrong })
    await failureOf(clock, auth.getToken())
    expect(await failureOf(clock, auth.signIn())).toMatchObject({ code: 'invalid_credentials' })
    expect(await failureOf(clock, auth.signIn(wrong))).toMatchObject({ code: 'invalid_credentials' })
    expect(endpoint.requests).toHaveLength(3)
    expect(await auth.signIn(ada)).toEqual({ user: 'ada' })
  })

  test('Once something else was accepted, they are forgotten.', async () => {
    let credentials = wrong
    const { auth, clock } = createTestAuth({ credentials: () => credentials })
    await failureOf(clock, auth.getToken())
    credentials = ada
    await auth.getToken()
    await clock.advance(3_600_000)
    expect(auth.status).toBe('expired')
  })

  test('After a `signIn` the wait starts anew.', async () => {
    const { auth, clock, endpoint } = createTestAuth({ credentials: wrong })
    await failureOf(clock, auth.getToken())
    await clock.advance(minuteMs)
    await failureOf(clock, auth.getToken())
    await failureOf(clock, auth.signIn())
    expect(endpoint.requests).toHaveLength(3)
    await clock.advance(minuteMs)
    await failureOf(clock, auth.getToken())
    expect(endpoint.requests).toHaveLength(4)
  })

  test('A client that is refused when it renews does not go on asking, nor ends its session.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    await clock.advance(3_600_000)
    endpoint.goDown({ status: 400, body: { error: 'invalid_client' } })
    for (let call = 0; call < 100; call += 1) {
      expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'invalid_client', phase: 'renew' })
    }
    expect(endpoint.requests).toHaveLength(2)
    endpoint.recover()
    await clock.advance(minuteMs)
    expect((await auth.getToken()).value).toBe('access-token-2')
    expect(endpoint.requests.at(-1)).toMatchObject({ grant: 'refresh', refreshToken: 'refresh-token-1' })
  })

  test('What was refused is not kept: neither an inspected client nor its error shows it.', async () => {
    const { auth, clock } = createTestAuth({ credentials: wrong })
    const error = await failureOf(clock, auth.getToken())
    expectNoSecrets(auth, [wrong.password])
    expectNoSecrets(error, [wrong.password])
  })
})
