import { isAuthError } from '@auth/core'
import { createEmulator } from '@auth/emulator/fetch'
import { answering, createVirtualClock, expectExplained, failureOf, readFailureTable } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { createElasticPathAuth } from '../src/index.ts'

const rows = await readFailureTable(new URL('../README.md', import.meta.url))

test('The table of failures has every documented status.', () => {
  const statuses = (phase: string): number[] => rows.filter((row) => row.phase === phase).map(({ status }) => status)
  for (const phase of ['sign-in', 'renew']) {
    expect(statuses(phase)).toEqual(
      expect.arrayContaining([201, 400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503]),
    )
  }
  expect(statuses('client-token')).toEqual(expect.arrayContaining([200, 400, 401, 408, 429, 500, 502, 503]))
})

test.each(rows)(
  'A $phase that is answered with $status and $body fails with $code as documented.',
  async ({ phase, status, body, code, retryable }) => {
    const clock = createVirtualClock()
    const emulator = createEmulator({ clock })
    const refusing = answering(status, body, status === 307 ? { location: 'https://elsewhere.example/' } : {})
    let refuse = phase !== 'renew'
    const { passwordProfileId, clientId, username, password } = emulator.credentials.elasticpath
    const auth = createElasticPathAuth({
      ...emulator.urls.elasticpath,
      passwordProfileId,
      clientId,
      clock,
      retry: { maxAttempts: 1 },
      store: undefined,
      fetch: (input, init) => {
        const atClientToken = (input instanceof Request ? input.url : String(input)).endsWith('/oauth/access_token')
        return refuse && atClientToken === (phase === 'client-token')
          ? refusing(input, init)
          : emulator.fetch(input, init)
      },
    })
    const signIn = clock.settle(auth.signIn({ username, password }))
    if (phase === 'renew') await signIn
    refuse = true
    const error = await failureOf(phase === 'renew' ? clock.settle(auth.refresh()) : signIn)
    if (!isAuthError(error)) throw error
    expectExplained(error)
    expect(error.provider).toBe('elasticpath')
    expect([error.code, error.retryable]).toEqual([code, retryable])
    expect(error.status).toBe(status)
  },
)
