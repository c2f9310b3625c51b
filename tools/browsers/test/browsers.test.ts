import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { peersBlock } from '../src/peers/page.ts'
import { cases } from './cases/index.ts'
import type { Browser, Setting } from './support/browser.ts'
import { chromiumKind } from './support/chromium.ts'
import { firefoxKind } from './support/firefox.ts'
import { openLab } from './support/lab.ts'
import { type Site, serveSite } from './support/site.ts'
import { type Cell, describeRequests, renderTabs } from './table.ts'

const page = new URL('../../../docs/tabs.md', import.meta.url)
const kinds = [chromiumKind, firefoxKind]
const cells: Cell[] = []

describe.for(kinds)('$name', (kind) => {
  let site: Site
  const running = new Map<Setting, Promise<Browser>>()
  let tabs = 0

  function browserWith(setting: Setting): Promise<Browser> {
    const browser = running.get(setting) ?? kind.start(setting)
    running.set(setting, browser)
    return browser
  }

  beforeAll(async () => {
    site = await serveSite()
  })
  afterAll(async () => {
    const own = cells.filter((cell) => cell.kind === kind)
    const sent = own.flatMap(({ requests }) => requests)
    const refused = sent.filter(({ isRefused }) => isRefused)
    console.log(
      `${kind.name} ${own[0]?.version}: ${own.length} cases, ${tabs} tabs, ${sent.length} token requests, ${refused.length} refused`,
    )
    for (const browser of running.values()) await (await browser)[Symbol.asyncDispose]()
    await site[Symbol.asyncDispose]()
  })

  // One by one: `test.for` cuts long titles off.
  for (const tried of cases) {
    test(tried.title, async () => {
      const browser = await browserWith(tried.setting ?? 'as usual')
      await using lab = await openLab(browser, site, tried)
      const outcome = await tried.run(lab)
      const requests = lab.requests()
      const sent = describeRequests(requests)
      tabs += lab.tabCount
      cells.push({ kind, version: browser.version, case: tried, outcome, requests })
      expect({ outcome, sent }).toEqual(tried.expected)
    })
  }
})

test('The page about tabs says what happens.', async () => {
  const written = await readFile(page, 'utf8').catch(() => '')
  // Other libraries are measured by `pnpm browsers:peers`, and differ from run to run.
  const beside = peersBlock(written)
  const found = renderTabs(cells, kinds, cases) + (beside && `\n${beside}\n`)
  if (process.env['UPDATE_DOCS']) await writeFile(page, found)
  expect(await readFile(page, 'utf8').catch(() => ''), 'run again with UPDATE_DOCS=1 to write it').toBe(found)
})
