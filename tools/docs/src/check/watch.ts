import type { Page } from 'playwright-core'

/** Notes what a page complains of, and whatever it asks of anybody else than the site: it must work without a network. */
export async function watchPage(page: Page, site: string, problems: string[]): Promise<void> {
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`))
  await page.route(
    (url) => !url.href.startsWith(site) && !/^(data|blob):/.test(url.protocol),
    (route) => {
      problems.push(`${page.url()} asks for ${route.request().url()}`)
      return route.abort()
    },
  )
}
