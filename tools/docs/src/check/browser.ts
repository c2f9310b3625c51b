import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

// Chromium's own traffic would look like the site's.
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

/** Runs `use` in a browser without a network and with an empty profile. */
export async function withBrowser<Result>(use: (context: BrowserContext) => Promise<Result>): Promise<Result> {
  if (!existsSync(executablePath)) {
    throw new Error(
      `docs:check opens the site in Chromium, and there is none at ${executablePath}. Install it (Debian: apt-get install -y chromium), or set CHROMIUM_PATH`,
    )
  }
  const profile = await mkdtemp(join(tmpdir(), 'docs-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet],
    viewport: { width: 1280, height: 900 },
    offline: true,
  })
  try {
    return await use(context)
  } finally {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  }
}
