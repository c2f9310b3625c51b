import { createMemoryStore } from '@auth/core'
import type { ElasticPathOptions } from '@auth/emulator/fetch'
import { expect, test } from 'vitest'
import { ada, setUp } from './support.ts'

const hourMs = 3_600_000

/** A store whose 401 is the same for both tokens. */
const silent: ElasticPathOptions = { clientTokenErrorTitle: 'Unauthorized', accountTokenErrorDetail: '' }

function signedIn(server: ElasticPathOptions, overrides: Parameters<typeof setUp>[0] = {}) {
  const setup = setUp(overrides, { elasticpath: server })
  const begin = async () => {
    await setup.auth.signIn(ada)
    return setup.calls().length
  }
  return { ...setup, begin }
}

test.each<[string, ElasticPathOptions, string[]]>([
  ['names it', {}, ['resource 401', 'client-token 200', 'resource 200']],
  ['says nothing', silent, ['resource 401', 'token 401', 'client-token 200', 'token 201', 'resource 200']],
])('A dead client token is replaced, without a sign-in, after a 401 that %s.', async (_, server, expected) => {
  const { auth, emulator, answers, begin } = signedIn(server, { credentials: undefined })
  const before = await begin()
  emulator.advance(hourMs)
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
  expect(answers().slice(before)).toEqual(expected)
})

test.each<[string, ElasticPathOptions, string[]]>([
  ['names it', {}, ['resource 401', 'token 401', 'token 201', 'resource 200']],
  ['says nothing', silent, ['resource 401', 'token 401', 'client-token 200', 'token 401', 'token 201', 'resource 200']],
])('A dead account token is replaced by a sign-in after a 401 that %s.', async (_, server, expected) => {
  const { auth, emulator, answers, begin } = signedIn(server)
  const before = await begin()
  emulator.revokeAccessTokens('elasticpath')
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
  expect(answers().slice(before)).toEqual(expected)
})

test('Two dead tokens are both replaced after 401s that say nothing.', async () => {
  const { auth, emulator, answers, begin } = signedIn(silent)
  const before = await begin()
  emulator.advance(hourMs)
  emulator.revokeAccessTokens('elasticpath')
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
  const expected = ['resource 401', 'token 401', 'client-token 200', 'token 401', 'token 201', 'resource 200']
  expect(answers().slice(before)).toEqual(expected)
})

test('Of two dead tokens that are named, one call replaces the first and the next call the other.', async () => {
  const { auth, emulator, answers, begin } = signedIn({})
  const before = await begin()
  emulator.advance(hourMs)
  emulator.revokeAccessTokens('elasticpath')
  const refused = await auth.fetch('/v2/accounts')
  expect([refused.status, await refused.text()]).toEqual([401, expect.stringContaining('account management')])
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
  expect(answers().slice(before)).toEqual([
    ...['resource 401', 'client-token 200', 'resource 401'],
    ...['resource 401', 'token 401', 'token 201', 'resource 200'],
  ])
})

test('A 401 without a body is about either token too.', async () => {
  const { auth, emulator, answers, begin } = signedIn({}, { credentials: undefined })
  const before = await begin()
  const kind = (): Response => new Response(null, { status: 401 })
  emulator.fail({ provider: 'elasticpath', endpoint: 'resource', kind })
  emulator.fail({ provider: 'elasticpath', endpoint: 'token', kind })
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
  expect(answers().slice(before)).toEqual([
    ...['resource 401', 'token 401', 'client-token 200', 'token 201', 'resource 200'],
  ])
})

test('A person whose account token is dead is asked to sign in, and keeps the client token.', async () => {
  const { auth, emulator, answers, begin } = signedIn({}, { credentials: undefined })
  const before = await begin()
  emulator.revokeAccessTokens('elasticpath')
  await expect(auth.fetch('/v2/accounts')).rejects.toMatchObject({ code: 'reauth_required', phase: 'renew' })
  await auth.signIn(ada)
  expect(answers().slice(before)).toEqual(['resource 401', 'token 401', 'token 201'])
})

test('An error counts what was sent with either client token.', async () => {
  const { auth, emulator, begin } = signedIn({}, { credentials: undefined })
  await begin()
  const other = signedIn({}, { credentials: undefined })
  const kind = (): Response =>
    Response.json({ errors: [{ title: 'Unable to validate access token' }] }, { status: 401 })
  for (const { fail } of [emulator, other.emulator])
    fail({ provider: 'elasticpath', endpoint: 'token', times: 2, kind })
  await expect(auth.refresh()).rejects.toMatchObject({ code: 'invalid_client', phase: 'renew', attempts: 2 })
  await expect(other.auth.signIn(ada)).rejects.toMatchObject({ code: 'invalid_client', phase: 'sign-in', attempts: 2 })
})

test.each([
  [404, 'invalid_request', false],
  [429, 'rate_limited', true],
  [500, 'server_error', true],
] as const)('A %i that names a token is not about that token.', async (status, code, retryable) => {
  const { auth, emulator } = signedIn({}, { credentials: undefined, retry: { maxAttempts: 1 } })
  const kind = (): Response => Response.json({ errors: [{ title: 'Problem with an access token' }] }, { status })
  emulator.fail({ provider: 'elasticpath', endpoint: 'token', kind })
  await expect(auth.signIn(ada)).rejects.toMatchObject({ code, status, retryable })
})

test('A session goes on while no other client token can be had.', async () => {
  const { auth, emulator, begin } = signedIn(silent, { credentials: undefined, retry: { maxAttempts: 1 } })
  await begin()
  emulator.advance(hourMs)
  emulator.fail({ provider: 'elasticpath', endpoint: 'client-token', kind: 'html' })
  await expect(auth.refresh()).rejects.toMatchObject({ code: 'server_error' })
  expect(auth.status).not.toBe('reauth-required')
})

test('A password that may have been refused is not sent again, and the next sign-in has another client token.', async () => {
  const { auth, emulator, answers, begin } = signedIn(silent, { credentials: undefined })
  const before = await begin()
  emulator.advance(hourMs)
  await expect(auth.signIn(ada)).rejects.toMatchObject({
    code: 'invalid_client',
    message: expect.stringMatching(/client token is not accepted, or the username, the password/),
  })
  await auth.signIn(ada)
  expect(answers().slice(before)).toEqual(['token 401', 'client-token 200', 'token 201'])
})

test('A client token given as text stays, and a 401 that names it goes to the caller.', async () => {
  const first = setUp()
  const clientToken = (await first.auth.headers())['authorization']?.replace('Bearer ', '')
  const { auth, emulator } = { ...setUp({ clientToken, fetch: first.options.fetch }), emulator: first.emulator }
  await auth.getToken()
  emulator.advance(hourMs)
  expect((await auth.fetch('/v2/accounts')).status).toBe(401)
  expect(auth.status).toBe('fresh')
})

test('Clients of one store share the session, and each has a client token of its own.', async () => {
  const store = createMemoryStore()
  const first = setUp({ store })
  const second = setUp({ store, fetch: first.options.fetch })
  await first.auth.fetch('/v2/accounts')
  await second.auth.fetch('/v2/accounts')
  expect(first.answers()).toEqual([
    ...['client-token 200', 'token 201', 'resource 200'],
    ...['client-token 200', 'resource 200'],
  ])
})

test('A caller that leaves while another client token is asked for does not wait for it.', async () => {
  const caller = new AbortController()
  const asked = Promise.withResolvers<void>()
  const { auth, emulator, options } = setUp({
    async clientToken({ signal, rejected }) {
      if (rejected === undefined) return issueClientToken()
      asked.resolve()
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    },
  })
  async function issueClientToken(): Promise<string> {
    const { clientId } = emulator.credentials.elasticpath
    const body = new URLSearchParams({ grant_type: 'implicit', client_id: clientId })
    const answer = await emulator.fetch(`${options.authBaseUrl}/oauth/access_token`, { method: 'POST', body })
    return ((await answer.json()) as { access_token: string }).access_token // as documented
  }
  await auth.signIn()
  const before = (await auth.getToken()).value
  emulator.fail({ provider: 'elasticpath', endpoint: 'resource', kind: refusedClientToken })
  const waiting = auth.fetch('/v2/accounts', { signal: caller.signal })
  await asked.promise
  caller.abort(new Error('not needed any more'))
  await expect(waiting).rejects.toThrow('not needed any more')
  expect((await auth.getToken()).value).toBe(before)
})

const refusedClientToken = (): Response =>
  Response.json({ errors: [{ title: 'Unauthorized', detail: 'the access token is invalid' }] }, { status: 401 })
