import { answering } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import type { AdapterContext, StoredTokenSet } from '../../src/adapter.ts'
import type { Operation, Undocumented } from '../../src/api.ts'
import { ada, createTestAuth, failureOf, type TestSession, testAdapter } from '../support/test-adapter.ts'

const operation: Operation = { id: 'ask', method: 'POST', path: '/ask', responses: {} }

/** What an adapter's `signIn` was told by an endpoint that answers so. */
async function ask(body: string, headers: Record<string, string>): Promise<{ text: string; other: string }> {
  let heard = { text: '', other: '' }
  const { auth, clock } = createTestAuth({
    fetch: answering(400, body, headers),
    adapter: {
      async signIn(context: AdapterContext) {
        const result: Undocumented = await context.transport(operation, {}, { retry: 'never' })
        heard = { text: context.textOf(result), other: context.textOf({}) }
        throw context.fail.ofStatus(result)
      },
    },
  })
  await failureOf(clock, auth.getToken())
  return heard
}

describe('What an adapter works with', () => {
  test("has the text of an error's body as it was sent, and none of anything else.", async () => {
    expect(await ask('code: correct horse', { 'content-type': 'text/plain' })).toEqual({
      text: 'code: correct horse',
      other: '',
    })
    expect(await ask('<html>an error page</html>', { 'content-type': 'text/html' })).toEqual({ text: '', other: '' })
  })

  test('has a way to tell the listener something.', async () => {
    const { auth, clock, events } = createTestAuth({
      adapter: {
        signIn(context, credentials) {
          context.notice('The older way to sign in was taken.')
          return testAdapter.signIn(context, credentials)
        },
      },
    })
    await auth.getToken()
    await clock.advance(0)
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'notice', message: 'The older way to sign in was taken.', provider: 'test' }),
    )
  })

  test.each([
    { kind: 'explains a refusal', explains: true, code: 'invalid_client', said: 'the client is wrong' },
    {
      kind: 'goes by the status, if what explains it cannot be loaded',
      explains: false,
      code: 'rate_limited',
      said: '',
    },
  ])('$kind.', async ({ explains, code, said }) => {
    const { auth, clock } = createTestAuth({
      fetch: answering(429, '{}'),
      adapter: {
        async signIn(context: AdapterContext) {
          const answer: Undocumented = await context.transport(operation, {}, { retry: 'never' })
          throw await context.explain(answer, async () => {
            if (!explains) throw new TypeError('error loading dynamically imported module')
            return context.fail('invalid_client', { answer, message: 'the client is wrong' })
          })
        },
      },
    })
    const error = await failureOf(clock, auth.getToken())
    expect(error).toMatchObject({ code, status: 429, message: expect.stringContaining(said) })
  })

  test('shows what a success says of a choice, without its secrets.', async () => {
    const credentials = { username: 'ada-lovelace', password: 'correct horse' }
    const { auth, clock } = createTestAuth({
      credentials,
      fetch: answering(200, '{}', { 'x-request-id': 'request-7' }),
      adapter: {
        async signIn(context: AdapterContext) {
          const { exchange, code }: Undocumented = await context.transport(operation, {}, { retry: 'never' })
          const choices = [{ id: 'a', name: 'Acme of ada-lovelace' }]
          const answer = { code, text: '', exchange }
          throw await context.explain(answer, () =>
            context.fail('account_selection_required', { answer, message: 'choose', choices }),
          )
        },
      },
    })
    const error = await failureOf(clock, auth.getToken())
    expect(error).toMatchObject({ requestId: 'request-7', choices: [{ id: 'a', name: 'Acme of [redacted]' }] })
  })

  test.each(['access-token-1', 'refresh-token-1'])(
    'hides the %s of a session that is over, though the server repeats it.',
    async (secret) => {
      // Beside a short name, a provider's words would be left out whole.
      const credentials = { username: 'ada-lovelace', password: 'correct horse' }
      const { auth, clock, endpoint } = createTestAuth({ credentials })
      endpoint.accept(credentials.username, credentials.password)
      await auth.getToken()
      await clock.advance(3_600_000)
      endpoint.fail({ status: 400, body: { error: 'invalid_grant' } }, { status: 403, body: { hint: `not ${secret}` } })
      const error = await failureOf(clock, auth.getToken())
      expect(error).toMatchObject({ phase: 'sign-in', message: expect.stringContaining('not [redacted]') })
    },
  )

  test.each([
    [0, false],
    [3_599_999, false],
    [3_600_000, true],
  ])('knows %d ms after the sign-in whether the token has expired: %j.', async (ageMs, expired) => {
    const grants: StoredTokenSet<TestSession>[] = []
    const { auth, clock } = createTestAuth({
      adapter: {
        renew(context, grant) {
          grants.push(grant)
          return testAdapter.renew(context, grant)
        },
        async signOut(_, grant) {
          grants.push(grant)
        },
      },
    })
    await auth.signIn(ada)
    await clock.advance(ageMs)
    await auth.refresh()
    await clock.advance(ageMs)
    await auth.signOut()
    expect(grants).toEqual([
      { accessToken: 'access-token-1', refreshToken: 'refresh-token-1', session: { user: 'ada' }, expired },
      { accessToken: 'access-token-2', refreshToken: 'refresh-token-2', session: { user: 'ada' }, expired },
    ])
  })
})
