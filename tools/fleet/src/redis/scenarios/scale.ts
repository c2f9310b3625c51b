import { createEmulator } from '@auth/emulator'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import { judge, type Outcome } from '../../common/outcome.ts'
import { startProvider } from '../../common/provider.ts'
import { openStore } from '../clients.ts'
import { openLab } from '../lab.ts'
import { countCommands, type Server } from '../server.ts'

/** What a fleet of one size costs, and how long its callers wait. */
export interface Measured {
  readonly processes: number
  readonly requestsPerExpiry: number
  /** Of one process. */
  readonly commandsPerExpiry: number
  readonly p50Ms: number
  readonly p99Ms: number
}

export interface SizeOptions {
  readonly processes: number
  readonly callers: number
  readonly expiries: number
}

/** Measures a fleet in which every caller asks as its token ends. */
export async function measureSize(server: Server, { processes, callers, expiries }: SizeOptions): Promise<Measured> {
  await server.admin.flushall()
  const address = { ports: [server.port], isCluster: false }
  await using lab = await openLab({ address, processes, callers, latencyMs: 150 })
  // The first time, channels are subscribed.
  await lab.expire()
  await lab.fleet.round(callers)
  const requestsBefore = lab.requests.length
  await server.admin.config('RESETSTAT')
  for (let expiry = 0; expiry < expiries; expiry += 1) {
    await lab.expire()
    await lab.round()
  }
  const waits = [...lab.calls.waits].sort((one, other) => one - other)
  return {
    processes,
    requestsPerExpiry: (lab.requests.length - requestsBefore) / expiries,
    commandsPerExpiry: (await countCommands(server)) / expiries / processes,
    p50Ms: quantile(waits, 0.5),
    p99Ms: quantile(waits, 0.99),
  }
}

/** So many clients that start at once, each with a connection of its own, in one process; and again, in others' place. */
export async function runColdStart(server: Server, clients: number): Promise<Outcome> {
  await server.admin.flushall()
  await using provider = await startProvider(3_600_000)
  provider.latencyMs = 150
  const { accountName, publicKey, username, password } = createEmulator().credentials.meshy
  const address = { ports: [server.port], isCluster: false }
  // All of them share one thread here, which may be busy for seconds.
  const patient = { lockTtlMs: 60_000, commandTimeoutMs: 20_000 }
  const options = { accountName, publicKey, credentials: { username, password }, identity: 'ada', ...provider.urls }
  const waits: number[] = []
  const commands: number[] = []
  for (let start = 0; start < 2; start += 1) {
    const all = await Promise.all(
      Array.from({ length: clients }, async () =>
        createMeshyAuth({ ...options, store: await openStore('ioredis', address, patient) }),
      ),
    )
    await server.admin.config('RESETSTAT')
    const startedAt = performance.now()
    const ask = async (auth: MeshyAuth): Promise<void> => {
      await auth.getToken()
      waits.push(performance.now() - startedAt)
    }
    await Promise.all(all.map(ask))
    commands.push((await countCommands(server)) / clients)
  }
  const calls = { waits, failures: {}, ended: {} }
  const [cold = 0, again = 0] = commands
  const notes = [
    `${cold.toFixed(1)} Redis commands for each client, with those that load scripts and subscribe`,
    `${again.toFixed(1)} for each of those that start when the session is stored`,
  ]
  const title = `${clients} clients start at once, cold, and then as many others`
  return judge(title, { requests: provider.tokenRequests, calls }, { requests: 1 }, { notes })
}

/** As {@link runColdStart}, with processes. */
export async function runColdProcesses(server: Server, processes: number): Promise<Outcome> {
  await server.admin.flushall()
  const address = { ports: [server.port], isCluster: false }
  await using lab = await openLab({ address, processes, callers: 10, isService: true, lifeMs: 3_600_000, isCold: true })
  await lab.round()
  return judge(`${processes} processes start at once, cold`, lab, { requests: 1 })
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
