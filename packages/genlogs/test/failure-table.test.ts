import { answering, expectExplained, failureOf, readFailureTable } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { forPeople, setUp } from './support/genlogs.ts'

const rows = await readFailureTable(new URL('../README.md', import.meta.url))
const longCredentials = { email: 'ada@example.com', password: 'secret-word' }

test('The table has every documented status of both calls.', () => {
  const statuses = (phase: string): number[] => rows.filter((row) => row.phase === phase).map(({ status }) => status)
  expect(statuses('sign-in')).toEqual(expect.arrayContaining([200, 401, 403, 422, 429, 500]))
  expect(statuses('renew')).toEqual(expect.arrayContaining([200, 401, 403, 422, 429, 500]))
})

test.each(rows)(
  'A $phase that is answered with $status and $body fails with $code as documented.',
  async ({ phase, status, body, code, retryable }) => {
    const answer = answering(status, body)
    let ready = false
    const { emulator } = setUp()
    const { email, password } = emulator.credentials.genlogs
    // A server that misses the email in the query, or under another name, was sent it in the body.
    const credentialsIn = /"missing".*\["query","email"\]|"username"/.test(body) ? 'body' : 'query'
    const { auth, clock } = setUp({
      ...forPeople(),
      credentialsIn,
      useRefreshToken: true,
      retry: { maxAttempts: 1 },
      fetch: (input, init) => (ready ? answer(input, init) : emulator.fetch(input, init)),
    })
    if (phase === 'renew') await auth.signIn({ email, password })
    ready = true
    const attempt: Promise<unknown> = phase === 'renew' ? auth.refresh() : auth.signIn(longCredentials)
    const error = await failureOf(clock.settle(attempt))
    expectExplained(error)
    expect(error).toMatchObject({ phase, status, code, retryable })
  },
)
