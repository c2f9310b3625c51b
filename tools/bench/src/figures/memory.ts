import { labelOf } from '../peers/versions.ts'
import { plotBars } from '../plot/bars.ts'
import { ask } from '../rounds/worker.ts'
import type { Bench, Findings } from '../section.ts'
import { formatTable } from '../table.ts'
import { formatBytes } from './compare.ts'
import type { MemoryInput, MemoryResult } from './memory.worker.ts'

const worker = new URL('memory.worker.ts', import.meta.url)
const clients = 10_000
const own = ['@auth/meshy', '@auth/elasticpath', '@auth/gooru', '@auth/genlogs']
// The others keep no token, or share one place for all of them.
const others = ['google-auth-library', '@badgateway/oauth2-client', '@epcc-sdk/sdks-shopper']

/** What clients hold while they have nothing to do. */
export async function benchMemory(bench: Bench): Promise<Findings> {
  const installed = await bench.peers()
  const inputs: (MemoryInput & { readonly label: string })[] = [
    ...(await bench.builds()).flatMap((build) =>
      own.map((name) => ({ name, build, installed, clients, label: `${name}${build.suffix}` })),
    ),
    ...others.map((name) => ({ name, installed, clients, label: name })),
  ]
  const results: (MemoryResult & { readonly label: string })[] = []
  for (const { label, ...input } of inputs) {
    bench.report(label)
    const flags = ['--expose-gc']
    results.push({ label, ...(await ask<MemoryResult>(worker, input, { flags, report: bench.report })) })
  }
  const rows = results.map(({ label, idle, withToken }) => [
    `\`${label}\``,
    formatBytes(idle),
    formatBytes(withToken),
    formatBytes(idle / clients),
  ])
  const bars = results.map(({ label, idle }) => ({ label: labelOf(label), value: idle / 1_000_000 }))
  return {
    report: `What 10,000 clients hold, in heap and buffers, once all garbage is collected: each with options of its own, and then each with a token of its own in memory.\n\n${formatTable(['', 'idle', 'with a token', 'one, idle'], rows)}`,
    pictures: [plotBars({ name: 'memory', title: '10,000 idle clients', unit: 'MB', bars })],
    problems: [],
  }
}
