import { existsSync } from 'node:fs'
import { type RunningEmulator, type ServerOptions, startEmulator } from '@auth/emulator'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { missingBrowser } from './browser.ts'

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

export function launchChromium(): Promise<Browser> {
  if (!existsSync(executablePath)) throw missingBrowser('Chromium', executablePath, 'CHROMIUM_PATH', 'chromium')
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
}

/** An emulator, and its page as somebody has it open. */
export interface OpenPage extends AsyncDisposable {
  readonly emulator: RunningEmulator
  readonly page: Page
  /** What the browser complained of, and what it loaded from anywhere else. */
  readonly problems: readonly string[]
}

export async function openEmulatorPage(
  browser: Browser,
  look: BrowserContextOptions = {},
  options: ServerOptions = {},
): Promise<OpenPage> {
  const emulator = await startEmulator(options)
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...look })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => {
    // A call that is refused on purpose is noted by the browser, too.
    if (['error', 'warning'].includes(message.type()) && !/^Failed to load resource/.test(message.text())) {
      problems.push(message.text())
    }
  })
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== emulator.origin) problems.push(`asks for ${request.url()}`)
  })
  await page.goto(emulator.origin)
  await page.locator('.card').nth(3).waitFor()
  return {
    ...{ emulator, page, problems },
    async [Symbol.asyncDispose]() {
      await context.close()
      await emulator.close()
    },
  }
}
