import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cases } from './cases.ts'
import { openLab } from './support/lab.ts'
import type { RunningServer } from './support/launch.ts'
import { servers } from './support/servers.ts'
import { type Cell, describeRequests, isRefused, renderServers } from './table.ts'

const page = new URL('../../../docs/servers.md', import.meta.url)
const cells: Cell[] = []

describe.for(servers)('$name', (server) => {
  let running: RunningServer

  beforeAll(async () => {
    running = await server.start()
  }, 300_000)
  afterAll(async () => {
    const own = cells.filter((cell) => cell.server === server)
    const sent = own.flatMap(({ requests }) => requests.filter(({ endpoint }) => endpoint === 'token'))
    console.log(`${server.name} ${running.version}: ${own.length} cases, ${sent.length} token requests`)
    await running[Symbol.asyncDispose]()
  })

  const possible = cases.filter(({ needsRevocation }) => server.canRevoke || !needsRevocation)
  test.for(possible)('$title', async (tried) => {
    const lab = openLab(running, tried.account)
    const outcome = await tried.run(lab)
    const requests = await lab.requests()
    cells.push({ server, version: running.version, case: tried, outcome, requests })
    const refusals = requests.filter((request) => request.endpoint !== 'api' && isRefused(request))
    const { refusedBy, ...expected } = tried.expected
    expect({ outcome, sent: describeRequests(requests) }).toEqual(expected)
    if (refusedBy !== undefined) expect(refusals.map(({ status }) => status)).toEqual(refusals.map(() => refusedBy))
  })
})

test('The page about servers says what happens.', async () => {
  const found = renderServers(cells, servers, cases)
  if (process.env['UPDATE_DOCS']) await writeFile(page, found)
  expect(await readFile(page, 'utf8').catch(() => ''), 'run again with UPDATE_DOCS=1 to write it').toBe(found)
})
