import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInEverywhere } from '../../../packages/emulator/test/support/everywhere.ts'
import { buildPage } from '../../release/src/bundle/page/page.ts'
import { launchChromium, type OpenPage, openEmulatorPage } from './support/emulator-page.ts'

/** Pictures of what the browser showed, to look at. */
const screenshots = fileURLToPath(new URL('../screenshots/', import.meta.url))

let browser: Browser

beforeAll(async () => {
  await buildPage()
  await mkdir(screenshots, { recursive: true })
  browser = await launchChromium()
}, 60_000)
afterAll(() => browser.close())

/** Something of everything: people who are signed in, answers of each kind, faults, events, an open request. */
async function fill({ emulator, page }: OpenPage): Promise<void> {
  await signInEverywhere(emulator)
  emulator.advance(50_000)
  const { authBaseUrl } = emulator.urls.genlogs
  for (const kind of ['unavailable', 'rate-limit', 'html', 'refuse'] as const) {
    emulator.fail({ provider: 'genlogs', kind })
    await fetch(`${authBaseUrl}/auth/token?password=x`, { method: 'POST' }).catch(() => {})
  }
  await fetch(`${authBaseUrl}/auth/token/`, { method: 'POST', redirect: 'manual' })
  await fetch(`${authBaseUrl}/${'a-path-that-is-longer-than-a-phone-is-wide-'.repeat(5)}`)
  emulator.fail({ provider: 'gooru', endpoint: 'token', kind: 'rate-limit', times: 3 })
  const play = page.locator('#playground')
  await play.getByRole('button', { name: 'GenLogs' }).click()
  await play.getByRole('button', { name: '20 calls at once' }).click()
  await play.locator('.mark.good').nth(19).waitFor()
  await play.getByRole('button', { name: 'Break the network' }).click()
  await play.getByRole('button', { name: 'Renew' }).click()
  await play.locator('.trouble').first().waitFor()
  await page.locator('#server').getByRole('button', { name: 'Add fault' }).click()
  await page.locator('.pending li').nth(1).waitFor()
  await page.locator('.request > summary').first().click()
  await page.locator('.card').nth(1).getByRole('button', { name: 'official SDK' }).click()
}

/** What a checker finds of WCAG 2.2, level AA: contrast, names, roles. */
async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    // The header stays while one scrolls: what is half behind it there is not too small to be hit.
    window.scrollTo(0, 0)
    // The checker put it there.
    const { axe: checker } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await checker.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    )
  })
}

/** Elements that are cut off at the side, but for those that scroll. */
function findCutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main *, header *')]
      .filter((one) => one.closest('pre, nav, legend') === null && one.getClientRects().length > 0)
      .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 0.5)
      .map((one) => one.outerHTML.slice(0, 100)),
  )
}

const looks = [1280, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
)

test.each(looks)(
  'At $width pixels, $colorScheme, the page fits, can be read, and is the same when it is empty.',
  async (look) => {
    await using open = await openEmulatorPage(browser, { ...look, viewport: { width: look.width, height: 900 } })
    const { page } = open
    const name = `emulator-${look.width}-${look.colorScheme}`
    expect(await findBarriers(page)).toEqual([])
    expect(await findCutOff(page)).toEqual([])
    await page.screenshot({ path: `${screenshots}${name}-empty.png` })
    await fill(open)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
    expect(await findBarriers(page)).toEqual([])
    expect(await findCutOff(page)).toEqual([])
    await page.screenshot({ path: `${screenshots}${name}.png` })
    await page.screenshot({ path: `${screenshots}${name}-whole.png`, fullPage: true })
    expect(open.problems).toEqual([])
  },
)
