import { allocationFlags } from '../rounds/bytes.ts'
import { ask } from '../rounds/worker.ts'
import type { Bench, Findings } from '../section.ts'
import { formatTable } from '../table.ts'
import type { Allocations } from './allocations.worker.ts'

const worker = new URL('allocations.worker.ts', import.meta.url)

/**
 * The most bytes that a call may allocate whose token is in memory: some percent above what it does, since compilers do
 * not decide the same each time. Lower them when a call gets cheaper.
 */
const budgets: Allocations = {
  '@auth/meshy': { getToken: 400, fetch: 4300 },
  '@auth/elasticpath': { getToken: 400, fetch: 4300 },
  '@auth/gooru': { getToken: 400, fetch: 4300 },
  '@auth/genlogs': { getToken: 400, fetch: 4000 },
}

/** What calls allocate whose token is in memory, held against budgets: unlike times, it is nearly the same each time. */
export async function benchAllocations(bench: Bench): Promise<Findings> {
  const [build] = await bench.builds()
  const found = await ask<Allocations>(worker, { build }, { flags: allocationFlags })
  const rows = Object.entries(budgets).flatMap(([name, budget]) => {
    const { getToken = Number.NaN, fetch = Number.NaN } = found[name] ?? {}
    return [[`\`${name}\``, ...[getToken, budget.getToken, fetch, budget.fetch].map((bytes) => bytes.toFixed(0))]]
  })
  const headings = ['', '`getToken()`', 'budget', '`fetch()` beyond a bare one', 'budget']
  return {
    report: `Bytes that a call allocates on the heap, with a token from memory. Over its budget, \`bench allocations\` fails.\n\n${formatTable(headings, rows)}`,
    problems: findOverBudget(found, budgets),
  }
}

/** A sentence for each call that allocates more than it may, or that was not measured. */
export function findOverBudget(found: Allocations, allowed: Allocations): string[] {
  return Object.entries(allowed).flatMap(([name, budget]) =>
    (['getToken', 'fetch'] as const).flatMap((call) => {
      const bytes = found[name]?.[call]
      if (bytes === undefined) return [`${name}: ${call} was not measured`]
      return bytes > budget[call]
        ? [`${name}: ${call} allocates ${bytes.toFixed(0)} bytes, budget ${budget[call]}`]
        : []
    }),
  )
}
