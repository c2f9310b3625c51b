import { answering, failureOf, readFailureTable } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { canSignIn } from './support/left-to-fill-in.ts'
import { setUp } from './support/set-up.ts'

const rows = await readFailureTable(new URL('../README.md', import.meta.url))

test('The table has every documented status of a sign-in.', () => {
  const statuses = rows.filter(({ phase }) => phase === 'sign-in').map(({ status }) => status)
  expect(statuses).toEqual(expect.arrayContaining([400, 401, 429, 503]))
})

test.skipIf(!canSignIn).each(rows)(
  'A $phase that is answered with $status and $body fails with $code as documented.',
  async (row) => {
    const { phase, status, body, code, retryable } = row
    const { auth, clock } = setUp({ retry: { maxAttempts: 1 }, fetch: answering(status, body) })
    const attempts: Record<string, () => Promise<unknown>> = { 'sign-in': () => auth.signIn() }
    const attempt = attempts[phase]
    if (!attempt) throw new Error(`write how a test meets the phase: ${phase}`)
    expect(await failureOf(clock.settle(attempt()))).toMatchObject({ phase, status, code, retryable })
  },
)
