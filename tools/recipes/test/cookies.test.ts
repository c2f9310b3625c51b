import { encrypted } from '@auth/core/encrypted'
import { expect, test } from 'vitest'
import { createWithSession } from '../src/cookie-handler.ts'
import { type Cookie, createCookieStore } from '../src/cookie-store.ts'
import { emulateMeshy, userCredentials } from './support/meshy.ts'

/** A browser's cookie, which requests read and some of them may set. */
function createBrowser() {
  const meshy = emulateMeshy()
  let value: string | undefined
  const cookie = (canSet: boolean): Cookie => ({
    get: () => value,
    set(next) {
      if (!canSet) throw new Error('cookies cannot be set here')
      value = next
    },
    canSet: () => canSet,
  })
  const request = ({ canSet = true } = {}) =>
    meshy.create({ credentials: undefined, store: createCookieStore(cookie(canSet)), identity: 'u1' })
  return { meshy, cookie, request, stored: () => value }
}

test('a session lives in the cookie from request to request', async () => {
  const { meshy, request, stored } = createBrowser()
  await request().signIn(userCredentials)
  expect((await request().fetch('/users/me')).status).toBe(200)
  await meshy.clock.advance(3_600_000)
  expect((await request().fetch('/users/me')).status).toBe(200)
  expect((await request().fetch('/users/me')).status).toBe(200)
  await request().signOut()
  await expect(request().fetch('/users/me')).rejects.toMatchObject({ code: 'reauth_required' })
  expect(stored()).toBeUndefined()
  expect(meshy.asked().filter((what) => !what.startsWith('resource'))).toEqual([
    'password 200',
    'refresh_token 200',
    'revocation 200',
  ])
})

test('where no cookie can be set, a valid token is used and a refresh token is not spent', async () => {
  const { meshy, request } = createBrowser()
  await request().signIn(userCredentials)
  expect((await request({ canSet: false }).fetch('/users/me')).status).toBe(200)
  await meshy.clock.advance(3_600_000)
  await expect(request({ canSet: false }).fetch('/users/me')).rejects.toMatchObject({ code: 'store_failed' })
  expect(meshy.asked()).toEqual(['password 200', 'resource 200'])
  expect((await request().fetch('/users/me')).status).toBe(200)
  expect((await request({ canSet: false }).fetch('/users/me')).status).toBe(200)
})

test('a cookie that cannot be read fails in every call, until a sign-in or sign-out replaces it', async () => {
  const { meshy, cookie } = createBrowser()
  const usages: KeyUsage[] = ['encrypt', 'decrypt']
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, usages)
  const request = () => {
    const store = encrypted(createCookieStore(cookie(true)), key)
    return meshy.create({ credentials: undefined, store, identity: 'u1' })
  }
  cookie(true).set('aes-gcm.1.damaged')
  await expect(request().fetch('/users/me')).rejects.toMatchObject({ code: 'store_failed', retryable: false })
  await request().signIn(userCredentials)
  expect((await request().fetch('/users/me')).status).toBe(200)
  cookie(true).set('aes-gcm.1.damaged')
  await request().signOut()
  await expect(request().fetch('/users/me')).rejects.toMatchObject({ code: 'reauth_required' })
})

test('a renewal in the background is in the cookie before the answer goes out', async () => {
  const { meshy, cookie, request, stored } = createBrowser()
  await request().signIn(userCredentials)
  await meshy.clock.advance(3_500_000)
  const before = stored()
  const { accountName, publicKey } = meshy.emulator.credentials.meshy
  const hold = Promise.withResolvers<void>()
  const withSession = createWithSession({
    accountName,
    publicKey,
    ...meshy.emulator.urls.meshy,
    clock: meshy.clock,
    async fetch(input, init) {
      const request = new Request(input, init)
      if (request.url.endsWith('/connect/token')) await hold.promise
      return meshy.emulator.fetch(request)
    },
  })
  const response = await withSession('u1', cookie(true), async (auth) => {
    await auth.fetch('/users/me')
    const answer = await auth.fetch('/users/me')
    hold.resolve()
    return answer
  })
  expect(response.status).toBe(200)
  expect(meshy.asked()).toEqual(['password 200', 'resource 200', 'resource 200', 'refresh_token 200'])
  expect(stored()).not.toBe(before)
})

test('a sign-in while another change of the cookie runs waits for it', async () => {
  const { cookie } = createBrowser()
  const store = createCookieStore(cookie(true))
  const signal = new AbortController().signal
  const append = (text: string) =>
    store.update('key', async (current = '') => new Promise((resolve) => setImmediate(resolve, current + text)), {
      signal,
    })
  await Promise.all([append('a'), append('b'), append('c')])
  expect(await store.read('key', { signal })).toBe('abc')
})
