import { loadFrom } from '../peers/load.ts'
import { meshy } from '../peers/meshy.ts'
import { others } from '../peers/peers.ts'
import { answer } from '../rounds/worker.ts'
import type { Build } from '../section.ts'
import type { Series } from './compare.ts'

export interface ThroughputInput {
  readonly peers: readonly string[]
  readonly builds: readonly Build[]
  readonly installed: string
  readonly origin: string
  readonly concurrency: number
  readonly rounds: number
}

/** CPU time of a GET, in microseconds. */
answer(async (input: ThroughputInput, report): Promise<Series> => {
  const { origin, concurrency, rounds } = input
  const url = `${origin}/v2/api`
  const contenders = await openClients(input)
  const times: number[][] = contenders.map(() => [])
  // The first round opens connections and warms up, and does not count.
  for (let round = -1; round < rounds; round += 1) {
    report(`${concurrency} at once: round ${round + 1} of ${rounds}`)
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const index = (turn + round + 1) % contenders.length
      const total = Math.max(1000, concurrency * 2)
      const before = process.cpuUsage()
      await sendAll(() => contenders[index]?.fetch?.(url), total, concurrency)
      const { user, system } = process.cpuUsage(before)
      if (round >= 0) times[index]?.push((user + system) / total)
    }
  }
  return { names: contenders.map(({ name }) => name), rounds: times }
})

async function openClients({ builds, installed, origin, peers }: ThroughputInput) {
  const opened = []
  for (const { folder, suffix } of builds) {
    const client = await meshy.open({ load: await loadFrom(folder), origin })
    opened.push({ name: `${meshy.name}${suffix}`, ...client })
  }
  const load = await loadFrom(installed)
  for (const peer of others.filter(({ name }) => peers.includes(name))) {
    opened.push({ name: peer.name, ...(await peer.open({ load, origin })) })
  }
  return opened
}

async function sendAll(send: () => unknown, total: number, concurrency: number): Promise<void> {
  let left = total
  const sender = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const response = await send()
      if (response instanceof Response) await response.text()
    }
  }
  await Promise.all(Array.from({ length: concurrency }, sender))
}
