import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BrowserContext, Page } from 'playwright-core'
import { screenshots, site } from './folders.ts'

interface Expected {
  readonly name: string
  readonly path: string
  readonly heading: string | RegExp
}

/** One page of each kind. */
const pages: readonly Expected[] = [
  { name: 'front', path: 'index.html', heading: 'Sign in to MeshyDB, Elastic Path, Gooru and GenLogs' },
  { name: 'guide', path: 'documents/Guides.Getting_started.html', heading: 'Getting started' },
  { name: 'frameworks', path: 'documents/Guides.Frameworks.html', heading: 'Frameworks' },
  { name: 'package', path: 'modules/_auth_meshy.html', heading: '@auth/meshy' },
  { name: 'symbol', path: 'functions/_auth_meshy.createMeshyAuth.html', heading: /createMeshyAuth/ },
  { name: 'options', path: 'interfaces/_auth_meshy.MeshyAuthOptions.html', heading: /MeshyAuthOptions/ },
  { name: 'errors', path: 'documents/Errors.html', heading: 'Errors' },
  { name: 'error', path: 'documents/Errors.rate_limited.html', heading: 'rate_limited' },
]

/** What a reader looks for, and the address of what must be found. */
const searches: ReadonlyArray<readonly [text: string, path: string]> = [
  ['createMeshyAuth', 'functions/_auth_meshy.createMeshyAuth.html'],
  ['Stores and fleets', 'documents/Guides.Stores_and_fleets.html'],
  ['rate_limited', 'documents/Errors.rate_limited.html'],
]

/** Opens pages from the disk and searches, as a reader without a network does. Returns what was wrong. */
export async function checkPages(context: BrowserContext): Promise<string[]> {
  const problems: string[] = []
  const page = await context.newPage()
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`))
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) problems.push(`${page.url()} asks for ${request.url()}`)
  })
  for (const expected of pages) problems.push(...(await checkPage(page, expected)))
  for (const [text, path] of searches) problems.push(...(await checkSearch(page, text, path)))
  return problems.map((problem) => problem.replaceAll(pathToFileURL(site).href, ''))
}

async function checkPage(page: Page, { name, path, heading }: Expected): Promise<string[]> {
  await page.goto(pathToFileURL(join(site, path)).href)
  // The navigation is written by a script, from data of its own.
  await page.locator('#tsd-nav-container a').first().waitFor()
  await page.screenshot({ path: join(screenshots, `${name}.png`) })
  await page.screenshot({ path: join(screenshots, `${name}-whole.png`), fullPage: true })
  const titled = await page.getByRole('heading', { level: 1, name: heading }).count()
  const loaded = await page
    .locator('img')
    .evaluateAll((images) => images.map((image) => image instanceof HTMLImageElement && image.naturalWidth > 0))
  const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  return [
    ...(overflows ? [`${path}: the page is wider than the window`] : []),
    ...(titled === 1 ? [] : [`${path}: ${titled} headings of the first level say ${heading}`]),
    ...(loaded.every(Boolean) ? [] : [`${path}: an image does not load`]),
  ]
}

async function checkSearch(page: Page, text: string, path: string): Promise<string[]> {
  await page.goto(pathToFileURL(join(site, 'index.html')).href)
  await page.locator('#tsd-search-trigger').click()
  // What is typed before the index is there finds nothing.
  await page.waitForFunction(() => document.getElementById('tsd-search-status')?.textContent === '')
  await page.locator('#tsd-search-input').fill(text)
  const results = page.locator('#tsd-search-results a')
  await results.first().waitFor()
  await page.screenshot({ path: join(screenshots, `search-${text.replaceAll(' ', '-')}.png`) })
  const addresses = await results.evaluateAll((links) =>
    links.map((link) => (link instanceof HTMLAnchorElement ? link.href : '')),
  )
  return addresses.some((address) => address.split('#')[0]?.endsWith(`/${path}`))
    ? []
    : [`the search for "${text}" does not find ${path}, but ${addresses.slice(0, 3).join(', ')}`]
}
