import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Pool } from 'undici'
import { environmentOf, foldersIn } from '../support/account.ts'
import { startCli, startEmulated, startScript } from './processes.ts'

/** What the proxy costs beside plain reverse proxies on the same machine, in turns, so that its load is on all alike. */
const rounds = Number(process.argv[2] ?? 15)
const requests = 2000
const warmUps = 2

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

interface Result {
  readonly p50Ms: number
  readonly perSecond: number
}

async function measure(origin: string, concurrency: number): Promise<Result> {
  const pool = new Pool(origin, { connections: concurrency })
  const times: number[] = []
  let left = requests
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const startedAt = performance.now()
      const { statusCode, body } = await pool.request({ path: '/carriers', method: 'GET' })
      await body.dump()
      if (statusCode !== 200) throw new Error(`${origin} answered ${statusCode}`)
      times.push(performance.now() - startedAt)
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: concurrency }, work))
  const seconds = (performance.now() - startedAt) / 1000
  await pool.close()
  return { p50Ms: median(times), perSecond: requests / seconds }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

const folder = await mkdtemp(join(tmpdir(), 'auth-cli-compare-'))
const emulator = await startEmulated()
const api = await startScript<{ origin: string }>(pathOf('api.ts'), [])
const environment = { ...environmentOf(emulator), ...foldersIn(folder), GENLOGS_API_BASE_URL: api.origin }
const proxies = {
  'auth-cli': await startCli(['proxy', 'genlogs', '--port', '0', '--json'], environment),
  'http-proxy': await startScript<{ origin: string }>(pathOf('plain-proxy.ts'), ['http-proxy', api.origin]),
  undici: await startScript<{ origin: string }>(pathOf('plain-proxy.ts'), ['undici', api.origin]),
}
for (const concurrency of [1, 50]) {
  const results = new Map<string, Result[]>(Object.keys(proxies).map((name) => [name, []]))
  for (let round = -warmUps; round < rounds; round += 1) {
    const order = Object.entries(proxies)
    // Nobody always comes first.
    for (let turn = 0; turn < order.length; turn += 1) {
      const [name = '', proxy] = order[(turn + round + warmUps) % order.length] ?? []
      if (!proxy) continue
      const result = await measure(proxy.origin, concurrency)
      if (round >= 0) results.get(name)?.push(result)
    }
  }
  const own = results.get('auth-cli') ?? []
  for (const name of ['http-proxy', 'undici']) {
    const other = results.get(name) ?? []
    const latency = median(own.map(({ p50Ms }, index) => p50Ms / (other[index]?.p50Ms ?? 1)))
    const throughput = median(own.map(({ perSecond }, index) => perSecond / (other[index]?.perSecond ?? 1)))
    const [mine, theirs] = [own, other].map((list) => median(list.map(({ p50Ms }) => p50Ms)).toFixed(2))
    console.log(
      `concurrency ${concurrency}, beside ${name}: p50 × ${latency.toFixed(2)} (${mine} ms to ${theirs} ms), throughput × ${throughput.toFixed(2)}, medians of ${own.length} rounds`,
    )
  }
}
await rm(folder, { recursive: true, force: true })
process.exit()
