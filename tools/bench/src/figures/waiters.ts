import { formatSpread } from '../format.ts'
import { ask } from '../rounds/worker.ts'
import type { Bench, Findings } from '../section.ts'
import { spreadOf } from '../statistics.ts'
import { formatTable } from '../table.ts'
import { formatBytes } from './compare.ts'
import type { WaitersInput, WaitersResult } from './waiters.worker.ts'

const worker = new URL('waiters.worker.ts', import.meta.url)
const callers = 10_000
const own = ['@auth/meshy', '@auth/elasticpath', '@auth/gooru', '@auth/genlogs']
const others = ['google-auth-library', '@badgateway/oauth2-client']

/** What callers cost that wait for the same token request. */
export async function benchWaiters(bench: Bench): Promise<Findings> {
  const installed = await bench.peers()
  const inputs: (WaitersInput & { readonly label: string })[] = [
    ...(await bench.builds()).flatMap((build) =>
      own.map((name) => ({ name, build, installed, callers, label: `${name}${build.suffix}` })),
    ),
    ...others.map((name) => ({ name, installed, callers, label: name })),
  ]
  const rows: string[][] = []
  for (const { label, ...input } of inputs) {
    bench.report(label)
    const flags = ['--expose-gc', '--max-semi-space-size=64']
    const { bytes, microseconds } = await ask<WaitersResult>(worker, input, { flags })
    rows.push([`\`${label}\``, formatBytes(bytes), formatSpread(spreadOf(microseconds))])
  }
  return {
    report: `10,000 callers wait for one token request: what each holds meanwhile, its promise included, and the CPU time from its call to its token.\n\n${formatTable(['', 'a caller holds', 'µs a caller'], rows)}`,
    problems: [],
  }
}
