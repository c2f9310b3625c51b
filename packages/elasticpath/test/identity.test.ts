import { createMemoryStore } from '@auth/core'
import { failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { createElasticPathAuth, type ElasticPathAuthOptions } from '../src/index.ts'
import { ada, grace, setUp } from './support.ts'

const tokenOf = (token: string) => ({ mechanism: 'account_management_authentication_token', token }) as const

/** A client whose session is in a store under the name of the member. */
function stored(options: Partial<ElasticPathAuthOptions> = {}) {
  return setUp({ store: createMemoryStore(), credentials: grace, ...options })
}

test('A member who chooses an account after signing in keeps the place in the store.', async () => {
  const { auth, options } = stored()
  const error = await failureOf(auth.getToken())
  expect(error).toMatchObject({ code: 'account_selection_required' })
  const { account } = await auth.switchAccount({ name: 'acc-name-2' })
  expect((await createElasticPathAuth(options).session()).account).toEqual(account)
})

test('A token that names no member is refused where the store keeps the session of one.', async () => {
  const { auth, calls } = stored({ credentials: ada })
  const { value } = await auth.getToken()
  const before = calls().length
  await expect(auth.signIn(tokenOf(value))).rejects.toThrow(TypeError)
  await expect(auth.signIn(grace)).rejects.toThrow(TypeError)
  expect(calls()).toHaveLength(before)
  expect((await auth.getToken()).value).toBe(value)
})

test('A token that is not that of the member who still has to choose is refused there too.', async () => {
  const { auth } = stored()
  await failureOf(auth.getToken())
  await expect(auth.signIn(tokenOf('another-token'))).rejects.toThrow(TypeError)
})

test('Sessions for accounts that the credentials name are kept apart in one store.', async () => {
  const { auth, options } = stored({ credentials: { ...grace, account: (accounts) => accounts[0]?.id } })
  const names = new Set<string>()
  for (const { id } of await auth.accounts()) {
    const one = createElasticPathAuth({ ...options, credentials: { ...grace, account: { id } } })
    names.add((await one.session()).account.id)
  }
  expect(names.size).toBe(3)
})
