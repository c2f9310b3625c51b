import { createLimit } from '../../../release/src/limit.ts'
import { peers } from '../peers/peers.ts'
import { ask } from '../rounds/worker.ts'
import type { Bench, Findings } from '../section.ts'
import { cases } from './cases.ts'
import type { CellInput } from './cell.worker.ts'
import { type Results, renderBehaviour, renderSummary } from './render.ts'

const worker = new URL('cell.worker.ts', import.meta.url)

// They are mostly waiting: all of them pass at once.
const takesAMinute = new Set(['outage', 'signed-out'])

/** What ours and others do in the same situation, side by side. */
export async function benchBehaviour(bench: Bench): Promise<Findings> {
  const cells = chooseCells(bench.parts)
  const [build] = await bench.builds()
  const installed = await bench.peers()
  // What is counted does not depend on how busy the machine is, as long as it is not too busy to keep up.
  const limit = createLimit(4)
  const problems: string[] = []
  let done = 0
  const results: Results = new Map()
  const ordered = cells.toSorted(
    (one, other) => Number(takesAMinute.has(other.name)) - Number(takesAMinute.has(one.name)),
  )
  await Promise.all(
    ordered.map(({ peer, name }) => {
      const work = async (): Promise<void> => {
        const folder = peer.startsWith('@auth/') ? (build?.folder ?? '') : installed
        const input: CellInput = { peer, name, folder }
        try {
          results.set(`${peer} ${name}`, await ask<string>(worker, input, { limitMs: 150_000 }))
        } catch (error) {
          problems.push(`${peer} ${name}: ${error instanceof Error ? error.message : error}`)
        }
        done += 1
        bench.report(`${done} of ${cells.length} (${peer} ${name})`)
      }
      return takesAMinute.has(name) ? work() : limit(work)
    }),
  )
  return { report: renderBehaviour(results), summary: renderSummary(results), problems }
}

/** All cells, or those of a peer, of a case, or of both. */
export function chooseCells(parts: readonly string[]): { readonly peer: string; readonly name: string }[] {
  const unknown = parts.find((part) => !cases[part] && !peers.some(({ name }) => name === part))
  if (unknown !== undefined) {
    const names = [...peers.map(({ name }) => name), ...Object.keys(cases)]
    throw new Error(`There is no peer or case "${unknown}". Peers and cases: ${names.join(', ')}`)
  }
  const chosenPeers = parts.filter((part) => !cases[part])
  const chosenCases = parts.filter((part) => cases[part])
  return Object.entries(cases).flatMap(([name, { peers: having }]) =>
    having
      .filter((peer) => chosenPeers.length === 0 || chosenPeers.includes(peer))
      .filter(() => chosenCases.length === 0 || chosenCases.includes(name))
      .map((peer) => ({ peer, name })),
  )
}
