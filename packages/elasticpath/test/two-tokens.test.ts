import { expect, test } from 'vitest'
import { ElasticPathAdapter } from '../src/adapter.ts'
import { createClientTokens } from '../src/client-token.ts'
import { setUp } from './support.ts'

const hourMs = 3_600_000

test('A dead client token is replaced alone: the account token stays.', async () => {
  const { auth, calls, emulator } = setUp()
  const before = await auth.getToken()
  emulator.advance(hourMs)
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
  expect(calls()).toEqual(['client-token', 'token', 'resource', 'client-token', 'resource'])
  expect(await auth.getToken()).toBe(before)
})

test('A dead account token is replaced by signing in: the client token stays.', async () => {
  const { auth, calls, emulator } = setUp()
  await auth.getToken()
  emulator.revokeAccessTokens('elasticpath')
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
  // The second token request tries to renew with the dead token, the third signs in.
  expect(calls()).toEqual(['client-token', 'token', 'resource', 'token', 'token', 'resource'])
})

test('A client token that dies before a sign-in is replaced, and the sign-in sent again.', async () => {
  const { auth, calls, emulator } = setUp()
  const before = await auth.getToken()
  emulator.advance(hourMs)
  await auth.signIn()
  expect(calls()).toEqual(['client-token', 'token', 'token', 'client-token', 'token'])
  expect((await auth.getToken()).value).not.toBe(before.value)
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
})

test('A client token given as text cannot be replaced: the error says whose fault it is.', async () => {
  const { auth, calls } = setUp({ clientToken: 'expired-client-token' })
  await expect(auth.getToken()).rejects.toMatchObject({
    code: 'invalid_client',
    status: 401,
    message: expect.stringContaining('client token'),
  })
  expect(calls()).toEqual(['token'])
})

test('A function that returns client tokens is told which one was rejected.', async () => {
  const good = setUp()
  const fresh = (await good.auth.headers())['authorization']?.replace('Bearer ', '')
  const asked: Array<string | undefined> = []
  const { auth } = setUp({
    fetch: good.options.fetch,
    clientToken: ({ rejected }) => {
      asked.push(rejected)
      return asked.includes('stale-client-token') ? String(fresh) : 'stale-client-token'
    },
  })
  await auth.getToken()
  expect(asked.filter((rejected) => rejected !== undefined)).toEqual(['stale-client-token'])
})

test('A wrong client id fails with invalid_client.', async () => {
  const { auth } = setUp({ clientId: 'unknown-client' })
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'invalid_client', status: 401 })
})

test("A caller's own client token stays.", async () => {
  const { options } = setUp()
  const sent: (string | null)[] = []
  const { auth } = setUp({
    fetch: (input, init) => {
      const request = new Request(input, init)
      if (request.url.endsWith('/v2/accounts')) sent.push(request.headers.get('authorization'))
      return (options.fetch ?? fetch)(request)
    },
  })
  await auth.fetch('/v2/accounts', { headers: { authorization: 'Bearer their-own' } })
  expect(sent[0]).toBe('Bearer their-own')
})

test('Both tokens are presented at once where both are in memory.', async () => {
  const { auth, options, calls } = setUp()
  const adapter = new ElasticPathAdapter(
    options,
    createClientTokens(options, () => auth),
  )
  const tokenSet = { accessToken: (await auth.getToken()).value, session: await auth.session(), expired: false }
  const { signal } = new AbortController()
  const present = (headers: Headers): void | Promise<void> => adapter.present(headers, tokenSet, signal)
  const [first, second] = [new Headers(), new Headers()]
  // The client token has to be fetched first, for these two alone.
  expect(present(first)).toBeInstanceOf(Promise)
  await present(first)
  expect(present(second)).toBeUndefined()
  expect(Object.fromEntries(second)).toEqual(Object.fromEntries(first))
  expect(second.get('authorization')).toMatch(/^Bearer ./)
  expect(second.get('ep-account-management-authentication-token')).toBe(tokenSet.accessToken)
  expect(calls()).toEqual(['client-token', 'token', 'client-token'])
})
