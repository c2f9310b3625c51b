import { startEmulator } from '@auth/emulator'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInEverywhere } from '../../../packages/emulator/test/support/everywhere.ts'
import { buildPage } from '../../release/src/bundle/page/page.ts'
import { launchChromium, openEmulatorPage } from './support/emulator-page.ts'

let browser: Browser

beforeAll(async () => {
  await buildPage()
  browser = await launchChromium()
}, 60_000)
afterAll(() => browser.close())

/** The texts of what is shown, once they are as expected. */
async function expectTexts(page: Page, selector: string, expected: readonly (string | RegExp)[]): Promise<void> {
  const shown = page.locator(selector).filter({ visible: true })
  await expect
    .poll(() => shown.allInnerTexts())
    .toEqual(expected.map((text) => (typeof text === 'string' ? text : expect.stringMatching(text))))
}

test('Requests come in live, newest first, and can be narrowed down to a provider.', async () => {
  await using open = await openEmulatorPage(browser)
  const { emulator, page } = open
  await page.getByText('Nothing has arrived yet.').waitFor()
  await fetch(`${emulator.origin}/genlogs/me`)
  await fetch(`${emulator.origin}/meshy/auth/demo/connect/token`, { method: 'POST' })
  await expectTexts(page, '.request .call', ['POST /demo/connect/token', 'GET /me'])
  await expectTexts(page, '.request .status', ['400', '401'])
  await page.locator('#filter').getByRole('button', { name: 'GenLogs' }).click()
  await expectTexts(page, '.request .call', ['GET /me'])
  await fetch(`${emulator.origin}/meshy/api/demo/users/me`)
  await fetch(`${emulator.origin}/genlogs/other`)
  await expectTexts(page, '.request .call', ['GET /other', 'GET /me'])
  await page.locator('#filter').getByRole('button', { name: 'All' }).click()
  expect(await page.locator('.request').filter({ visible: true }).count()).toBe(4)
  expect(open.problems).toEqual([])
})

test('A request opens, by keyboard too, to what was sent and answered, without secrets, and stays open.', async () => {
  await using open = await openEmulatorPage(browser)
  const { emulator, page } = open
  const answer = Promise.withResolvers<Response>()
  emulator.fail({ provider: 'genlogs', kind: () => answer.promise })
  const pending = fetch(`${emulator.origin}/genlogs/auth/token?email=a%40b.c&password=hunter2`, { method: 'POST' })
  await expectTexts(page, '.request .status', ['pending'])
  await page.locator('.request > summary').focus()
  await page.keyboard.press('Enter')
  await page.getByText('not yet').waitFor()
  answer.resolve(Response.json({ access_token: 'hunter3', expires_in: 60 }))
  await pending
  await expectTexts(page, '.request .status', ['200'])
  await expectTexts(page, '.exchange > div:nth-child(2) > dl > dd', ['***', '60'])
  await expectTexts(page, '.exchange > div:nth-child(1) > dl > dd', ['a@b.c', '***'])
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY')
  await page.locator('.exchange .headers > summary').first().click()
  await page.getByText('user-agent').waitFor()
  expect(await page.content()).not.toMatch(/hunter/)
})

test('A session counts down in days, and its buttons end it.', async () => {
  await using open = await openEmulatorPage(browser)
  const { emulator, page } = open
  await signInEverywhere(emulator)
  const sessions = page.locator('.session')
  await expectTexts(page, '.session .left', ['59 min', '23 h', '59 min', '59 min', '29 d'])
  const client = sessions.filter({ hasText: 'client' })
  await client.locator('.zone.soft').waitFor()
  const width = await client.locator('.zone.soft').evaluate((zone) => zone.style.width)
  expect(Number.parseFloat(width)).toBeCloseTo(100 / 12, 5)
  await client.getByRole('button', { name: 'Revoke' }).click()
  await expect.poll(() => sessions.count()).toBe(4)
  await sessions.filter({ hasText: 'refresh' }).getByRole('button', { name: 'expire' }).click()
  await expect.poll(() => sessions.count()).toBe(3)
  await page.locator('#server').getByRole('button', { name: '+1 h' }).click()
  await expectTexts(page, '.session .left', ['22 h'])
  await page.locator('#server').getByRole('button', { name: '+1 d' }).click()
  await page.getByText('Nobody is signed in.').waitFor()
  expect(emulator.liveTokens()).toEqual([])
})

test('Faults are set with their count, and used up, cleared and reset before one’s eyes.', async () => {
  await using open = await openEmulatorPage(browser)
  const { emulator, page } = open
  const server = page.locator('#server')
  await server.getByLabel('Provider').selectOption('GenLogs')
  await server.getByLabel('Endpoint').selectOption('resource')
  await server.getByLabel('Fault').selectOption('unavailable')
  await server.getByLabel('Times').fill('2')
  await server.getByRole('button', { name: 'Add fault' }).click()
  await expectTexts(page, '.pending li', ['GenLogs, resource: unavailable, 2 times'])
  expect((await fetch(`${emulator.origin}/genlogs/me`)).status).toBe(503)
  await expectTexts(page, '.pending li', ['GenLogs, resource: unavailable, once'])
  await server.getByRole('button', { name: 'Clear faults' }).click()
  await expectTexts(page, '.pending li', [])
  await server.getByLabel('Times').fill('')
  await server.getByRole('button', { name: 'Add fault' }).click()
  await expectTexts(page, '.pending li', ['GenLogs, resource: unavailable, without end'])
  await server.getByRole('button', { name: 'Add fault' }).click()
  await page.getByRole('alert').getByText('this fault could never hit').waitFor()
  await server.getByRole('button', { name: 'Reset' }).click()
  await expectTexts(page, '.request', [])
  await expectTexts(page, '.pending li', [])
  await signInEverywhere(emulator)
  await server.getByLabel('Provider').selectOption('MeshyDB')
  await server.getByRole('button', { name: 'Revoke access tokens' }).click()
  await expect.poll(() => emulator.liveTokens().filter(({ provider }) => provider === 'meshy').length).toBe(1)
})

test('What is to be pasted is copied.', async () => {
  await using open = await openEmulatorPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] })
  const { emulator, page } = open
  const card = page.getByRole('article', { name: 'Elastic Path' })
  const copied = async (): Promise<string> => {
    await card.locator('.copy').click()
    await card.getByText('Copied').waitFor()
    return page.evaluate(() => navigator.clipboard.readText())
  }
  expect(await copied()).toContain(`ELASTICPATH_API_BASE_URL=${emulator.origin}/elasticpath\n`)
  for (const [name, text] of [
    ['curl', /^curl /],
    ['@auth/elasticpath', /createElasticPathAuth/],
    ['official SDK', /@elasticpath\/js-sdk/],
  ] as const) {
    await card.getByRole('button', { name }).click()
    expect(await copied()).toMatch(text)
  }
})

test('Under another name of this machine, the page and its playground work as well.', async () => {
  await using open = await openEmulatorPage(browser)
  const { emulator, page } = open
  await page.goto(emulator.origin.replace('127.0.0.1', 'localhost'))
  await page.locator('#playground').getByRole('button', { name: 'Call', exact: true }).click()
  await page.locator('#play-result').getByText('200 · the client is fresh').waitFor()
})

test('The page says when the emulator is gone, and goes on when it is there again.', async () => {
  await using open = await openEmulatorPage(browser)
  const { emulator, page } = open
  await fetch(`${emulator.origin}/genlogs/before`)
  await expectTexts(page, '.request .call', ['GET /before'])
  await emulator.close()
  await page.getByText('not reachable').waitFor()
  await using again = await startEmulator({ port: Number(new URL(emulator.origin).port) })
  await page.getByText(new URL(again.origin).host, { exact: true }).waitFor()
  await fetch(`${again.origin}/genlogs/after`)
  await expectTexts(page, '.request .call', ['GET /after'])
})
