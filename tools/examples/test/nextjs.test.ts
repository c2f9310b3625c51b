import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startBrowser, type Visitors } from '../src/browser.ts'
import { type Installed, installExample } from '../src/install.ts'
import { otherHost, type PublicSite, publish, siteHost } from '../src/public-site.ts'
import { type Started, startExample } from '../src/start.ts'
import { worthlessCookies } from '../src/worthless-cookies.ts'

let example: Installed
let app: Started
let site: PublicSite
let browser: Visitors
beforeAll(async () => {
  example = await installExample('nextjs')
  // No setting of the application is in the environment.
  await example.runScript('build')
  app = await startExample(example.folder, 'demo:built')
  site = await publish(app.origin, false)
  browser = await startBrowser([siteHost, otherHost])
})
beforeEach(() => app.emulator.reset())
afterAll(async () => {
  for (const one of [browser, site, app, example]) await one?.[Symbol.asyncDispose]()
})

async function open(path: string, visitor?: BrowserContext): Promise<Page> {
  const page = await (visitor ?? (await browser.newVisitor())).newPage()
  await page.goto(site.origin + path)
  return page
}

async function signIn(page: Page, username = 'ada', password = 'ada-password'): Promise<void> {
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function openSignedIn(visitor?: BrowserContext): Promise<Page> {
  const page = await open('/sign-in', visitor)
  await signIn(page)
  await greeting(page).waitFor({ state: 'attached' })
  return page
}

const greeting = (page: Page) => page.locator('h1', { hasText: 'Hello, ada' })
const form = (page: Page) => page.getByRole('heading', { name: 'Sign in' })

async function sessionCookies(visitor: BrowserContext) {
  return (await visitor.cookies()).filter(({ name }) => name === 'session')
}

describe.each([
  ['with scripts', true, 'visible'],
  // What is streamed is put in its place by a script.
  ['without scripts', false, 'attached'],
] as const)('%s', (_, scripts, state) => {
  test('a visitor is led to the form, signs in, stays so over a reload, and signs out', async () => {
    const visitor = await browser.newVisitor({ scripts })
    const page = await open('/profile', visitor)
    await form(page).waitFor()
    await signIn(page)
    await greeting(page).waitFor({ state })
    expect(page.url()).toBe(`${site.origin}/profile`)
    expect(await sessionCookies(visitor)).toMatchObject([{ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' }])
    await page.reload()
    await greeting(page).waitFor({ state })
    expect(await app.emulator.grants()).toEqual(['password'])
    await page.getByRole('button', { name: 'Sign out' }).click()
    await form(page).waitFor()
    expect(await sessionCookies(visitor)).toEqual([])
    expect(await app.emulator.endpoints()).toContain('revocation')
    await page.goto(`${site.origin}/profile`)
    await form(page).waitFor()
  })

  test('a wrong password is told in the form, which keeps the username, and can be tried again', async () => {
    const visitor = await browser.newVisitor({ scripts })
    const page = await open('/sign-in', visitor)
    await signIn(page, 'ada', 'wrong')
    await page.getByText('Wrong username or password.').waitFor()
    expect(await page.getByLabel('Username').inputValue()).toBe('ada')
    expect(await sessionCookies(visitor)).toEqual([])
    await signIn(page)
    await greeting(page).waitFor({ state })
  })
})

test.each([
  ['', ''],
  ['ada', ''],
  ['', 'ada-password'],
])('empty fields that a browser lets through are told in the form: %j, %j', async (username, password) => {
  const page = await open('/sign-in')
  await page.locator('form').evaluate((element) => element.setAttribute('novalidate', ''))
  await signIn(page, username, password)
  await page.getByText('Enter your username and password.').waitFor()
  expect(await app.emulator.endpoints()).toEqual([])
})

test('a token that the API rejects is renewed while the page is made, once for all tabs', async () => {
  const visitor = await browser.newVisitor()
  const page = await openSignedIn(visitor)
  await app.emulator.advance(3_600_000)
  const others = await Promise.all([open('/profile', visitor), open('/profile', visitor)])
  await Promise.all([page.reload(), ...others.map((other) => greeting(other).waitFor())])
  await greeting(page).waitFor()
  expect(await app.emulator.grants()).toEqual(['password', 'refresh_token'])
})

test('reloads that interrupt a renewal do not end the session', async () => {
  const page = await openSignedIn()
  for (let round = 0; round < 3; round += 1) {
    await app.emulator.revokeTokens()
    // Each load is abandoned as soon as the next one begins: nobody receives what the renewal has brought.
    for (let times = 0; times < 3; times += 1) await page.goto(`${site.origin}/profile`, { waitUntil: 'commit' })
    await greeting(page).waitFor()
  }
})

describe.each(worthlessCookies)('with a cookie that leads to no session (%s)', (_, cookie) => {
  test('no page fails, and a profile leads to the form', async () => {
    const headers = { cookie }
    for (const path of ['/', '/sign-in', '/profile']) {
      const response = await fetch(app.origin + path, { headers })
      expect([path, response.status]).toEqual([path, 200])
      if (path === '/profile') expect(await response.text()).toContain('/sign-in')
    }
    expect(await app.emulator.endpoints()).toEqual([])
  })
})

test('a visitor with a damaged cookie is led to the form, and can sign in', async () => {
  const visitor = await browser.newVisitor()
  const page = await openSignedIn(visitor)
  const [cookie] = await sessionCookies(visitor)
  if (!cookie) throw new Error('there is no cookie')
  await visitor.addCookies([{ ...cookie, value: `${cookie.value.slice(0, 10)}%00~` }])
  await page.goto(`${site.origin}/profile`)
  await form(page).waitFor()
  await signIn(page)
  await greeting(page).waitFor()
})

describe('a POST from another site is refused', () => {
  /** What the form of a page sends without scripts, beside what people fill in: it names the action. */
  async function hiddenFields(page: Page): Promise<Record<string, string>> {
    const fields = await page
      .locator('form input[type=hidden]')
      .evaluateAll((all) => all.map((one) => [one.getAttribute('name') ?? '', one.getAttribute('value') ?? '']))
    return Object.fromEntries(fields)
  }

  /** Sends the same from a page of another site. */
  async function sendFromElsewhere(page: Page, fields: Readonly<Record<string, string>>): Promise<number> {
    const inputs = Object.entries(fields).map(([name, value]) => `<input name='${name}' value='${value}'>`)
    const content = `${inputs.join('')}<button>Win a prize</button>`
    site.html = `<form action="${page.url()}" method="post" enctype="multipart/form-data">${content}</form>`
    await page.goto(site.otherOrigin)
    const isPost = page.waitForResponse((response) => response.request().method() === 'POST')
    await page.getByRole('button', { name: 'Win a prize' }).click()
    return (await isPost).status()
  }

  test('nobody is signed in by it', async () => {
    const visitor = await browser.newVisitor({ scripts: false })
    const page = await open('/sign-in', visitor)
    const fields = { ...(await hiddenFields(page)), username: 'ada', password: 'ada-password' }
    expect(await sendFromElsewhere(page, fields)).toBeGreaterThanOrEqual(400)
    expect(await sessionCookies(visitor)).toEqual([])
    expect(await app.emulator.endpoints()).toEqual([])
    // It is where it comes from that is refused, and not what is sent.
    const headers = { origin: site.origin, 'x-forwarded-host': new URL(site.origin).host }
    const options = { multipart: fields, headers, maxRedirects: 0 }
    expect((await visitor.request.post(`${app.origin}/sign-in`, options)).status()).toBe(303)
  })

  test('nobody is signed out by it', async () => {
    const page = await openSignedIn(await browser.newVisitor({ scripts: false }))
    expect(await sendFromElsewhere(page, await hiddenFields(page))).toBeGreaterThanOrEqual(400)
    await page.goto(`${site.origin}/profile`)
    await greeting(page).waitFor({ state: 'attached' })
    expect(await app.emulator.endpoints()).not.toContain('revocation')
  })
})

test('an outage of the provider is told in the form', async () => {
  await app.emulator.fail({ provider: 'meshy', endpoint: 'token', kind: 'unavailable', retryAfter: 120 })
  const page = await open('/sign-in')
  await signIn(page)
  await page.getByText('Try again later.').waitFor()
})

test('an outage while a page is made is told in the page, and over when it is tried again', async () => {
  const page = await openSignedIn()
  await app.emulator.revokeTokens()
  await app.emulator.fail({ provider: 'meshy', endpoint: 'token', kind: 'server-error', times: null })
  await page.reload()
  await page.getByRole('heading', { name: 'This did not work' }).waitFor()
  await app.emulator.reset()
  await page.getByRole('button', { name: 'Try again' }).click()
  await greeting(page).waitFor()
})

test('a proxy that keeps the name of the host will do, too', async () => {
  await using kept = await publish(app.origin, true)
  const page = await (await browser.newVisitor()).newPage()
  await page.goto(`${kept.origin}/profile`)
  await form(page).waitFor()
  await signIn(page)
  await greeting(page).waitFor()
  expect(page.url()).toBe(`${kept.origin}/profile`)
  expect(kept.locations.filter((location) => !location.startsWith('/'))).toEqual([])
})

test('no redirect names the host that the application listens on', async () => {
  const page = await openSignedIn(await browser.newVisitor({ scripts: false }))
  await page.getByRole('button', { name: 'Sign out' }).click()
  await form(page).waitFor()
  expect(site.locations.length).toBeGreaterThan(0)
  expect(site.locations.filter((location) => /localhost|127\.0\.0\.1|^http:/.test(location))).toEqual([])
})

test('one command serves it on the emulator while it is written', async () => {
  await using development = await startExample(example.folder, 'demo')
  const response = await fetch(`${development.origin}/sign-in`)
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('Password')
}, 180_000)
