import { meshy } from '../peers/meshy.ts'
import { ask } from '../rounds/worker.ts'
import type { Bench } from '../section.ts'
import type { Series } from './compare.ts'
import type { RequestsInput } from './requests.worker.ts'

const worker = new URL('requests.worker.ts', import.meta.url)
const rounds = 9

/**
 * What a request costs each client, which take turns. Each time, each has a new process: in one that they share, those
 * who leave little to be collected as garbage pay for those who leave much.
 */
export async function sendInTurns(
  bench: Bench,
  peers: readonly string[],
  input: Omit<RequestsInput, 'name' | 'folder'>,
): Promise<Series> {
  const installed = await bench.peers()
  const clients = [
    ...(await bench.builds()).map(({ folder, suffix }) => ({ name: meshy.name, folder, label: meshy.name + suffix })),
    ...peers.map((name) => ({ name, folder: installed, label: name })),
  ]
  const times: number[][] = clients.map(() => [])
  for (let round = 0; round < rounds; round += 1) {
    bench.report(`${input.kind}, round ${round + 1} of ${rounds}`)
    for (const [index, { name, folder }] of clients.entries()) {
      times[index]?.push(await ask<number>(worker, { ...input, name, folder }))
    }
  }
  return { names: clients.map(({ label }) => label), rounds: times }
}
