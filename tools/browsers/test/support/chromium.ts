import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page as PlaywrightPage } from 'playwright-core'
import { type Browser, type BrowserKind, missingBrowser, type Page, type Setting } from './browser.ts'

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

const options = {
  executablePath,
  // A host that is not loopback, for a page that did not come over HTTPS.
  args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP insecure.test 127.0.0.1'],
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
}

export const chromiumKind: BrowserKind = {
  name: 'Chromium',
  async start(setting) {
    if (!existsSync(executablePath)) throw missingBrowser('Chromium', executablePath, 'CHROMIUM_PATH', 'chromium')
    return setting === 'private' ? startPrivate() : startWithProfile(setting)
  },
}

async function startWithProfile(setting: Setting): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'auth-chromium-'))
  if (setting === 'site data blocked') await blockSiteData(profile)
  const context = await chromium.launchPersistentContext(profile, options)
  return {
    version: context.browser()?.version() ?? '',
    newPage: () => openPage(context),
    async [Symbol.asyncDispose]() {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

/** A context beside the default one is off the record. */
async function startPrivate(): Promise<Browser> {
  const browser = await chromium.launch(options)
  const context = await browser.newContext()
  return {
    version: browser.version(),
    newPage: () => openPage(context),
    [Symbol.asyncDispose]: () => browser.close(),
  }
}

async function blockSiteData(profile: string): Promise<void> {
  await mkdir(join(profile, 'Default'))
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } }
  await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(preferences))
}

async function openPage(context: BrowserContext): Promise<Page> {
  return toPage(context, await context.newPage())
}

function toPage(context: BrowserContext, page: PlaywrightPage): Page {
  return {
    evaluate: (expression) => page.evaluate(expression),
    async open(url) {
      await page.goto(url)
    },
    async reload() {
      await page.reload()
    },
    async back() {
      await page.goBack({ waitUntil: 'commit' })
    },
    close: () => page.close(),
    async limitStorage(quotaSize) {
      const session = await context.newCDPSession(page)
      await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize })
    },
  }
}
