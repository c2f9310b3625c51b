import type { RunningEmulator } from '@auth/emulator'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPage } from '../../release/src/bundle/page/page.ts'
import { launchChromium, openEmulatorPage } from './support/emulator-page.ts'

let browser: Browser

beforeAll(async () => {
  await buildPage()
  browser = await launchChromium()
}, 60_000)
afterAll(() => browser.close())

const providers = [
  ['MeshyDB', 1, 1],
  // The client token, and then that of the person. A revoked one is tried as a proof first.
  ['Elastic Path', 2, 2],
  ['Gooru', 1, 1],
  ['GenLogs', 1, 1],
] as const

async function press(page: Page, button: string, outcome: string | RegExp): Promise<void> {
  await page.locator('#play').getByRole('button', { name: button, exact: true }).click()
  await page.locator('#play-result').getByText(outcome).waitFor()
}

const events = (page: Page): Promise<string[]> => page.locator('.events b').allInnerTexts()
const tokenRequests = (emulator: RunningEmulator): number =>
  emulator.requests.filter(({ endpoint }) => endpoint?.endsWith('token')).length

test.each(providers)(
  'The package for %s signs in, calls, renews and signs out in the browser.',
  async (title, requests) => {
    await using open = await openEmulatorPage(browser)
    const { emulator, page } = open
    await page.locator('#play-provider').getByRole('button', { name: title }).click()
    await press(page, '20 calls at once', '20 × 200 · the client is fresh')
    expect(tokenRequests(emulator)).toBe(requests)
    await press(page, '20 calls, one aborted', '19 × 200, 1 × aborted by you · the client is fresh')
    expect(await page.locator('.mark.good').count()).toBe(19)
    expect(tokenRequests(emulator)).toBe(requests)
    await press(page, 'Renew', /Renewed: token 2/)
    await press(page, 'Sign out', 'Signed out · the client is')
    await press(page, 'Call', /reauth_required/)
    await press(page, 'Sign in', 'Signed in · the client is fresh')
    await expect.poll(() => events(page)).toContain('signed-out')
    expect(open.problems).toEqual([])
  },
)

test.each(providers)(
  'A token of %s that was revoked is replaced, once for all who call.',
  async (title, _, requests) => {
    await using open = await openEmulatorPage(browser)
    const { emulator, page } = open
    await page.locator('#play-provider').getByRole('button', { name: title }).click()
    await press(page, 'Sign in', 'Signed in')
    const before = tokenRequests(emulator)
    for (const provider of ['meshy', 'elasticpath', 'gooru', 'genlogs'] as const) emulator.revokeAccessTokens(provider)
    await press(page, '20 calls at once', '20 × 200')
    expect(tokenRequests(emulator)).toBe(before + requests)
    await expect.poll(() => events(page)).toContain('token-rejected')
  },
)

test('A broken network is told in events, and what works is used all the same.', async () => {
  await using open = await openEmulatorPage(browser)
  const { page } = open
  await page.locator('#play-provider').getByRole('button', { name: 'GenLogs' }).click()
  await press(page, 'Sign in', 'Signed in')
  await press(page, 'Break the network', '')
  await press(page, 'Renew', /network: .*could not be reached/)
  await expect.poll(() => events(page)).toEqual(expect.arrayContaining(['failed', 'cooling-down', 'retrying']))
  await press(page, 'Break the network', '')
  await press(page, 'Call', '200 · the client is')
})

test('A wrong password is refused in words, and is not among what the page shows.', async () => {
  await using open = await openEmulatorPage(browser)
  const { page } = open
  await page.getByLabel('Password').fill('wrong-password-1815')
  await press(page, 'Sign in', /invalid_credentials: /)
  expect(await page.locator('main').textContent()).not.toContain('wrong-password-1815')
})
