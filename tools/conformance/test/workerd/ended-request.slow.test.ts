import { beforeAll, describe, expect, test } from 'vitest'
import { bundleWorker, type RunningWorker, startWorker } from './start-worker.ts'
import { startTokenServer, type TokenServer } from './token-server.ts'

// What waiting for a promise of a request that has ended does: it never settles, or it throws at once. See the flag
// `handle_cross_request_promise_resolution`: https://developers.cloudflare.com/workers/configuration/compatibility-flags/
const dates = [
  { compatibilityDate: '2024-09-01', waiting: 'never settles' },
  { compatibilityDate: '2025-06-01', waiting: 'throws' },
  { compatibilityDate: '2026-11-17', waiting: 'throws' },
] as const
const calls = [{ path: '/token' }, { path: '/token-with-signal' }]

let script: string
beforeAll(async () => {
  script = await bundleWorker()
})

/** A worker one of whose requests has ended while its token request was out. */
async function abandoned(
  tokens: TokenServer,
  grant: 'password' | 'refresh_token',
  { compatibilityDate, waiting }: (typeof dates)[number],
  hasCredentials: boolean,
): Promise<RunningWorker> {
  const worker = await startWorker(script, compatibilityDate, { tokenEndpoint: tokens.origin, hasCredentials })
  if (grant === 'refresh_token') {
    await worker.ask('/sign-in')
    await worker.ask('/an-hour-passes')
  }
  tokens.holdNext(grant)
  expect(await worker.ask('/leave')).toBe('left')
  // Where nothing tells that the request has ended, only the deadline of what it began does.
  if (waiting === 'never settles') await worker.ask('/a-minute-passes')
  return worker
}

describe.each(dates)('On workerd as of $compatibilityDate, where waiting for an ended request $waiting,', (date) => {
  test.each(calls)('a renewal whose request has ended holds up no later one ($path).', async ({ path }) => {
    await using tokens = await startTokenServer()
    await using worker = await abandoned(tokens, 'refresh_token', date, true)
    expect(await worker.ask(path)).toBe('access-token-2')
    expect(await worker.ask(path)).toBe('access-token-2')
    // The answer to the refresh token may have been lost: it is not sent a second time.
    expect(tokens.grants).toEqual(['password', 'refresh_token', 'password'])
  })

  test('a renewal whose request has ended asks people to sign in again.', async () => {
    await using tokens = await startTokenServer()
    await using worker = await abandoned(tokens, 'refresh_token', date, false)
    expect(await worker.ask('/token')).toBe('reauth_required')
    expect(tokens.grants).toEqual(['password', 'refresh_token'])
    await worker.ask('/sign-in')
    expect(await worker.ask('/token')).toBe('access-token-2')
  })

  test.each(calls)('a sign-in whose request has ended holds up no later one ($path).', async ({ path }) => {
    await using tokens = await startTokenServer()
    await using worker = await abandoned(tokens, 'password', date, true)
    expect(await worker.ask(path)).toBe('access-token-1')
    expect(tokens.grants).toEqual(['password', 'password'])
  })

  test('several requests at once that find an ended one share a single token request.', async () => {
    await using tokens = await startTokenServer()
    await using worker = await abandoned(tokens, 'refresh_token', date, true)
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => worker.ask('/token')))
    expect(outcomes).toEqual(Array(5).fill('access-token-2'))
    expect(tokens.grants).toEqual(['password', 'refresh_token', 'password'])
  })

  test('a renewal ahead of time whose request has ended is begun again when its time is over.', async () => {
    await using tokens = await startTokenServer()
    const environment = { tokenEndpoint: tokens.origin, hasCredentials: true }
    await using worker = await startWorker(script, date.compatibilityDate, environment)
    await worker.ask('/sign-in')
    await worker.ask('/most-of-an-hour-passes')
    tokens.holdNext('refresh_token')
    expect(await worker.ask('/leave')).toBe('left')
    await worker.ask('/a-minute-passes')
    expect(await worker.ask('/renewed')).toBe('access-token-2')
    expect(tokens.grants).toEqual(['password', 'refresh_token', 'password'])
  })
})
