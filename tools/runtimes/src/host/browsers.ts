import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserKind } from '../../../browsers/test/support/browser.ts'
import { chromiumKind } from '../../../browsers/test/support/chromium.ts'
import { firefoxKind } from '../../../browsers/test/support/firefox.ts'
import { bundlers } from '../bundlers/index.ts'
import type { Outcome } from '../conformance/run.ts'
import { inTurn } from './in-turn.ts'
import { servePages } from './pages.ts'
import type { Project } from './project.ts'
import { providers } from './providers.ts'
import type { Runtime } from './runtime.ts'
import { startServers } from './servers.ts'

/** Where the page of a provider was bundled to. */
export function pageFolder(bundler: string, provider: string): string {
  return `pages/${bundler}-${provider}`
}

export const browsers: readonly Runtime[] = [
  { name: 'chromium', title: 'Chromium', run: (project) => runPages(project, chromiumKind) },
  { name: 'firefox', title: 'Firefox', run: (project) => runPages(project, firefoxKind) },
  {
    name: 'electron-renderer',
    title: 'Electron-like page',
    run: (project) => runPages(project, chromiumKind, ['esbuild'], '?globals'),
  },
]

async function runPages(
  project: Project,
  kind: BrowserKind,
  names: readonly string[] = bundlers.map(({ name }) => name),
  query = '',
): ReturnType<Runtime['run']> {
  const globals = await readFile(join(project.folder, 'globals/electron-renderer.js'), 'utf8')
  await using pages = await servePages(project.folder, globals)
  await using browser = await kind.start('as usual')
  const all = providers.flatMap((provider) => names.map((bundler) => ({ provider, bundler })))
  const columns = await inTurn(all, 2, async ({ provider, bundler }) => {
    const url = `${pages.origin}/${pageFolder(bundler, provider)}/${query}`
    return { provider, bundler, outcomes: await runPage(browser, url) }
  })
  return { version: browser.version, columns }
}

async function runPage(browser: Browser, url: string): Promise<Outcome[]> {
  await using servers = await startServers()
  const page = await browser.newPage()
  try {
    await page.open(url)
    return JSON.parse(await page.evaluate(`runCases(${JSON.stringify(servers.setting)})`))
  } finally {
    await page.close()
  }
}
