import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { installPeers } from '../../../bench/src/installs/peers.ts'
import { chromiumKind } from '../../test/support/chromium.ts'
import { bundlePeer, measure } from './measure.ts'
import { withPeersBlock } from './page.ts'
import { choosePeers } from './peers.ts'
import { renderSection } from './section.ts'
import { type PeerRow, renderPeers } from './table.ts'

const mostRounds = 30
const sessions = 3

const page = new URL('../../../../docs/tabs.md', import.meta.url)

const { positionals, values } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false } },
})
const peers = choosePeers(positionals)
const installed = await installPeers('tab-peers', fileURLToPath(new URL('../../peers', import.meta.url)))
await using browser = await chromiumKind.start('as usual')

const rows: PeerRow[] = []
for (const peer of peers) {
  const script = await bundlePeer(peer, installed)
  const runs = []
  for (let session = 0; session < sessions; session += 1) {
    const { run, problems } = await measure(browser, script, mostRounds)
    runs.push(run)
    const said = problems.length > 0 ? `: ${[...new Set(problems)].join('; ')}` : ''
    console.log(`${peer.name}: ${run.rounds} times, ${run.renewals.length} renewals${said}`)
  }
  rows.push({ peer, runs })
}
const table = renderPeers(rows)
console.log(`\nChromium ${browser.version}\n\n${table}`)
// A part does not take the place of the whole.
if (values.write && positionals.length === 0) {
  const text = renderSection(table, { version: browser.version, mostRounds, sessions })
  await writeFile(page, withPeersBlock(await readFile(page, 'utf8'), text))
}
