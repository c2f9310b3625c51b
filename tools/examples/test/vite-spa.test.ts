import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startBrowser, type Visitors } from '../src/browser.ts'
import { type Installed, installExample } from '../src/install.ts'
import { type Started, startExample } from '../src/start.ts'

let example: Installed
let app: Started
let browser: Visitors
beforeAll(async () => {
  example = await installExample('vite-spa')
  app = await startExample(example.folder, 'demo')
  browser = await startBrowser()
})
beforeEach(() => app.emulator.reset())
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]()
  await app?.[Symbol.asyncDispose]()
  await example?.[Symbol.asyncDispose]()
})

async function openPage(): Promise<Page> {
  const page = await (await browser.newVisitor()).newPage()
  await page.goto(app.origin)
  return page
}

async function signIn(page: Page, username = 'ada', password = 'ada-password'): Promise<void> {
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const greeting = (page: Page) => page.getByRole('heading', { name: 'Hello, ada' })

test('a visitor signs in, stays signed in over a reload, and signs out', async () => {
  const page = await openPage()
  await signIn(page)
  await greeting(page).waitFor()
  await page.reload()
  await greeting(page).waitFor()
  expect(await app.emulator.grants()).toEqual(['password'])
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByLabel('Username').waitFor()
  await page.reload()
  await page.getByLabel('Username').waitFor()
  expect(await app.emulator.endpoints()).toContain('revocation')
})

test('a token that the API rejects is renewed, and the visitor sees nothing of it', async () => {
  const page = await openPage()
  await signIn(page)
  await greeting(page).waitFor()
  await app.emulator.revokeTokens()
  await page.reload()
  await greeting(page).waitFor()
  expect(await app.emulator.grants()).toEqual(['password', 'refresh_token'])
})

test.each([
  ['ada', 'wrong'],
  ['', ''],
  ['ada', ''],
])('a wrong or empty password is told in the page: %j, %j', async (username, password) => {
  const page = await openPage()
  await signIn(page, username, password)
  await page.getByText('Wrong username or password.').waitFor()
  expect(await page.getByLabel('Username').inputValue()).toBe(username)
  await signIn(page)
  await greeting(page).waitFor()
})

test('tabs share the session, and a sign-out in one reaches the other', async () => {
  const page = await openPage()
  await signIn(page)
  await greeting(page).waitFor()
  const other = await page.context().newPage()
  await other.goto(app.origin)
  await greeting(other).waitFor()
  expect(await app.emulator.grants()).toEqual(['password'])
  await other.getByRole('button', { name: 'Sign out' }).click()
  await other.getByLabel('Username').waitFor()
  await page.bringToFront()
  await page.getByRole('button', { name: 'Ask again' }).click()
  await page.getByLabel('Username').waitFor()
})

test('the page holds what is public, and nothing of the demo’s user', async () => {
  const assets = join(example.folder, 'dist/assets')
  const scripts = (await readdir(assets)).filter((name) => name.endsWith('.js'))
  const texts = await Promise.all(scripts.map((name) => readFile(join(assets, name), 'utf8')))
  expect(texts.join()).toContain('pk_demo')
  expect(texts.join()).not.toContain('ada-password')
})
