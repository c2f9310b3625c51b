import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BidiSession, openSession } from './bidi.ts'
import { type BrowserKind, missingBrowser, type Page, type Setting } from './browser.ts'

const path = process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr'

type Preferences = Readonly<Record<string, boolean | number | string>>

const shared: Preferences = {
  // Each tab of a site in a process of its own.
  'dom.ipc.processCount.webIsolated': 8,
  'dom.ipc.processPrelaunch.enabled': false,
  // A host that is not loopback, for a page that did not come over HTTPS.
  'network.dns.localDomains': 'insecure.test',
}

const settings: Readonly<Record<Setting, Preferences>> = {
  'as usual': {},
  private: { 'browser.privatebrowsing.autostart': true },
  'little storage': { 'dom.quotaManager.temporaryStorage.fixedLimit': 51_200 },
  'site data blocked': { 'network.cookie.cookieBehavior': 2 },
}

/** Firefox speaks WebDriver BiDi by itself: https://w3c.github.io/webdriver-bidi */
export const firefoxKind: BrowserKind = {
  name: 'Firefox',
  async start(setting) {
    if (!existsSync(path)) throw missingBrowser('Firefox', path, 'FIREFOX_PATH', 'firefox-esr')
    const profile = await mkdtemp(join(tmpdir(), 'auth-firefox-'))
    const lines = Object.entries({ ...shared, ...settings[setting] }).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
    )
    await writeFile(join(profile, 'user.js'), lines)
    const child = spawn(path, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
    const session = await openSession(await addressIn(child.stderr, ended))
    return {
      version: session.browserVersion,
      newPage: () => openPage(session),
      async [Symbol.asyncDispose]() {
        await session.send('browser.close', {}).catch(() => child.kill())
        await ended
        await rm(profile, { recursive: true, force: true, maxRetries: 5 })
      },
    }
  },
}

async function addressIn(output: NodeJS.ReadableStream, ended: Promise<void>): Promise<string> {
  let text = ''
  const address = new Promise<string>((resolve) => {
    output.on('data', (part) => {
      text += part
      const [, url] = /WebDriver BiDi listening on (ws:\S+)/.exec(text) ?? []
      if (url) resolve(url)
    })
  })
  const failed = ended.then(() => {
    throw new Error(`Firefox did not start:\n${text}`)
  })
  return Promise.race([address, failed])
}

async function openPage(session: BidiSession): Promise<Page> {
  const { context } = await session.send('browsingContext.create', { type: 'tab' })
  const wait = 'complete'
  return {
    async evaluate(expression) {
      const { type, result, exceptionDetails } = await session.send('script.evaluate', {
        ...{ expression, target: { context }, awaitPromise: true },
      })
      if (type !== 'success') throw new Error(exceptionDetails.text)
      return result.value
    },
    async open(url) {
      await session.send('browsingContext.navigate', { context, url, wait })
    },
    async reload() {
      await session.send('browsingContext.reload', { context, wait })
    },
    async back() {
      await session.send('browsingContext.traverseHistory', { context, delta: -1 })
    },
    async close() {
      await session.send('browsingContext.close', { context })
    },
  }
}
