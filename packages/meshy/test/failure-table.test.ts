import { answering, expectExplained, failureOf, readFailureTable } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { registerAnonymousUser } from '../src/index.ts'
import { forPeople, optionsFor, setUp } from './support/meshy.ts'

const rows = await readFailureTable(new URL('../README.md', import.meta.url))
// Beside a secret of under 6 characters, a name too, the text of an answer is dropped.
const ada = { username: 'ada-lovelace', password: 'ada-password' }

test.each(['sign-in', 'renew', 'sign-out', 'register'])('The table has every documented status of a %s.', (phase) => {
  const statuses = rows.filter((row) => row.phase === phase).map(({ status }) => status)
  expect(statuses).toEqual(expect.arrayContaining([400, 408, 429, 500, 502, 503]))
})

test.each(rows)('A $phase that is answered with $status and $body fails with $code as documented.', async (row) => {
  const { phase, status, body, code, retryable } = row
  const answer = answering(status, body)
  let ready = false
  const { emulator } = setUp({}, { users: [ada] })
  const { auth, clock } = setUp({
    ...forPeople(),
    retry: { maxAttempts: 1 },
    fetch: (input, init) => (ready ? answer(input, init) : emulator.fetch(input, init)),
  })
  if (phase !== 'sign-in') await auth.signIn(ada)
  ready = true
  const attempts: Record<string, () => Promise<unknown>> = {
    'sign-in': () => auth.signIn(ada),
    renew: () => auth.refresh(),
    'sign-out': () => auth.signOut(),
    register: () =>
      registerAnonymousUser(
        { ...optionsFor(emulator, clock), retry: { maxAttempts: 1 }, fetch: answer },
        { username: 'visitor-17' },
      ),
  }
  const attempt = attempts[phase]
  if (!attempt) throw new Error(`no such phase: ${phase}`)
  const error = await failureOf(clock.settle(attempt()))
  expectExplained(error)
  expect(error).toMatchObject({
    ...{ status, code, retryable },
    // It is not a part of a session.
    phase: phase === 'register' ? 'call' : phase,
  })
})
