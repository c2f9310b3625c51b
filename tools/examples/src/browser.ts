import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

/** Chromium, in which each visitor has cookies and storage of their own. */
export interface Visitors extends AsyncDisposable {
  /** @param options - `scripts: false` is a browser without JavaScript */
  newVisitor(options?: { readonly scripts?: boolean }): Promise<BrowserContext>
}

/** @param hosts - Names that lead to loopback, beside those of this machine. */
export async function startBrowser(hosts: readonly string[] = []): Promise<Visitors> {
  if (!existsSync(executablePath)) {
    throw new Error(
      `\`pnpm examples\` needs Chromium, and there is none at ${executablePath}. Install it (Debian: apt-get install -y chromium), or set CHROMIUM_PATH`,
    )
  }
  const home = await mkdtemp(join(tmpdir(), 'auth-examples-browser-'))
  const rules = hosts.map((host) => `MAP ${host} 127.0.0.1`).join(', ')
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', ...(rules ? [`--host-resolver-rules=${rules}`] : [])],
    env: { ...process.env, HOME: home },
  })
  return {
    async newVisitor({ scripts = true } = {}) {
      const context = await browser.newContext({ javaScriptEnabled: scripts, ignoreHTTPSErrors: true })
      // What does not come fails at once, and not when the test is over.
      context.setDefaultTimeout(20_000)
      return context
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}
