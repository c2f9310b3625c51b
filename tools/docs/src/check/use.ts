import type { Browser, Locator, Page } from 'playwright-core'
import { checkAccess } from './looks.ts'
import { watchPage } from './watch.ts'

/** What a reader looks for, and the page that must be among what is found. */
const searches: ReadonlyArray<readonly [text: string, path: string]> = [
  ['retry after', 'errors/rate_limited.html'],
  ['createMeshyAuth', 'reference/@auth/meshy/functions/createMeshyAuth.html'],
  ['Stores and fleets', 'guides/stores-and-fleets.html'],
  ['rate_limited', 'errors/rate_limited.html'],
]

/** Uses the site with a keyboard alone. Returns what did not work. */
export async function checkUse(browser: Browser, site: string): Promise<string[]> {
  const problems: string[] = []
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await watchPage(page, site, problems)
  for (const [text, path] of searches) problems.push(...(await checkSearch(page, site, text, path)))
  problems.push(
    ...(await checkFilter(page, site)),
    ...(await checkTabs(page, site)),
    ...(await checkColours(page, site)),
  )
  await page.close()
  return problems
}

/** What is pressed before the script of the page has begun is lost. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.waitForFunction(() => '__vue_app__' in (document.getElementById('app') ?? {}))
}

async function checkSearch(page: Page, site: string, text: string, path: string): Promise<string[]> {
  await open(page, site)
  await page.keyboard.press('Control+k')
  await page.locator('#localsearch-input:focus').waitFor()
  // What was looked for before is still there.
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
  const wanted = `${site}${path}`
  const found = page.locator('#localsearch-list a')
  try {
    await found
      .and(page.locator(`[href*="/${path}"]`))
      .first()
      .waitFor({ timeout: 10_000 })
    for (let step = 0; step < 100 && !(await selected(page)).startsWith(wanted); step += 1) {
      await page.keyboard.press('ArrowDown')
    }
    // VitePress puts a link into each choice of its list. The keys choose one all the same, as is seen below.
    const unreadable = await checkAccess(page, ['nested-interactive'])
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.href.startsWith(wanted), { timeout: 10_000 })
    return unreadable.map((problem) => `the search for "${text}": ${problem}`)
  } catch {
    return [
      `the search for "${text}" does not lead to ${path}, but to ${(await addressesOf(found)).slice(0, 5).join(', ')}`,
    ]
  }
}

const selected = async (page: Page): Promise<string> =>
  (await addressesOf(page.locator('#localsearch-list [aria-selected="true"] a')))[0] ?? ''

const addressesOf = (links: Locator): Promise<string[]> =>
  links.evaluateAll((found) => found.map((link) => (link instanceof HTMLAnchorElement ? link.href : '')))

async function checkFilter(page: Page, site: string): Promise<string[]> {
  await open(page, `${site}providers/meshy.html`)
  const rows = page.locator('.failures tbody tr:visible')
  const shown = page.locator('.failures output')
  const all = await rows.count()
  await page.getByText(`${all} of ${all}`).waitFor()
  await page.getByLabel('Status, body or advice').focus()
  await page.keyboard.type('quota')
  await page.keyboard.press('Tab')
  await page.keyboard.type('rate_limited')
  const texts = await rows.allInnerTexts()
  const fitting = texts.filter((text) => text.includes('quota') && text.includes('rate_limited'))
  return [
    ...(texts.length > 0 && texts.length < all && fitting.length === texts.length
      ? []
      : [`the filter of failures shows ${texts.length} of ${all} rows, of which ${fitting.length} fit`]),
    ...((await shown.textContent()) === `${texts.length} of ${all}` ? [] : ['the filter of failures counts wrongly']),
  ]
}

async function checkTabs(page: Page, site: string): Promise<string[]> {
  await open(page, site)
  await page.locator('.hero .vp-code-group input').first().focus()
  const seen: string[] = []
  for (let step = 0; step < 5; step += 1) {
    seen.push((await page.locator('.hero .vp-code-group').first().locator('pre:visible').textContent()) ?? '')
    await page.keyboard.press('ArrowRight')
  }
  const expected = ['npm install', 'pnpm add', 'yarn add', 'bun add', 'deno add']
  return expected.every((command, index) => seen[index]?.includes(command)) ? [] : [`the tabs show ${seen.join(', ')}`]
}

async function checkColours(page: Page, site: string): Promise<string[]> {
  await open(page, site)
  const before = await backgroundOf(page)
  await page.getByRole('switch').first().focus()
  await page.keyboard.press('Enter')
  const after = await backgroundOf(page)
  return before === after ? ['the switch of colours changes nothing'] : []
}

const backgroundOf = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--vp-c-bg'))
