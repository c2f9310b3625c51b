import { globSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { folderOf } from '../pages/folders.ts'
import { widerThanWindow } from './looks.ts'

/** Every page of the site, on a phone. Scripts are left out: they change nothing about widths, and take their time. */
export async function checkPhone(
  browser: Browser,
  site: string,
): Promise<{ readonly count: number; readonly problems: string[] }> {
  const paths = globSync('**/*.html', { cwd: folderOf.site, exclude: (name) => name === 'documents' })
  const problems: string[] = []
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false })
  for (const path of paths) {
    await page.goto(`${site}${path}`)
    problems.push(...(await widerThanWindow(page)).map((problem) => `/${path}: ${problem}`))
  }
  await page.close()
  return { count: paths.length, problems }
}
