import { expectNoSecrets } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import type { AuthLogger } from '../../src/index.ts'
import { createTestAuth, failureOf, type TestOverrides } from '../support/test-adapter.ts'

/** A client with a logger that keeps the lines. */
function createLogged(overrides: TestOverrides = {}) {
  const lines: string[] = []
  const logger: AuthLogger = {
    debug: (line) => lines.push(`debug ${line}`),
    info: (line) => lines.push(`info ${line}`),
    warn: (line) => lines.push(`warn ${line}`),
    error: (line) => lines.push(`error ${line}`),
  }
  return { ...createTestAuth({ logger, ...overrides }), lines }
}

describe('A logger', () => {
  test('Gets one line for each event, in their order, beside what `onEvent` is told.', async () => {
    const { auth, clock, endpoint, events, lines } = createLogged()
    endpoint.latencyMs = 300
    await clock.settle(auth.getToken())
    await clock.settle(auth.refresh())
    await clock.settle(auth.signOut())
    await clock.advance(0)
    expect(lines).toEqual([
      'info @auth/test: signed in (token 1, took 300 ms)',
      'info @auth/test: renewed (token 2, took 300 ms)',
      'info @auth/test: signed out',
    ])
    expect(events.map(({ type }) => type)).toEqual(['signed-in', 'renewed', 'signed-out'])
  })

  test('Is told why a request is sent again, and what the provider said to the last one.', async () => {
    const { auth, clock, endpoint, events, lines } = createLogged()
    const headers = { 'x-request-id': 'req-42' }
    endpoint.fail({ status: 503 }, { connection: 'ECONNRESET' }, { status: 400, body: { error: 'unknown' }, headers })
    await failureOf(clock, auth.getToken())
    await clock.advance(0)
    expect(lines).toEqual([
      'warn @auth/test: request 1 failed: server_error (503); sending again in 125 ms',
      'warn @auth/test: request 2 failed: network; sending again in 250 ms',
      'error @auth/test: sign-in failed: invalid_credentials (400, request id req-42, 3 requests in 375 ms)',
    ])
    expect(events).toMatchObject([
      { type: 'retrying', code: 'server_error', status: 503 },
      { type: 'retrying', code: 'network', status: undefined },
      { type: 'failed', code: 'invalid_credentials', status: 400, requestId: 'req-42' },
    ])
  })

  test.each<[status: number, code: string]>([
    [408, 'timeout'],
    [429, 'rate_limited'],
    [500, 'server_error'],
  ])('Is told that a request is sent again after a %d, which is %s.', async (status, code) => {
    const { auth, clock, endpoint, lines } = createLogged()
    endpoint.fail({ status })
    await clock.settle(auth.getToken())
    await clock.advance(0)
    expect(lines[0]).toBe(`warn @auth/test: request 1 failed: ${code} (${status}); sending again in 125 ms`)
  })

  test('Is warned of a failure that no caller sees.', async () => {
    const { auth, clock, endpoint, lines } = createLogged()
    await clock.settle(auth.getToken())
    endpoint.goDown({ status: 500 })
    await clock.advance(3_500_000)
    await clock.settle(auth.getToken())
    await clock.advance(40_000)
    expect(lines).toContainEqual(
      expect.stringMatching(/^warn @auth\/test: renew failed in the background: server_error/),
    )
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([])
  })

  test('Sees no secret, also when a server repeats it.', async () => {
    const credentials = { username: 'ada@example.com', password: 'correct horse+battery' }
    const { auth, clock, endpoint, lines } = createLogged({ credentials })
    const body = { error: 'unknown', reason: Object.values(credentials).join(' ') }
    endpoint.fail({ status: 400, body, headers: { 'x-request-id': credentials.password } })
    await failureOf(clock, auth.getToken())
    await clock.advance(0)
    expect(lines).toHaveLength(1)
    expectNoSecrets(lines, Object.values(credentials))
  })

  test('Reaches no caller when it throws or rejects, and is still told of what follows.', async () => {
    let calls = 0
    const fail = (): Promise<never> => {
      calls += 1
      if (calls === 1) throw new Error('the disk is full')
      return Promise.reject(new Error('the disk is still full'))
    }
    const { auth, clock } = createLogged({ logger: { debug: fail, info: fail, warn: fail, error: fail } })
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    expect((await clock.settle(auth.refresh())).value).toBe('access-token-2')
    await clock.settle(auth.signOut())
    await clock.advance(0)
    expect(calls).toBe(3)
  })

  test('Is used as a method, since those of a class need their `this`.', async () => {
    class Lines {
      readonly seen: string[] = []
      readonly debug = (): void => {}
      info(line: string): void {
        this.seen.push(line)
      }
      readonly warn = (): void => {}
      readonly error = (): void => {}
    }
    const logger = new Lines()
    const { auth, clock } = createLogged({ logger })
    await clock.settle(auth.getToken())
    await clock.advance(0)
    expect(logger.seen).toHaveLength(1)
  })
})
