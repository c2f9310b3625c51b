import { expect, test } from 'vitest'
import { createEmulator, startEmulator } from '../src/index.ts'

const preflight: RequestInit = {
  method: 'OPTIONS',
  headers: {
    origin: 'https://app.example.com',
    'access-control-request-method': 'DELETE',
    'access-control-request-headers': 'authorization,token',
  },
}

test('A preflight is allowed, names what was asked for, and is not recorded.', async () => {
  const emulator = createEmulator()
  emulator.fail({ provider: 'gooru', kind: 'html' })
  const response = await emulator.fetch(`${emulator.urls.gooru.authBaseUrl}/token`, preflight)
  expect([response.status, await response.text()]).toEqual([204, ''])
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'DELETE',
    'access-control-allow-headers': 'authorization,token',
  })
  expect(emulator.requests).toEqual([])
})

test('Answers, refusals and faults can be read by every origin, with their Date and Retry-After.', async () => {
  const emulator = createEmulator()
  const url = `${emulator.urls.genlogs.apiBaseUrl}/me`
  emulator.fail({ provider: 'genlogs', kind: 'rate-limit', retryAfter: 7 })
  for (const status of [429, 401]) {
    const response = await emulator.fetch(url)
    expect(response.status).toBe(status)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-expose-headers')).toBe('Date, Retry-After')
  }
})

test('An OPTIONS request that is no preflight goes to the provider.', async () => {
  const emulator = createEmulator()
  const response = await emulator.fetch(`${emulator.urls.gooru.authBaseUrl}/token`, { method: 'OPTIONS' })
  expect(response.status).toBe(401)
  expect(emulator.requests).toHaveLength(1)
})

test('Over HTTP preflights are allowed too, for the providers and not for the emulator itself.', async () => {
  await using emulator = await startEmulator()
  const response = await fetch(`${emulator.urls.meshy.authBaseUrl}/demo/connect/token`, preflight)
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
  const own = [await fetch(`${emulator.origin}/_emulator/faults`, preflight), await fetch(emulator.origin)]
  expect(own.map(({ status, headers }) => [status, headers.get('access-control-allow-origin')])).toEqual([
    [403, null],
    [200, null],
  ])
})

test('Without CORS a preflight is a request like any other.', async () => {
  await using emulator = await startEmulator({ cors: false })
  const url = `${emulator.urls.gooru.authBaseUrl}/token`
  for (const response of [await fetch(url, preflight), await fetch(url), await fetch(emulator.origin)]) {
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(response.headers.get('access-control-expose-headers')).toBeNull()
  }
  expect(emulator.requests.map(({ method, status }) => [method, status])).toEqual([
    ['OPTIONS', 401],
    ['GET', 401],
  ])
})
