import { expect, test } from 'vitest'
import { createAuthWithSecrets, type Secrets } from '../src/secret-manager.ts'
import { emulateMeshy, type Meshy } from './support/meshy.ts'

function createOn(meshy: Meshy, get: Secrets['get']) {
  const { accountName, publicKey } = meshy.emulator.credentials.meshy
  const { clock, emulator } = meshy
  return createAuthWithSecrets(
    { get },
    { accountName, publicKey, ...emulator.urls.meshy, fetch: emulator.fetch, clock },
  )
}

test('a secret that was rotated is used at the next call', async () => {
  const meshy = emulateMeshy()
  let password = 'the-old-password'
  const auth = createOn(meshy, async () => ({ username: 'ada', password }))
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'invalid_credentials' })
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'invalid_credentials' })
  password = 'ada-password'
  expect((await auth.fetch('/users/me')).status).toBe(200)
  expect(meshy.asked()).toEqual(['password 400', 'password 200', 'resource 200'])
})

test('the secret is read for a sign-in, not for a call or a renewal', async () => {
  const meshy = emulateMeshy()
  const names: string[] = []
  const auth = createOn(meshy, async (name) => {
    names.push(name)
    return { username: 'ada', password: 'ada-password' }
  })
  await Promise.all([auth.getToken(), auth.getToken()])
  await auth.refresh()
  expect(names).toEqual(['meshydb'])
  expect(meshy.asked()).toEqual(['password 200', 'refresh_token 200'])
})

test('the request to the secret manager ends when nobody waits for it any more', async () => {
  const meshy = emulateMeshy()
  const reading = Promise.withResolvers<AbortSignal>()
  const auth = createOn(meshy, (_, { signal }) => {
    reading.resolve(signal)
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  })
  const caller = new AbortController()
  const token = auth.getToken({ signal: caller.signal })
  const signal = await reading.promise
  caller.abort()
  await expect(token).rejects.toBe(caller.signal.reason)
  expect(signal.aborted).toBe(true)
})
