import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { installPeers } from '../../../bench/src/installs/peers.ts'
import type { Browser, BrowserKind } from '../../test/support/browser.ts'
import { chromiumKind } from '../../test/support/chromium.ts'
import { firefoxKind } from '../../test/support/firefox.ts'
import type { Run } from './count.ts'
import { bundlePeer, measure } from './measure.ts'
import { withPeersBlock } from './page.ts'
import { choosePeers, type TabPeer } from './peers.ts'
import { renderSection } from './section.ts'
import { type PeerRow, renderPeers } from './table.ts'

const mostRounds = 30
const sessions = 3
const kinds = [chromiumKind, firefoxKind]

const page = new URL('../../../../docs/tabs.md', import.meta.url)

const { positionals, values } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false } },
})
const peers = choosePeers(positionals)
const installed = await installPeers('tab-peers', fileURLToPath(new URL('../../peers', import.meta.url)))
const tables: string[] = []
// One after the other: they would take the cores from each other.
for (const kind of kinds) tables.push(await measureIn(kind))
const text = renderSection(tables, { mostRounds, sessions })
console.log(`\n${text}`)
// A part does not take the place of the whole.
if (values.write && positionals.length === 0) await writeFile(page, withPeersBlock(await readFile(page, 'utf8'), text))

async function measureIn(kind: BrowserKind): Promise<string> {
  await using browser = await kind.start('as usual')
  const version = `${kind.name} ${browser.version.split('.')[0]}`
  const rows: PeerRow[] = []
  for (const peer of peers) rows.push({ peer, runs: await measureSessions(browser, version, peer) })
  return renderPeers(version, rows)
}

async function measureSessions(browser: Browser, version: string, peer: TabPeer): Promise<Run[]> {
  const script = await bundlePeer(peer, installed)
  const runs: Run[] = []
  while (runs.length < sessions) {
    const { run, problems } = await measure(browser, script, mostRounds)
    runs.push(run)
    const said = problems.length > 0 ? `; in the tabs: ${[...new Set(problems)].join('; ')}` : ''
    console.log(`${version}, ${peer.name}: ${run.rounds} rounds, ${run.renewals.length} renewals${said}`)
  }
  return runs
}
