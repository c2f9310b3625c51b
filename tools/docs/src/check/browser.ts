import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

// Chromium's own traffic would look like the site's.
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

export async function withBrowser<Result>(use: (browser: Browser) => Promise<Result>): Promise<Result> {
  if (!existsSync(executablePath)) {
    throw new Error(
      `docs:check opens the site in Chromium, and there is none at ${executablePath}. Install it (Debian: apt-get install -y chromium), or set CHROMIUM_PATH`,
    )
  }
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet],
  })
  try {
    return await use(browser)
  } finally {
    await browser.close()
  }
}
