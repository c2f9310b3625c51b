import '../support/environment.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readProfile } from '../../src/guides/next/read-profile.ts'
import { GET as renew } from '../../src/guides/next/renew-route.ts'
import { DELETE, POST } from '../../src/guides/next/session-route.ts'
import { emulateHosts, people } from '../support/emulated-hosts.ts'

/** One browser's cookies, and where the code runs: Next.js lets route handlers set them, and pages not. */
const browser = vi.hoisted(() => ({ jar: new Map<string, string>(), rendersPage: false, options: {} as object }))

// A stand-in: Next.js itself is not installed here.
vi.mock('next/headers', () => {
  const change = (): void => {
    if (browser.rendersPage) throw new Error('Cookies can only be modified in a Server Action or Route Handler.')
  }
  return {
    cookies: async () => ({
      get: (name: string) => {
        const value = browser.jar.get(name)
        return value === undefined ? undefined : { name, value }
      },
      set(name: string, value: string, options: object) {
        change()
        browser.options = options
        browser.jar.set(name, value)
      },
      delete(name: string) {
        change()
        browser.jar.delete(name)
      },
    }),
  }
})

vi.mock('next/navigation', () => ({
  redirect(path: string): never {
    throw new Error(`NEXT_REDIRECT ${path}`)
  },
}))

let emulator = emulateHosts()
beforeEach(() => {
  emulator = emulateHosts()
  browser.jar.clear()
  browser.rendersPage = false
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const url = 'https://app.example.com'
const signIn = (person = people[0]): Promise<Response> =>
  POST(new Request(`${url}/session`, { method: 'POST', body: new URLSearchParams({ ...person }) }))

async function renderProfile(): Promise<{ username: string }> {
  browser.rendersPage = true
  return readProfile().finally(() => {
    browser.rendersPage = false
  })
}

const grants = (): unknown[] => emulator.requests.map(({ parameters }) => parameters['grant_type']).filter(Boolean)

test('a sign-in puts the session into a cookie, encrypted and for the server alone, and pages read with it', async () => {
  const answer = await signIn()
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${url}/profile`])
  expect(browser.options).toMatchObject({ httpOnly: true, secure: true, sameSite: 'lax' })
  expect(browser.jar.get('session')).toMatch(/^aes-gcm\./)
  expect(browser.jar.get('session')?.length).toBeLessThan(4096)
  expect(await renderProfile()).toMatchObject({ username: 'ada' })
})

test('a page whose token is over sends the browser to a route that renews it, and nothing was spent before', async () => {
  await signIn()
  emulator.revokeAccessTokens('meshy')
  await expect(renderProfile()).rejects.toThrow('NEXT_REDIRECT /session/renew')
  expect(grants()).toEqual(['password'])
  const answer = await renew(new Request(`${url}/session/renew`))
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${url}/profile`])
  expect(await renderProfile()).toMatchObject({ username: 'ada' })
  expect(grants()).toEqual(['password', 'refresh_token'])
})

test('who has not signed in, or has signed out, is sent to the sign-in', async () => {
  await expect(renderProfile()).rejects.toThrow('NEXT_REDIRECT /sign-in')
  await signIn()
  await DELETE()
  expect(browser.jar.size).toBe(0)
  await expect(renderProfile()).rejects.toThrow('NEXT_REDIRECT /sign-in')
  const answer = await renew(new Request(`${url}/session/renew`))
  expect(answer.headers.get('location')).toBe(`${url}/sign-in`)
})

test('a wrong password is told, and sets no cookie', async () => {
  const answer = await signIn({ username: 'ada', password: 'wrong-password' })
  expect([answer.status, await answer.text()]).toEqual([401, 'Wrong username or password.'])
  expect(browser.jar.size).toBe(0)
})
