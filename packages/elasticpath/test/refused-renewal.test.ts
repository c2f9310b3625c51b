import { answering, failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { ada, setUp } from './support.ts'

/** A session whose next renewal is answered like this. */
async function renewing(answer: () => Response, options: Parameters<typeof setUp>[0] = {}) {
  const setup = setUp(options)
  await setup.auth.signIn(ada)
  setup.emulator.fail({ provider: 'elasticpath', endpoint: 'token', kind: answer })
  return setup
}

const gone = (status: number) => () => Response.json({ errors: [{ status, title: 'Gone' }] }, { status })

test.each([400, 401, 403, 404, 409, 410, 422])(
  'A renewal that is refused with a reason and %i is followed by one sign-in.',
  async (status) => {
    const { auth, answers } = await renewing(gone(status))
    await auth.refresh()
    const tokens = answers().filter((answer) => answer.startsWith('token'))
    expect(tokens.filter((answer) => answer === 'token 201')).toHaveLength(2)
  },
)

test.each([400, 403, 404, 409, 410, 422])(
  'Without credentials, a reason and %i end the session, and silence does not.',
  async (status) => {
    const spoken = await renewing(gone(status), { credentials: undefined })
    await expect(spoken.auth.refresh()).rejects.toMatchObject({ code: 'reauth_required', status })
    for (const body of [null, '<html>The proxy does not know this token.</html>']) {
      const silent = await renewing(() => new Response(body, { status }), { credentials: undefined })
      const error = await failureOf(silent.auth.refresh())
      expect(error).not.toMatchObject({ code: 'reauth_required' })
      expect((await silent.auth.getToken()).value).toBeTruthy()
    }
  },
)

test.each([
  ['The currency USD is not enabled', 'invalid_request'],
  ['grant_type is not supported', 'invalid_request'],
  ['client_id is required', 'invalid_client'],
  ['authentication failed', 'invalid_client'],
  ['The secret is wrong', 'invalid_client'],
] as const)('A request for a client token that is refused because "%s" is %s.', async (detail, code) => {
  const fetch = answering(400, { errors: [{ status: '400', title: 'Bad Request', detail }] })
  const error = await failureOf(setUp({ fetch }).auth.getToken())
  expect(error).toMatchObject({ code, status: 400 })
  expect(String(error)).toContain(detail)
  if (code === 'invalid_request') expect(String(error)).toMatch(/a reason other than `clientId`.*`headers`/)
})

test.each([
  ['invalid_client', 'invalid_client'],
  ['unauthorized_client', 'invalid_request'],
  ['unsupported_grant_type', 'invalid_request'],
  ['invalid_scope', 'invalid_request'],
] as const)(
  'A request for a client token that is refused with the OAuth code %s is %s at 400 and at 401.',
  async (error, code) => {
    for (const status of [400, 401]) {
      const fetch = answering(status, { error, error_description: 'client' })
      await expect(setUp({ fetch }).auth.getToken()).rejects.toMatchObject({ code, status, providerCode: error })
    }
  },
)

test.each([3600.7, '3600.5'])('A client token with a life of %j seconds is used.', async (expires_in) => {
  const { auth } = setUp({
    fetch: async (input, init) =>
      new Request(input, init).url.endsWith('/oauth/access_token')
        ? Response.json({ access_token: 'c', expires_in, expires: '1893459600.5' })
        : Response.json({ data: [{ account_id: 'a', token: 't', expires: 1_999_999_999.5 }] }, { status: 201 }),
  })
  await auth.signIn(ada)
  expect((await auth.getToken()).value).toBe('t')
})
