import { describe, expect, test } from 'vitest'
import { createPair, lifeMs } from '../support/records.ts'
import { ada, createTwins, failureOf } from '../support/test-adapter.ts'

const dayMs = 24 * 3_600_000
const never = { recheckMs: 365 * dayMs }

describe('A session that is over, of a client without credentials', () => {
  test('is not said to have never been, however often one asks.', async () => {
    const { first } = await createPair()
    first.endpoint.endSessions()
    await first.clock.advance(lifeMs)
    expect(await failureOf(first.clock, first.auth.getToken())).toMatchObject({
      code: 'reauth_required',
      phase: 'renew',
    })
    const error = await failureOf(first.clock, first.auth.getToken())
    expect(error).toMatchObject({ code: 'reauth_required', message: expect.stringContaining('the session is over') })
  })
})

describe('A session that `signIn` started for somebody else than the `credentials` option', () => {
  const grace = { username: 'grace', password: 'correct horse' }

  test.each(['by looking at the store', 'by renewing'])(
    'is not replaced by one of the option when it was signed out elsewhere, which is found %s.',
    async (how) => {
      const { first, second } = createTwins(how === 'by renewing' ? { timing: never } : {})
      await first.auth.signIn(grace)
      await second.auth.signIn(grace)
      await first.clock.advance(1000)
      await first.auth.signIn(grace)
      await first.auth.signOut()
      await first.clock.advance(how === 'by renewing' ? lifeMs : 61_000)
      for (let call = 0; call < 3; call += 1) {
        expect(await failureOf(second.clock, second.auth.getToken())).toMatchObject({ code: 'reauth_required' })
        expect(second.auth.status).toBe('reauth-required')
      }
      expect(first.endpoint.requests.map(({ username }) => username)).not.toContain('ada')
      await second.auth.signIn()
      expect(await second.auth.session()).toEqual({ user: 'ada' })
    },
  )

  test('leaves the callback told that there was a session, each time.', async () => {
    const reasons: string[] = []
    const credentials = async ({ reason }: { reason: string }) => {
      reasons.push(reason)
      return ada
    }
    const { first, second } = createTwins({ credentials })
    await first.auth.getToken()
    await second.auth.getToken()
    await first.auth.signOut()
    await first.clock.advance(61_000)
    await second.auth.getToken()
    expect(reasons).toEqual(['no-session', 'session-over'])
  })
})
