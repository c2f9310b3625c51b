import { failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { grace, setUp } from './support.ts'

async function choicesOf(setup: ReturnType<typeof setUp>) {
  const error = await failureOf(setup.auth.getToken())
  expect(error).toMatchObject({ code: 'account_selection_required', retryable: false })
  return (error as { choices: Array<{ id: string; name: string }> }).choices
}

test('A choice that is left open among several accounts is an error that lists them.', async () => {
  const choices = await choicesOf(setUp({ credentials: grace }))
  expect(choices).toHaveLength(3)
})

test('A sign-in reads every page, those after the first with a token of the first and not with the password.', async () => {
  const bodies: string[] = []
  const { options } = setUp({ credentials: grace }, { elasticpath: { pageLimit: 2, acceptPageLimit: false } })
  const spy = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    bodies.push(await request.clone().text())
    return (options.fetch ?? fetch)(request)
  }
  const choices = await choicesOf(setUp({ credentials: grace, fetch: spy }))
  expect(choices).toHaveLength(3)
  expect(bodies.slice(1).map((body) => JSON.parse(body).data.authentication_mechanism)).toEqual([
    'password',
    'account_management_authentication_token',
  ])
  expect(bodies.filter((body) => body.includes(grace.password))).toHaveLength(1)
})

test('An account is chosen by id, by name or by a function, on whatever page it is.', async () => {
  const choices = await choicesOf(setUp({ credentials: grace }))
  const unique = choices.find(({ name }) => choices.filter((other) => other.name === name).length === 1)
  const last = choices[2]
  if (!unique || !last) throw new Error('the emulator has other accounts now')
  const paged = { elasticpath: { pageLimit: 2, acceptPageLimit: false } }
  for (const [account, id] of [
    [{ id: last.id }, last.id],
    [{ name: unique.name }, unique.id],
    [() => last.id, last.id],
    [async () => unique.id, unique.id],
  ] as const) {
    const { auth } = setUp({ credentials: grace, account }, paged)
    expect((await auth.session()).account.id).toBe(id)
  }
})

test('A name that two accounts have, and an unknown account, are errors.', async () => {
  const choices = await choicesOf(setUp({ credentials: grace }))
  const shared = choices.find(({ name }) => choices.filter((other) => other.name === name).length > 1)
  for (const account of [{ name: String(shared?.name) }, { id: 'nobody' }, () => undefined]) {
    const { auth } = setUp({ credentials: grace, account })
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'account_selection_required', choices })
  }
})

test('A member of no account is refused with the reason.', async () => {
  const { auth } = setUp({ credentials: { username: 'newcomer@example.com', password: 'no-account' } })
  await expect(auth.getToken()).rejects.toMatchObject({
    code: 'access_denied',
    message: expect.stringContaining('belongs to no account'),
  })
})

test('A switch changes the account without the password, and a renewal keeps to it.', async () => {
  const { auth, calls } = setUp({ credentials: { ...grace, account: (accounts) => accounts[0]?.id } })
  const [first, second] = await auth.accounts()
  expect((await auth.session()).account.id).toBe(first?.id)
  const session = await auth.switchAccount({ id: String(second?.id) })
  expect(session.account.id).toBe(second?.id)
  await auth.refresh()
  expect((await auth.session()).account.id).toBe(second?.id)
  expect(calls()).toEqual(['client-token', 'token', 'token', 'token'])
  await expect(auth.switchAccount({ id: 'nobody' })).rejects.toMatchObject({ code: 'account_selection_required' })
  expect((await auth.session()).account.id).toBe(second?.id)
  expect((await auth.getToken()).value).toBeTruthy()
})

test('A sign-in with a one-time code is completed by choosing an account afterwards.', async () => {
  const codes = { elasticpath: { oneTimeCodes: [{ username: grace.username, code: 'once42' }] } }
  const { auth } = setUp({ credentials: undefined }, codes)
  const signIn = auth.signIn({ mechanism: 'passwordless', username: grace.username, oneTimePasswordToken: 'once42' })
  const error = await failureOf(signIn)
  const { choices } = error as { choices: Array<{ id: string }> }
  const session = await auth.switchAccount({ id: String(choices[1]?.id) })
  expect(session.account.id).toBe(choices[1]?.id)
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
})

test('Links that say "null", null or nothing are all the same.', async () => {
  for (const nullLinks of ['string', 'null', 'omit'] as const) {
    const { auth } = setUp({}, { elasticpath: { nullLinks } })
    expect((await auth.session()).accounts).toHaveLength(1)
  }
})

test('The next person signs in freely after the last one switched the account.', async () => {
  const { auth, emulator } = setUp({ credentials: undefined })
  await auth.signIn({ ...grace, account: (accounts) => accounts[0]?.id })
  const second = (await auth.accounts())[1]
  await auth.switchAccount({ id: String(second?.id) })
  const { username, password } = emulator.credentials.elasticpath
  expect((await auth.signIn({ username, password })).accounts).toHaveLength(1)
})

test('A switch of the account counts also while a renewal that began before is on its last page.', async () => {
  const { options } = setUp({ credentials: grace }, { elasticpath: { pageLimit: 2, acceptPageLimit: false } })
  const gate = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  let renewing = false
  const { auth } = setUp({
    credentials: { ...grace, account: (accounts) => accounts[0]?.id },
    fetch: async (input, init) => {
      const request = new Request(input, init)
      if (renewing && request.url.includes('page')) {
        reached.resolve()
        await gate.promise
      }
      return (options.fetch ?? fetch)(request)
    },
  })
  const last = (await auth.accounts())[2]
  renewing = true
  const renewal = auth.refresh()
  await reached.promise
  const switching = auth.switchAccount({ id: String(last?.id) })
  gate.resolve()
  await renewal
  expect((await switching).account.id).toBe(last?.id)
})
