import type { AuthError } from '@auth/core'
import { answering, failureOf } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { setUp } from './support.ts'

const long = { username: 'ada@example.com', password: 'a-long-password' }

/** The error of a request for the token of either kind that is answered like this. */
async function refusal(
  kind: 'client' | 'account',
  status: number,
  body: string | object,
  headers = {},
): Promise<AuthError> {
  const { auth } = setUp({
    ...(kind === 'account' && { clientToken: 'client-token' }),
    credentials: long,
    retry: { maxAttempts: 1 },
    fetch: answering(status, body, headers),
  })
  const error = await failureOf(auth.getToken())
  return error as AuthError // the tests look at what it says
}

const detail = 'authentication failed'

describe.each(['account', 'client'] as const)('A refused request for the %s token', (kind) => {
  test.each<[string, object]>([
    ['a list', { errors: [{ status: '400', title: 'Bad Request', detail }] }],
    ['a list with a number', { errors: [{ status: 400, title: 'Bad Request', detail }] }],
    ['a list without a status', { errors: [{ title: 'Bad Request', detail }] }],
    ['a single object', { errors: { status: '400', title: 'Bad Request', detail } }],
    ['a single object with a number', { errors: { status: 400, title: 'Bad Request', detail } }],
    [
      'a list with more in it',
      { errors: [{ title: 'Bad Request', detail, source: 'x', meta: { a: 1 } }, { title: 'y' }] },
    ],
    ['a list with a source of JSON:API', { errors: [{ title: 'Bad Request', detail, source: { pointer: '/x' } }] }],
    ['a list with nulls', { errors: [{ title: 'Bad Request', detail, status: null, code: null, request_id: null }] }],
  ])('It is quoted from %s.', async (_, body) => {
    const error = await refusal(kind, 400, body)
    expect(error.code).toBe(kind === 'account' ? 'invalid_credentials' : 'invalid_client')
    expect(error.message).toContain(`(the provider said "Bad Request: ${detail}")`)
    expect(error.providerCode).toBeUndefined()
  })

  test('It has the code that some services send in place of a status.', async () => {
    for (const errors of [
      [{ code: 'bad_request', title: 'Bad Request', detail }],
      { code: 'bad_request', title: 'Bad Request', detail },
    ]) {
      const error = await refusal(kind, 400, { errors })
      expect(error.providerCode).toBe('bad_request')
      expect(error.message).toContain(`(the provider said bad_request: "Bad Request: ${detail}")`)
    }
  })

  test.each([400, 401, 429, 500])(
    'With %i it has the request id of the body, unless a header has one.',
    async (status) => {
      const body = { errors: [{ status, title: 'No', detail: 'as it is', request_id: 'from-the-body' }] }
      const error = await refusal(kind, status, body)
      expect(error).toMatchObject({ requestId: 'from-the-body', status })
      expect(error.message).toContain('(the provider said "No: as it is")')
      expect(await refusal(kind, status, body, { 'x-request-id': 'from-a-header' })).toMatchObject({
        requestId: 'from-a-header',
      })
    },
  )

  test.each(['', '<html><h1>Sorry</h1></html>', '{}', '[]', '{"errors":[]}', '{"errors":null}'])(
    'It keeps its meaning when the body is %s.',
    async (body) => {
      const error = await refusal(kind, 400, body)
      expect(error.code).toBe(kind === 'account' ? 'invalid_request' : 'invalid_client')
      expect(error.message).not.toContain('Sorry')
    },
  )

  test('It is read as text when it is another kind of JSON, or none.', async () => {
    for (const body of [{ message: detail }, [{ title: detail }], `Problem: ${detail}`, { errors: detail }]) {
      const error = await refusal(kind, 400, body)
      expect(error.code).toBe(kind === 'account' ? 'invalid_credentials' : 'invalid_client')
      expect(error.message).toContain(detail)
    }
  })
})
