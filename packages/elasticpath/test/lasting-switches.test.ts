import { createVirtualClock, failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import type { ElasticPathCredentials } from '../src/index.ts'
import { ada, firstAccount, grace, idsOf, setUp } from './support.ts'

test.each<[string, ElasticPathCredentials | undefined]>([
  ['with a wrong password', { ...grace, password: 'a wrong one' }],
  ['with an empty one', { ...grace, password: '' }],
  ['of the wrong type', { ...grace, password: 5 as never }],
  ['with those of the options, in an outage', undefined],
])('A switch outlives a sign-in that failed, %s.', async (_, credentials) => {
  const clock = createVirtualClock()
  const { auth, emulator } = setUp({ credentials: { ...grace, account: firstAccount }, clock }, { clock })
  const [, second] = await idsOf(auth)
  await auth.switchAccount({ id: second })
  if (!credentials) emulator.fail({ provider: 'elasticpath', kind: 'server-error', times: 3 })
  await failureOf(clock.settle(auth.signIn(credentials)))
  expect((await auth.session()).account.id).toBe(second)
  await clock.advance(48 * 3_600_000)
  await clock.settle(auth.getToken())
  expect(emulator.requests.at(-1)?.status).toBe(201)
  expect((await auth.session()).account.id).toBe(second)
})

test('A switch outlives a sign-in and a sign-out that were aborted before they began.', async () => {
  const { auth, emulator } = setUp({ credentials: { ...grace, account: firstAccount } })
  const [, second] = await idsOf(auth)
  await auth.switchAccount({ id: second })
  const signal = AbortSignal.abort(new Error('never mind'))
  await expect(auth.signIn(ada, { signal })).rejects.toThrow('never mind')
  await expect(auth.signOut({ signal })).rejects.toThrow('never mind')
  emulator.revokeAccessTokens('elasticpath')
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
  expect((await auth.session()).account.id).toBe(second)
})

test('A sign-in that has left open which account does not bring back the choice of the last person.', async () => {
  const { auth } = setUp({ credentials: { ...grace, account: firstAccount } })
  const [, second, third] = await idsOf(auth)
  await auth.switchAccount({ id: second })
  const undecided = failureOf(auth.signIn({ ...grace, account: { id: 'nobody' } }))
  expect(await undecided).toMatchObject({ code: 'account_selection_required' })
  expect((await auth.switchAccount({ id: third })).account.id).toBe(third)
})
