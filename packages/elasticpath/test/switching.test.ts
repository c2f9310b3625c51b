import { createMemoryStore, type TokenStore } from '@auth/core'
import { failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { type AccountChoice, createElasticPathAuth } from '../src/index.ts'
import { ada, firstAccount, grace, idsOf, setUp } from './support.ts'

test('A switch takes an entry of the list of accounts, whose name another account has too.', async () => {
  const { auth } = setUp({ credentials: { ...grace, account: firstAccount } })
  for (const account of await auth.accounts()) {
    expect((await auth.switchAccount(account)).account.id).toBe(account.id)
  }
})

test('A switch to an unknown account fails alone: renewals and the next switch go on.', async () => {
  const { auth } = setUp({ credentials: { ...grace, account: firstAccount } })
  const [first, second] = await idsOf(auth)
  const [renewed] = await Promise.allSettled([auth.refresh(), auth.switchAccount({ id: 'nobody' })])
  expect(renewed.status).toBe('fulfilled')
  await expect(auth.switchAccount({ id: 'nobody' })).rejects.toMatchObject({ code: 'account_selection_required' })
  await auth.refresh()
  expect((await auth.session()).account.id).toBe(first)
  expect((await auth.switchAccount({ id: second })).account.id).toBe(second)
})

test.each(['9e227208', undefined, null, {}, { id: 3 }, { id: '' }, { name: '' }, { id: '', name: 'acc-name-2' }])(
  'What is no choice of an account is a TypeError: %j.',
  async (choice) => {
    const { auth, calls } = setUp({ credentials: { ...grace, account: firstAccount } })
    // The types do not allow it.
    await expect(auth.switchAccount(choice as never)).rejects.toThrow(TypeError)
    await expect(auth.switchAccount(choice as never)).rejects.toThrow('@auth/elasticpath: `account` must be')
    expect(calls()).toEqual([])
  },
)

test('A function that chose once is not asked again at renewals.', async () => {
  const { auth } = setUp({ credentials: { ...grace, account: firstAccount } })
  const [, second] = await idsOf(auth)
  let asked = 0
  await auth.switchAccount((accounts) => {
    asked += 1
    return accounts[1]?.id
  })
  await auth.refresh()
  expect((await auth.session()).account.id).toBe(second)
  expect(asked).toBe(1)
})

test('A switch leads back to an account after another client of the session has switched it.', async () => {
  const { auth, options } = setUp({ credentials: undefined, store: createMemoryStore(), identity: 'grace' })
  await auth.signIn({ ...grace, account: firstAccount })
  const [first, second] = await idsOf(auth)
  const choice = { id: first }
  await auth.switchAccount(choice)
  await createElasticPathAuth(options).switchAccount({ id: second })
  expect((await auth.switchAccount(choice)).account.id).toBe(first)
})

test('Of two switches at once the later one counts, and nobody is told otherwise.', async () => {
  const { auth } = setUp({ credentials: { ...grace, account: firstAccount } })
  const [, second, third] = await idsOf(auth)
  const [earlier, later] = await Promise.allSettled([
    auth.switchAccount({ id: second }),
    auth.switchAccount({ id: third }),
  ])
  expect(earlier).toMatchObject({ status: 'rejected', reason: { code: 'invalid_request', phase: 'renew' } })
  expect(later).toMatchObject({ status: 'fulfilled', value: { account: { id: third } } })
  await auth.refresh()
  expect((await auth.session()).account.id).toBe(third)
})

test('Of three switches at once the last one counts, and the others get no picker of accounts.', async () => {
  const { auth } = setUp({ credentials: { ...grace, account: firstAccount } })
  const [first, second, third] = await idsOf(auth)
  const switches = [second, first, third].map((id) => auth.switchAccount({ id }))
  const results = await Promise.allSettled(switches)
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
  for (const result of results.slice(0, 2)) {
    const reason: unknown = result.status === 'rejected' && result.reason
    expect(reason).toMatchObject({ code: 'invalid_request', retryable: false })
    expect(reason).not.toHaveProperty('choices')
    expect(String(reason)).toContain('another `switchAccount` was called after this one')
  }
  expect((await auth.session()).account.id).toBe(third)
})

test('A switch that comes too late each time, since others renew the session, is reported as such.', async () => {
  const store = createMemoryStore()
  let others = async (): Promise<void> => {}
  const busy: TokenStore = {
    read: (key, options) => store.read(key, options),
    async update(key, change, options) {
      await others()
      return store.update(key, change, options)
    },
  }
  const { auth, options } = setUp({ credentials: undefined, store: busy, identity: 'grace' })
  await auth.signIn({ ...grace, account: firstAccount })
  const [first, second] = await idsOf(auth)
  const other = createElasticPathAuth({ ...options, store })
  others = async () => {
    // What it finds in the store counts as renewed, the first time.
    await other.refresh()
    await other.refresh()
  }
  const error = await failureOf(auth.switchAccount({ id: second }))
  expect(error).toMatchObject({ code: 'invalid_request', phase: 'renew' })
  expect(String(error)).toContain('others renewed the session meanwhile. Try again')
  expect((await auth.session()).account.id).toBe(first)
})

test('Two switches at once to the same account both succeed, with one request.', async () => {
  const { auth, calls } = setUp({ credentials: { ...grace, account: firstAccount } })
  const [, second] = await idsOf(auth)
  const before = calls().length
  const sessions = await Promise.all([auth.switchAccount({ id: second }), auth.switchAccount({ id: second })])
  expect(sessions.map(({ account }) => account.id)).toEqual([second, second])
  expect(calls()).toHaveLength(before + 1)
})

test('A choice that the last person has left open does not reach the next one.', async () => {
  const { auth } = setUp({ credentials: undefined })
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<undefined>()
  const account: AccountChoice = () => {
    asked.resolve()
    return answer.promise
  }
  const left = failureOf(auth.signIn({ ...grace, account }))
  await asked.promise
  await auth.signIn(ada)
  expect(await left).toMatchObject({ code: 'reauth_required' })
  answer.resolve(undefined)
  await auth[Symbol.asyncDispose]()
  expect((await auth.switchAccount((accounts) => accounts[0]?.id)).accounts).toHaveLength(1)
})

test('A switch that the next sign-in has ended does not choose for the next person.', async () => {
  const { auth } = setUp({ credentials: undefined })
  await auth.signIn({ ...grace, account: firstAccount })
  const [, second, third] = await idsOf(auth)
  await auth.switchAccount({ id: second })
  const ended = failureOf(auth.switchAccount({ id: third }))
  const signedIn = auth.signIn(ada)
  expect(await ended).toMatchObject({ code: 'reauth_required' })
  expect((await signedIn).accounts).toHaveLength(1)
  await auth.refresh()
  expect(await auth.accounts()).toHaveLength(1)
})

test('A member who was taken out of the account goes on with another one, without the password.', async () => {
  const { options } = setUp()
  let gone: string | undefined
  const { auth } = setUp({
    credentials: undefined,
    fetch: async (input, init) => {
      const response = await (options.fetch ?? fetch)(input, init)
      if (gone === undefined || response.status !== 201) return response
      const page = await response.json()
      const data = page.data.filter((entry: { account_id: string }) => entry.account_id !== gone)
      return Response.json({ data }, { status: 201 })
    },
  })
  await auth.signIn({ ...grace, account: firstAccount })
  const [first, second] = await idsOf(auth)
  gone = first
  await expect(auth.refresh()).rejects.toMatchObject({ code: 'account_selection_required' })
  expect((await auth.switchAccount({ id: second })).account.id).toBe(second)
})

test('Credentials that do not name the member need an `identity` in a store.', () => {
  const { options } = setUp()
  const store = createMemoryStore()
  const credentials = { mechanism: 'account_management_authentication_token', token: 'a-token' } as const
  expect(() => createElasticPathAuth({ ...options, store, credentials })).toThrow('`identity` must be given')
  expect(() => createElasticPathAuth({ ...options, store, credentials, identity: 'ada' })).not.toThrow()
  expect(() => createElasticPathAuth({ ...options, store, credentials: ada })).not.toThrow()
})

test('A switch outlives the session: the sign-in that replaces it is for the same account.', async () => {
  const { auth, emulator } = setUp({ credentials: { ...grace, account: firstAccount } })
  const [, second] = await idsOf(auth)
  await auth.switchAccount({ id: second })
  emulator.revokeAccessTokens('elasticpath')
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
  expect((await auth.session()).account.id).toBe(second)
})

test('A caller who stops waiting for a switch leaves at once.', async () => {
  for (const credentials of [{ ...grace, account: firstAccount }, grace]) {
    const { auth, emulator } = setUp({ credentials })
    await failureOf(auth.getToken().then(() => Promise.reject(new Error('signed in'))))
    emulator.fail({ provider: 'elasticpath', endpoint: 'token', kind: 'stall' })
    const controller = new AbortController()
    const ended = failureOf(auth.switchAccount({ name: 'acc-name-2' }, { signal: controller.signal }))
    controller.abort(new Error('enough'))
    expect(String(await ended)).toContain('enough')
  }
})
