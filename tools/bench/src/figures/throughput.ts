import { startLab } from '../lab/server.ts'
import { plotBars } from '../plot/bars.ts'
import { ask } from '../rounds/worker.ts'
import type { Bench, Findings } from '../section.ts'
import { compare, type Series } from './compare.ts'
import type { ThroughputInput } from './throughput.worker.ts'

const worker = new URL('throughput.worker.ts', import.meta.url)

/** What a client costs when it sends many requests at once, over real connections. */
export async function benchThroughput(bench: Bench): Promise<Findings> {
  const builds = await bench.builds()
  const installed = await bench.peers()
  const reports: string[] = []
  const pictures = []
  for (const concurrency of [100, 1000]) {
    await using lab = await startLab()
    const input: ThroughputInput = {
      peers: ['fetch', 'google-auth-library', '@badgateway/oauth2-client', 'ky'],
      builds,
      installed,
      origin: lab.origin,
      concurrency,
      rounds: 21,
    }
    const series = await ask<Series>(worker, input, { report: bench.report })
    const { table, bars } = compare(series, 'fetch', 'µs a GET')
    reports.push(`${concurrency.toLocaleString('en-US')} at once:\n\n${table}`)
    const title = `GETs on loopback, ${concurrency.toLocaleString('en-US')} at once`
    pictures.push(plotBars({ name: `throughput-${concurrency}`, title, unit: 'µs of CPU time a GET', bars }))
  }
  return {
    report: `GETs with a token from memory, to a server on loopback that has a process of its own: CPU time of the client's process. Half as much time is twice the throughput of a busy core.\n\n${reports.join('\n\n')}`,
    pictures,
    problems: [],
  }
}
