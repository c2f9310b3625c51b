import { AuthError } from '@auth/core'
import { expect, test } from 'vitest'
import { createTypedFetch } from '../src/typed-fetch.ts'
import { emulateMeshy } from './support/meshy.ts'

/** Requests to the API fail as those of an unreachable host do; token requests do not. */
function goOffline() {
  const meshy = emulateMeshy()
  const unreachable = (): never => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) })
  }
  meshy.emulator.fail({ provider: 'meshy', endpoint: 'resource', times: Infinity, kind: unreachable })
  return meshy
}

test('an API that cannot be reached is what the platform throws, and with the recipe an AuthError', async () => {
  const auth = goOffline().create()
  await expect(auth.fetch('/users/me')).rejects.toThrow(new TypeError('fetch failed'))
  const failure = createTypedFetch(auth, 'meshy')('/users/me')
  await expect(failure).rejects.toBeInstanceOf(AuthError)
  await expect(failure).rejects.toMatchObject({ code: 'network', phase: 'request', retryable: true })
})

test.each(['init', 'request'] as const)('an abort by the signal of the %s stays what it was', async (where) => {
  const meshy = goOffline()
  const reason = new Error('the visitor has left')
  const signal = AbortSignal.abort(reason)
  const fetch = createTypedFetch(meshy.create(), 'meshy')
  const url = `${meshy.apiUrl}/users/me`
  const failure = where === 'init' ? fetch(url, { signal }) : fetch(new Request(url, { signal }))
  await expect(failure).rejects.toBe(reason)
})

test('errors of the sign-in, and what the API responds, are as without it', async () => {
  const meshy = emulateMeshy()
  const refused = meshy.create({ credentials: { username: 'ada', password: 'wrong-password' } })
  const failure = createTypedFetch(refused, 'meshy')('/users/me')
  await expect(failure).rejects.toMatchObject({ code: 'invalid_credentials', phase: 'sign-in' })
  expect((await createTypedFetch(meshy.create(), 'meshy')('/users/me')).status).toBe(200)
})
