import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { storeKey } from '../support/store-key.ts'
import { createTestAuth, createTwins, failureOf, type TestOverrides, type TestSetup } from '../support/test-adapter.ts'
import { createTokenEndpoint } from '../support/token-endpoint.ts'

/** A client whose access token is over, and whose session can be renewed. */
async function expired(overrides: TestOverrides = {}): Promise<TestSetup> {
  const setup = createTestAuth(overrides)
  await setup.auth.getToken()
  await setup.clock.advance(3_600_000)
  return setup
}

const grants = ({ endpoint }: TestSetup): string[] => endpoint.requests.map((request) => request.grant)

describe('Refresh tokens', () => {
  test('Each renewal sends the newest refresh token, and never one twice.', async () => {
    const setup = await expired()
    for (let renewal = 0; renewal < 5; renewal += 1) await setup.auth.refresh()
    const sent = setup.endpoint.requests.slice(1).map((request) => request.refreshToken)
    expect(sent).toEqual([1, 2, 3, 4, 5].map((number) => `refresh-token-${number}`))
    expect(setup.endpoint.reuseDetected).toBe(false)
  })

  test('The order is: lock, read, spend, write, hand out.', async () => {
    const clock = createVirtualClock()
    const endpoint = createTokenEndpoint(clock)
    const memory = createMemoryStore(clock)
    const steps: string[] = []
    const store: TokenStore = {
      read: memory.read,
      async update(key, change, options) {
        const logged: typeof change = (current, signal) => {
          steps.push(`locked, ${current === undefined ? 'nothing' : 'a session'} stored`)
          return change(current, signal)
        }
        const text = await memory.update(key, logged, options)
        steps.push('written')
        return text
      },
    }
    const fetch: typeof endpoint.fetch = (input, init) => {
      steps.push('sent')
      return endpoint.fetch(input, init)
    }
    const { auth } = createTestAuth({ clock, endpoint, store, fetch, identity: 'ada' })
    await auth.getToken().then(() => steps.push('handed out'))
    await auth.refresh().then(() => steps.push('handed out'))
    expect(steps).toEqual([
      ...['locked, nothing stored', 'sent', 'written', 'handed out'],
      ...['locked, a session stored', 'sent', 'written', 'handed out'],
    ])
  })

  test('A rotated refresh token is in the store before the access token is handed out.', async () => {
    const { first, second, store } = createTwins()
    await first.auth.getToken()
    const renewed = await first.auth.refresh()
    const record = await store.read(storeKey(), { signal: new AbortController().signal })
    expect(record).toContain('refresh-token-2')
    expect(record).toContain(renewed.value)
    expect((await second.auth.getToken()).value).toBe(renewed.value)
  })

  test.each([undefined, ''])('An answer without a refresh token (%j) keeps the old one.', async (none) => {
    const setup = await expired()
    setup.endpoint.rotates = false
    setup.endpoint.fields = { refresh_token: none }
    await setup.auth.refresh()
    await setup.auth.refresh()
    expect(setup.endpoint.requests.slice(1).map((request) => request.refreshToken)).toEqual([
      'refresh-token-1',
      'refresh-token-1',
    ])
  })

  test('A sign-in without a refresh token does not keep that of the session before.', async () => {
    const setup = await expired()
    setup.endpoint.fields = { refresh_token: undefined }
    await setup.auth.signIn()
    await setup.auth.refresh()
    expect(grants(setup)).toEqual(['password', 'password', 'password'])
  })

  test('A session that cannot be renewed any more is started again with credentials, once.', async () => {
    const setup = await expired()
    setup.endpoint.endSessions()
    expect((await setup.auth.getToken()).value).toBe('access-token-2')
    expect(grants(setup)).toEqual(['password', 'refresh', 'password'])
  })

  test('Where the new sign-in fails for a while, the dead refresh token is not sent again.', async () => {
    const setup = await expired()
    setup.endpoint.endSessions()
    setup.endpoint.fail({ status: 400, body: { error: 'invalid_grant' } }, ...Array(3).fill({ status: 503 }))
    expect(await failureOf(setup.clock, setup.auth.getToken())).toMatchObject({ code: 'server_error' })
    await setup.clock.advance(1000)
    expect((await setup.auth.getToken()).value).toBe('access-token-2')
    expect(grants(setup).filter((grant) => grant === 'refresh')).toHaveLength(1)
  })

  test('Without credentials it is `reauth_required`, and nothing more is sent until `signIn`.', async () => {
    const { auth, clock, endpoint } = createTestAuth({ credentials: undefined })
    await auth.signIn({ username: 'ada', password: 'correct horse' })
    await clock.advance(3_600_000)
    endpoint.endSessions()
    for (let call = 0; call < 10; call += 1) {
      expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'reauth_required', retryable: false })
    }
    expect(endpoint.requests).toHaveLength(2)
    expect(auth.status).toBe('reauth-required')
    await auth.signIn({ username: 'ada', password: 'correct horse' })
    expect(auth.status).toBe('fresh')
  })

  test.each([
    { name: '429', fault: { status: 429 } },
    { name: '500', fault: { status: 500 } },
    { name: '503', fault: { status: 503 } },
    { name: 'a reset connection', fault: { connection: 'ECONNRESET' } },
    { name: 'no answer', fault: 'no-answer' },
    { name: 'an undocumented 418', fault: { status: 418 } },
  ] as const)('A renewal that fails with $name does not end the session.', async ({ fault }) => {
    const { auth, clock, endpoint } = createTestAuth({ credentials: undefined })
    await auth.signIn({ username: 'ada', password: 'correct horse' })
    await clock.advance(3_600_000)
    endpoint.goDown(fault)
    await failureOf(clock, auth.getToken())
    endpoint.recover()
    await clock.advance(60_000)
    expect((await auth.getToken()).value).toBe('access-token-2')
  })
})
