import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startBrowser, type Visitors } from '../src/browser.ts'
import { type Installed, installExample } from '../src/install.ts'
import { type Started, startExample } from '../src/start.ts'
import { worthlessCookies } from '../src/worthless-cookies.ts'

let example: Installed
let app: Started
let browser: Visitors
beforeAll(async () => {
  example = await installExample('hono-workers')
  await example.runScript('build')
  app = await startExample(example.folder, 'demo', (port) => [
    ...['--port', String(port), '--ip', '127.0.0.1', '--inspector-port', '0', '--show-interactive-dev-session=false'],
  ])
  browser = await startBrowser()
})
beforeEach(() => app.emulator.reset())
afterAll(async () => {
  for (const one of [browser, app, example]) await one?.[Symbol.asyncDispose]()
})

async function open(visitor?: BrowserContext): Promise<Page> {
  const page = await (visitor ?? (await browser.newVisitor({ scripts: false }))).newPage()
  await page.goto(app.origin)
  return page
}

async function signIn(page: Page, username = 'ada', password = 'ada-password'): Promise<void> {
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const greeting = (page: Page) => page.getByRole('heading', { name: 'Hello, ada' })
const form = (page: Page) => page.getByRole('heading', { name: 'Sign in' })

test('a visitor signs in, stays so over a reload and a renewal, and signs out', async () => {
  const page = await open()
  await signIn(page)
  await greeting(page).waitFor()
  await page.reload()
  await greeting(page).waitFor()
  await app.emulator.revokeTokens()
  await page.reload()
  await greeting(page).waitFor()
  expect(await app.emulator.grants()).toEqual(['password', 'refresh_token'])
  const [cookie] = await page.context().cookies()
  expect(cookie).toMatchObject({ name: 'session', httpOnly: true, secure: true, sameSite: 'Lax' })
  await page.getByRole('button', { name: 'Sign out' }).click()
  await form(page).waitFor()
  expect(await page.context().cookies()).toEqual([])
  expect(await app.emulator.endpoints()).toContain('revocation')
  // The ID of the cookie is worth nothing any more, even for who has kept it.
  if (cookie) await page.context().addCookies([cookie])
  await page.reload()
  await form(page).waitFor()
})

test('many tabs renew once', async () => {
  const visitor = await browser.newVisitor()
  const page = await open(visitor)
  await signIn(page)
  await greeting(page).waitFor()
  await app.emulator.revokeTokens()
  const tabs = await Promise.all(Array.from({ length: 4 }, () => open(visitor)))
  for (const tab of tabs) await greeting(tab).waitFor()
  expect(await app.emulator.grants()).toEqual(['password', 'refresh_token'])
})

test.each([
  ['ada', 'wrong'],
  ['', ''],
  ['ada', ''],
])('a wrong or empty password is told in the form: %j, %j', async (username, password) => {
  const page = await open()
  await signIn(page, username, password)
  await page.getByText('Wrong username or password.').waitFor()
  expect(await page.getByLabel('Username').inputValue()).toBe(username)
  await signIn(page)
  await greeting(page).waitFor()
})

test.each(worthlessCookies)('a cookie that leads to no session shows the form: %s', async (_, cookie) => {
  const response = await fetch(app.origin, { headers: { cookie } })
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Password')])
  expect(await app.emulator.endpoints()).toEqual([])
})

test('a form of another site is refused', async () => {
  for (const path of ['/sign-in', '/sign-out']) {
    const body = new URLSearchParams({ username: 'ada', password: 'ada-password' })
    const headers = { origin: 'https://other.test' }
    const response = await fetch(app.origin + path, { method: 'POST', headers, body, redirect: 'manual' })
    expect([response.status, response.headers.get('set-cookie')]).toEqual([403, null])
  }
})

test('an outage of the provider is told, with when to come back', async () => {
  await app.emulator.fail({ provider: 'meshy', endpoint: 'token', kind: 'unavailable', retryAfter: 120 })
  const page = await open()
  await signIn(page)
  await page.getByText('Try again later.').waitFor()
})
