import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { RunOptions } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { folderOf } from '../pages/folders.ts'
import { watchPage } from './watch.ts'

interface Expected {
  readonly name: string
  readonly path: string
  readonly heading: string | RegExp
}

/** One page of each kind. */
const pages: readonly Expected[] = [
  { name: 'landing', path: '', heading: 'Sign in to MeshyDB, Elastic Path, Gooru and GenLogs' },
  { name: 'start', path: 'start/', heading: 'Getting started' },
  { name: 'diagrams', path: 'start/how-it-works.html', heading: 'How it works' },
  { name: 'provider', path: 'providers/meshy.html', heading: '@auth/meshy' },
  { name: 'frameworks', path: 'guides/frameworks.html', heading: 'Frameworks' },
  { name: 'errors', path: 'errors/', heading: 'Errors' },
  { name: 'error', path: 'errors/rate_limited.html', heading: 'rate_limited' },
  { name: 'testing', path: 'testing/emulator.html', heading: '@auth/emulator' },
  { name: 'benchmarks', path: 'reference/benchmarks.html', heading: 'Beside other libraries' },
  { name: 'package', path: 'reference/@auth/meshy/', heading: '@auth/meshy' },
  { name: 'symbol', path: 'reference/@auth/meshy/functions/createMeshyAuth.html', heading: /createMeshyAuth/ },
  { name: 'options', path: 'reference/@auth/meshy/interfaces/MeshyAuthOptions.html', heading: /MeshyAuthOptions/ },
  { name: 'contributing', path: 'contributing/', heading: 'Contributing' },
]

const views = (['light', 'dark'] as const).flatMap((colorScheme) => [
  { colorScheme, viewport: { width: 1280, height: 900 } },
  { colorScheme, viewport: { width: 390, height: 844 } },
])

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
  // The button of the search shows the keys that open it: they are no part of its name.
  rules: { 'label-content-name-mismatch': { enabled: false } },
}

/** Opens pages on a desk and on a phone, by day and by night. Returns what was wrong with them. */
export async function checkLooks(browser: Browser, site: string): Promise<string[]> {
  const problems: string[] = []
  for (const view of views) {
    const page = await browser.newPage({ ...view, bypassCSP: true, reducedMotion: 'reduce' })
    await watchPage(page, site, problems)
    const suffix = `${view.viewport.width}-${view.colorScheme}`
    for (const { name, path, heading } of pages) {
      await page.goto(`${site}${path}`)
      await page.screenshot({ path: join(folderOf.screenshots, `${name}-${suffix}.png`), fullPage: true })
      const found = [...(await checkContent(page, heading)), ...(await checkAccess(page))]
      problems.push(...found.map((problem) => `/${path} (${suffix}): ${problem}`))
    }
    await page.close()
  }
  return problems
}

async function checkContent(page: Page, heading: string | RegExp): Promise<string[]> {
  const titled = await page.getByRole('heading', { level: 1, name: heading }).count()
  const loaded = await page
    .locator('img:visible')
    .evaluateAll((images) => images.map((image) => image instanceof HTMLImageElement && image.naturalWidth > 0))
  return [
    ...(titled === 1 ? [] : [`${titled} headings of the first level say ${heading}`]),
    ...(loaded.every(Boolean) ? [] : ['an image does not load']),
    ...(await widerThanWindow(page)),
  ]
}

export async function widerThanWindow(page: Page): Promise<string[]> {
  const { width, shown } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    shown: window.innerWidth,
  }))
  return width > shown ? [`the page is ${width} wide, in a window of ${shown}`] : []
}

/** Contrast, names, roles, and what a keyboard reaches. */
export async function checkAccess(page: Page, except: readonly string[] = []): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), rules)
  return violations
    .filter(({ id }) => !except.includes(id))
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    )
}

declare global {
  interface Window {
    readonly axe: typeof import('axe-core')
  }
}
