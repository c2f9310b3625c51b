import { createEmulator } from '@auth/emulator/fetch'
import { afterEach, expect, test, vi } from 'vitest'
import worker from '../src/worker.ts'

const kept = vi.hoisted(() => [] as Promise<unknown>[])

vi.mock('cloudflare:workers', () => ({
  env: {
    MESHY_ACCOUNT_NAME: 'demo',
    MESHY_PUBLIC_KEY: 'pk_demo',
    MESHY_USERNAME: 'ada',
    MESHY_PASSWORD: 'ada-password',
  },
  waitUntil: (promise: Promise<unknown>) => kept.push(promise),
}))

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a renewal in the background lives until its end, though its request was answered before', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const emulator = createEmulator()
  const { authBaseUrl, apiBaseUrl } = emulator.urls.meshy
  const hold = Promise.withResolvers<void>()
  vi.stubGlobal('fetch', async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init)
    const url = request.url
      .replace('https://auth.meshydb.com', authBaseUrl)
      .replace('https://api.meshydb.com', apiBaseUrl)
    if ((await request.clone().text()).includes('grant_type=refresh_token')) await hold.promise
    return emulator.fetch(new Request(url, request))
  })
  const grants = (): unknown[] => emulator.requests.map(({ parameters }) => parameters['grant_type']).filter(Boolean)

  expect((await worker.fetch()).status).toBe(200)
  vi.setSystemTime(Date.now() + 3_500_000)
  expect((await worker.fetch()).status).toBe(200)
  expect(grants()).toEqual(['password'])
  hold.resolve()
  await Promise.all(kept)
  expect(grants()).toEqual(['password', 'refresh_token'])
})
