import { startLab } from '../lab/server.ts'
import { plotBars } from '../plot/bars.ts'
import type { Bench, Findings } from '../section.ts'
import { compare } from './compare.ts'
import { sendInTurns } from './in-turns.ts'

const peers = ['fetch', 'google-auth-library', '@badgateway/oauth2-client', 'ky']

/** What a client costs when it sends many requests at once, over real connections. */
export async function benchThroughput(bench: Bench): Promise<Findings> {
  const reports: string[] = []
  const pictures = []
  for (const concurrency of [100, 1000]) {
    await using lab = await startLab()
    const { origin } = lab
    const count = Math.max(4000, concurrency * 6)
    const series = await sendInTurns(bench, peers, { kind: 'GET', origin, concurrency, count })
    const { table, bars } = compare(series, 'fetch', 'µs a GET')
    reports.push(`${concurrency.toLocaleString('en-US')} at once:\n\n${table}`)
    const title = `GETs on loopback, ${concurrency.toLocaleString('en-US')} at once`
    pictures.push(plotBars({ name: `throughput-${concurrency}`, title, unit: 'µs of CPU time a GET', bars }))
  }
  return {
    report: `GETs with a token from memory, to a server on loopback: CPU time of the client's process, which is its own. Half as much time is twice the throughput of a busy core.\n\n${reports.join('\n\n')}`,
    pictures,
    problems: [],
  }
}
