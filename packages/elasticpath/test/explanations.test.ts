import { createMemoryStore } from '@auth/core'
import { answering, createVirtualClock, expectExplained, expectNoSecrets, failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import type { AccountChoice, ElasticPathCredentials } from '../src/index.ts'
import { createElasticPathAuth } from '../src/index.ts'
import { grace, oneTimeCredentials, setUp } from './support.ts'

test.each<[string, AccountChoice | undefined, string]>([
  ['no choice', undefined, 'several accounts and none was chosen'],
  ['a function that makes none', () => undefined, 'several accounts and none was chosen'],
  ['an unknown id', { id: 'nobody' }, 'no such account'],
  ['an unknown name', { name: 'nobody' }, 'no such account'],
  ['a name that two have', { name: 'acc-name-3' }, 'several accounts of that name: choose by id'],
])('With %s the error says why no account was selected, and what to do.', async (_, account, reason) => {
  const error = await failureOf(setUp({ credentials: grace, account }).auth.getToken())
  expect(error).toMatchObject({ code: 'account_selection_required' })
  expect(String(error)).toContain(`${reason}. Set \`account\`, or call \`switchAccount\``)
  expect(String(error)).not.toContain('provider said')
})

test.each([
  [400, 'invalid_request', 'a field is wrong, or the username, the password or `passwordProfileId` is wrong'],
  [401, 'invalid_client', 'the client token is not accepted, or the username'],
  [403, 'access_denied', 'the store does not permit it'],
  [404, 'invalid_request', 'something does not exist, such as `passwordProfileId`'],
  [409, 'invalid_request', 'the user exists already'],
  [422, 'invalid_request', 'the token is of another store'],
])('A sign-in that is refused with %i is explained.', async (status, code, reason) => {
  const { auth } = setUp({ clientToken: 'client-token', fetch: answering(status, { errors: [{ title: 'No' }] }) })
  const error = await failureOf(auth.getToken())
  expect(error).toMatchObject({ code, status, provider: 'elasticpath' })
  expect(String(error)).toContain(`sign-in was refused: ${reason}`)
})

test.each([400, 401, 403])(
  'A client token that is named with %i is at fault, and not the credentials.',
  async (status) => {
    const refused = { errors: [{ title: 'Forbidden', detail: 'Unable to validate access token' }] }
    const { auth } = setUp({ clientToken: 'client-token', fetch: answering(status, refused) })
    expect(await failureOf(auth.getToken())).toMatchObject({ code: 'invalid_client', status })
  },
)

test.each<[ElasticPathCredentials, string]>([
  [oneTimeCredentials[0]?.[1] ?? grace, 'the username, the code or `passwordProfileId` is wrong, or the code was used'],
  [oneTimeCredentials[1]?.[1] ?? grace, 'the code, `redirectUri` or `codeVerifier` is wrong, or the code was used'],
  [oneTimeCredentials[2]?.[1] ?? grace, 'the username, the password or `passwordProfileId` is wrong'],
  [{ mechanism: 'password', ...grace }, 'the username, the password or `passwordProfileId` is wrong'],
  [{ mechanism: 'account_management_authentication_token', token: 'a-token' }, 'the account token is expired or not'],
])('The error says what may be wrong with %j.', async (credentials, suspects) => {
  const refused = { errors: [{ title: 'Bad Request', detail: 'authentication failed' }] }
  const { auth } = setUp({ clientToken: 'client-token', credentials: undefined, fetch: answering(400, refused) })
  const error = await failureOf(auth.signIn(credentials))
  expect(error).toMatchObject({ code: 'invalid_credentials' })
  expect(String(error)).toContain(suspects)
})

const everyName: ElasticPathCredentials = {
  mechanism: 'self_signup',
  ...{ username: 'newcomer-1', password: 'long-enough', name: 'Augusta Ada King', email: 'augusta@example.com' },
  ...{ givenName: 'Augusta', middleName: 'Byronica', familyName: 'Kingsley' },
}

test.each([['every field of a sign-up', everyName], ...oneTimeCredentials] as const)(
  'An error of a later renewal shows nothing that a client signs in with, by %s.',
  async (_, credentials) => {
    const { mechanism: __, account: ___, ...texts } = credentials
    const clientSecret = 'secret-of-the-application'
    for (const [name, value = ''] of Object.entries<string | undefined>({ ...texts, clientSecret })) {
      const account = { account_id: 'a', token: 'account-token', expires: '2030-01-01T00:00:00Z' }
      let answer = answering(201, { data: [account] })
      const { auth } = setUp({
        ...{ clientId: 'client', clientSecret, credentials, retry: { maxAttempts: 1 } },
        fetch: async (input, init) =>
          new Request(input, init).url.endsWith('/oauth/access_token')
            ? Response.json({ access_token: 'client-token', expires_in: 3600 })
            : answer(input, init),
      })
      await auth.getToken()
      answer = answering(503, { errors: [{ title: 'Unavailable', detail: `not for ${value}` }] })
      const error = await failureOf(auth.refresh())
      expect(error).toMatchObject({ code: 'server_error', phase: 'renew' })
      // Where a person comes back to is no secret.
      if (name === 'redirectUri') expect(String(error)).toContain(value)
      else expectNoSecrets(error, [value])
    }
  },
)

test.each([['every field of a sign-up', everyName], ...oneTimeCredentials] as const)(
  'An error of a later renewal shows no name that a person signed in with, by %s.',
  async (_, credentials) => {
    const { username, email, name, givenName, middleName, familyName }: Record<string, unknown> = { ...credentials }
    for (const value of [username, email, name, givenName, middleName, familyName]) {
      if (typeof value !== 'string') continue
      const account = { account_id: 'a', token: 'account-token', expires: '2030-01-01T00:00:00Z' }
      let answer = answering(201, { data: [account] })
      const fetch: typeof globalThis.fetch = (input, init) => answer(input, init)
      const { auth } = setUp({ clientToken: 'client-token', credentials: undefined, fetch })
      await auth.signIn(credentials)
      answer = answering(410, { errors: [{ title: 'Gone', detail: `${value} is no member any more` }] })
      const error = await failureOf(auth.refresh())
      expect(error).toMatchObject({ code: 'reauth_required', phase: 'renew' })
      expectExplained(error)
      expectNoSecrets(error, [value])
    }
  },
)

test('A switch that a sign-in has ended says so.', async () => {
  const { auth } = setUp({ credentials: undefined })
  await auth.signIn({ ...grace, account: (accounts) => accounts[0]?.id })
  const ended = failureOf(auth.switchAccount({ name: 'acc-name-2' }))
  await auth.signIn({ ...grace, account: (accounts) => accounts[0]?.id })
  const error = await ended
  expect(error).toMatchObject({ code: 'reauth_required', provider: 'elasticpath' })
})

test('An option that lacks its partner is named.', () => {
  const { options } = setUp()
  const create = (wrong: object) => () => createElasticPathAuth({ ...options, ...wrong })
  const clientToken = { clientId: undefined, clientToken: 'client-token' }
  expect(create({ ...clientToken, clientSecret: 'secret' })).toThrow('`clientSecret` goes with `clientId`')
  expect(create({ ...clientToken, credentials: null })).toThrow(/`credentials`/)
  expect(create({ credentials: () => grace, store: createMemoryStore() })).toThrow(/`identity`/)
})

test('A renewal answered with what is no refusal ends no session.', async () => {
  for (const [status, code] of [
    [202, 'invalid_response'],
    [408, 'timeout'],
    [425, 'invalid_response'],
    [502, 'server_error'],
  ] as const) {
    const clock = createVirtualClock()
    const { auth, emulator } = setUp({ clock, credentials: undefined, retry: { maxAttempts: 1 } }, { clock })
    await auth.signIn({ ...grace, account: (accounts) => accounts[0]?.id })
    const kind = (): Response => Response.json({ errors: [{ title: 'Gone' }] }, { status })
    emulator.fail({ provider: 'elasticpath', endpoint: 'token', kind })
    expect(await failureOf(clock.settle(auth.refresh()))).toMatchObject({ code, status, phase: 'renew' })
    await clock.advance(60_000)
    await auth.refresh()
  }
})

test('A refusal is understood however its JSON is laid out.', async () => {
  for (const body of [{ errors: [{ title: 'Gone' }] }, { error: 'invalid_grant' }]) {
    for (const text of [JSON.stringify(body, null, 2), JSON.stringify(body).replaceAll(':', ' : ')]) {
      const { auth, emulator } = setUp({ credentials: undefined })
      await auth.signIn({ ...grace, account: (accounts) => accounts[0]?.id })
      emulator.fail({ provider: 'elasticpath', endpoint: 'token', kind: () => new Response(text, { status: 410 }) })
      await expect(auth.refresh()).rejects.toMatchObject({ code: 'reauth_required', status: 410 })
    }
  }
})
