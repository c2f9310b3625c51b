import { AuthError } from '@auth/core'
import { answering, createVirtualClock, readFailureTable } from '@auth-tools/testing'
import { describe, expect, it } from 'vitest'
import { createGooruAuth, type GooruCredentials } from '../src/index.ts'
import { basics, tokenBody } from './support.ts'

const rows = await readFailureTable(new URL('../README.md', import.meta.url))
const person = { username: 'rnfu34p13', password: 'fake-password' }

async function perform(phase: string, answer: typeof fetch): Promise<unknown> {
  const clock = createVirtualClock()
  const credentials: GooruCredentials = phase === 'anonymous sign-in' ? { anonymous: true } : person
  let signedIn = phase !== 'sign-out'
  const auth = createGooruAuth({
    ...basics,
    credentials,
    clock,
    retry: { maxSends: 1 },
    fetch: async (input, init) => {
      if (signedIn) return answer(input, init)
      signedIn = true
      return Response.json(tokenBody())
    },
  })
  if (phase !== 'sign-out') return clock.settle(auth.getToken())
  await clock.settle(auth.getToken())
  return clock.settle(auth.signOut())
}

describe('the table of failures', () => {
  it('is there, with every phase', () => {
    expect(new Set(rows.map(({ phase }) => phase))).toEqual(new Set(['sign-in', 'anonymous sign-in', 'sign-out']))
  })

  it.each(rows)('holds for $phase, $status and $body', async ({ phase, status, body, code, retryable }) => {
    const error = await perform(phase, answering(status, body)).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(AuthError)
    expect(error).toMatchObject({ code, retryable, status, provider: 'gooru', attempts: 1 })
  })
})
