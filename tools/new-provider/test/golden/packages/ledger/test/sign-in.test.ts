import { answering, expectNoSecrets } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { createLedgerAuth, type LedgerAuthOptions } from '../src/index.ts'
import { canSignIn } from './support/left-to-fill-in.ts'
import { good, setUp } from './support/set-up.ts'

const secrets = ['the-clientId', 'the-clientSecret']

test.skipIf(!canSignIn)('A service signs in once, when it is needed, and its calls carry the token.', async () => {
  const signIns = answering(200, {
    access_token: 'an-access-token',
    token_type: 'Bearer',
    expires_in: 3600,
    scope: 'invoices.read',
  })
  const calls = answering(200)
  const { auth } = setUp({
    authBaseUrl: 'https://auth.test',
    apiBaseUrl: 'https://api.test',
    fetch: (input, init) => {
      const request = new Request(input, init)
      return request.url.startsWith('https://auth.test') ? signIns(request) : calls(request)
    },
  })
  await Promise.all([auth.fetch('/one'), auth.fetch('/two')])
  const { value } = await auth.getToken()
  expect(signIns.requests).toHaveLength(1)
  expect(calls.requests.map(({ headers }) => [...headers.values()].join().includes(value))).toEqual([true, true])
})

test('No secret shows in a client.', () => {
  expect(secrets).not.toEqual([])
  expectNoSecrets(setUp().auth, secrets)
})

test.each<[object, RegExp]>([
  [{ nonsense: 1 }, /^@auth\/ledger: there is no option `nonsense`/],
  [{ credentials: {} }, /`clientId` must be/],
])('Wrong options %j are told when the client is made.', (wrong, message) => {
  const options = { ...good, ...wrong } as LedgerAuthOptions // wrong on purpose
  expect(() => createLedgerAuth(options)).toThrow(TypeError)
  expect(() => createLedgerAuth(options)).toThrow(message)
})
