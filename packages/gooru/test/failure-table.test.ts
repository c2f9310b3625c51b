import { AuthError } from '@auth/core'
import { answering, createVirtualClock, expectExplained, failureOf, readFailureTable } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createGooruAuth, type GooruCredentials } from '../src/index.ts'
import { basics, tokenBody } from './support.ts'

const rows = await readFailureTable(new URL('../README.md', import.meta.url))
const person = { username: 'rnfu34p13', password: 'fake-password' }

/** Does what a phase stands for. Until then, the service answers as it should. */
async function perform(phase: string, answer: typeof fetch): Promise<unknown> {
  const clock = createVirtualClock()
  const anonymous: GooruCredentials = { anonymous: true }
  let signingIn = phase === 'renew' || phase === 'sign-out' || phase === 'check'
  const auth = createGooruAuth({
    ...basics,
    clock,
    retry: { maxAttempts: 1 },
    fetch: async (input, init) =>
      signingIn
        ? Response.json(tokenBody({ refresh_token: phase === 'renew' ? 'cmVmcmVzaA==' : null }))
        : answer(input, init),
  })
  if (signingIn) await clock.settle(auth.signIn(person))
  signingIn = false
  const attempts: Record<string, () => Promise<unknown>> = {
    'sign-in': () => auth.signIn(person),
    'anonymous sign-in': () => auth.signIn(anonymous),
    renew: () => auth.refresh(),
    'sign-out': () => auth.signOut(),
    check: () => auth.checkSession(),
  }
  return clock.settle(attempts[phase]?.() ?? Promise.resolve())
}

describe('The table of failures', () => {
  test('It is there, with every phase.', () => {
    expect(new Set(rows.map(({ phase }) => phase))).toEqual(
      new Set(['sign-in', 'anonymous sign-in', 'renew', 'check', 'sign-out']),
    )
  })

  test.each(rows)('It holds for $phase, $status and $body.', async ({ phase, status, body, code, retryable }) => {
    const error = await failureOf(perform(phase, answering(status, body)))
    expect(error).toBeInstanceOf(AuthError)
    expectExplained(error)
    // There is nobody left to ask whose session it was.
    const answered = code === 'reauth_required' && phase === 'check' ? {} : { status, attempts: 1 }
    expect(error).toMatchObject({ code, retryable, provider: 'gooru', ...answered })
  })
})
