import { expect, test } from 'vitest'
import { createApiClient } from './support/api-auth.ts'
import { ada, createTestAuth } from './support/test-adapter.ts'

const ok = (): Response => new Response('ok')

test('Every method works when it is passed on alone.', async () => {
  const { auth } = createApiClient(ok)
  const { getToken, headers, fetch, refresh, session, signIn, signOut, [Symbol.asyncDispose]: settle } = auth
  expect((await getToken()).value).toBe('token-1')
  expect(await headers()).toEqual({ authorization: 'Bearer token-1' })
  expect((await fetch('/users')).status).toBe(200)
  expect((await refresh()).value).toBe('token-2')
  expect(await session()).toEqual(await signIn())
  await signOut()
  await settle()
  expect(auth.status).toBe('reauth-required')
})

test('A copy of the object has every method, and the status of the moment.', async () => {
  const { auth } = createTestAuth()
  await auth.getToken()
  const copy = { ...auth }
  expect(copy.status).toBe('fresh')
  expect(await copy.getToken()).toBe(await auth.getToken())
  await copy.signOut()
  expect([copy.status, auth.status]).toEqual(['fresh', 'reauth-required'])
})

test('A Proxy around the object, as frameworks make one, shows the status.', async () => {
  const { auth } = createTestAuth({ credentials: undefined })
  const watched = new Proxy(auth, {})
  expect(watched.status).toBe('empty')
  await watched.signIn(ada)
  expect(watched.status).toBe('fresh')
})
