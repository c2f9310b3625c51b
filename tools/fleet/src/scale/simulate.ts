import { createEmulator } from '@auth/emulator'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import { createRedisStore } from '@auth/redis'
// Not public: seeded chance, a quick virtual clock, and a server that runs the scripts of the store in virtual time.
import { createRandom } from '../../../../packages/core/test/simulation/random.ts'
import { createSimulationClock } from '../../../../packages/core/test/simulation/simulation-clock.ts'
import { nodeRedisClient } from '../../../../packages/redis/test/support/scripted-clients.ts'
import { createScriptedServer } from '../../../../packages/redis/test/support/scripted-server.ts'
import { overNetwork } from './over-network.ts'

const hourMs = 3_600_000
const minuteMs = 60_000
/** How long the provider takes. */
export const latencyMs = 150

/** What a fleet of some size costs, and how long its callers wait. */
export interface Simulated {
  readonly processes: number
  /** When all of them start at once and nothing is stored. */
  readonly cold: Cost
  /** When all of them start at once and a session is stored. */
  readonly restart: Cost
  /** In an hour in which every process is used once, as the token ends, all at the same moment. */
  readonly atExpiry: Cost & { readonly p50Ms: number; readonly p99Ms: number }
  /** In an hour in which every process is used every minute. Only where asked for: it takes long. */
  readonly busy?: Cost & { readonly slowestMs: number }
}

export interface Cost {
  /** Of all processes together. */
  readonly tokenRequests: number
  /** Of one process. */
  readonly commands: number
}

/** A fleet on tokens of an hour, in virtual time: the client, the store and its scripts as they are. */
export async function simulate(processes: number, isBusyToo: boolean): Promise<Simulated> {
  const world = createWorld()
  const fleet = Array.from({ length: processes }, world.join)
  const cold = await world.measure(fleet)
  // Once more before it is counted: as the token ends for the first time, channels are subscribed.
  for (let expiry = 0; expiry < 2; expiry += 1) {
    await world.clock.advance(hourMs)
    if (expiry === 0) await world.measure(fleet)
  }
  const { waits, ...atExpiry } = await world.measure(fleet)
  const busy = isBusyToo ? await useEveryMinute(world, fleet) : undefined
  const restart = await world.measure(Array.from({ length: processes }, world.join))
  return {
    ...{ processes, cold: costOf(cold), restart: costOf(restart) },
    atExpiry: { ...atExpiry, p50Ms: quantile(waits, 0.5), p99Ms: quantile(waits, 0.99) },
    ...(busy && { busy }),
  }
}

async function useEveryMinute(world: World, fleet: readonly MeshyAuth[]): Promise<NonNullable<Simulated['busy']>> {
  let tokenRequests = 0
  let commands = 0
  let slowestMs = 0
  for (let minute = 0; minute < hourMs / minuteMs; minute += 1) {
    await world.clock.advance(minuteMs)
    const found = await world.measure(fleet)
    tokenRequests += found.tokenRequests
    commands += found.commands
    slowestMs = Math.max(slowestMs, found.waits.at(-1) ?? 0)
  }
  return { tokenRequests, commands, slowestMs }
}

type World = ReturnType<typeof createWorld>

function createWorld() {
  const clock = createSimulationClock()
  const scripted = createScriptedServer({ now: () => clock.now() })
  const server = overNetwork(scripted, clock)
  const emulator = createEmulator({ clock, meshy: { accessTokenLifetimeMs: hourMs, reuseDetection: true } })
  const { accountName, publicKey, username, password } = emulator.credentials.meshy
  const random = createRandom(1).next
  let requests = 0
  const fetch: typeof globalThis.fetch = async (input, init) => {
    requests += 1
    await new Promise<void>((resolve) => clock.schedule(resolve, latencyMs))
    return emulator.fetch(new Request(input, init))
  }
  const account = { accountName, publicKey, credentials: { username, password }, ...emulator.urls.meshy }
  const countCommands = (): number => Object.values(server.counts).reduce((sum, count) => sum + count, 0)
  return {
    clock,
    join: (): MeshyAuth =>
      createMeshyAuth({
        ...{ ...account, clock, random, fetch },
        store: createRedisStore(nodeRedisClient(server), { clock }),
      }),
    /** Every process asks at once. Waits are sorted. */
    async measure(fleet: readonly MeshyAuth[]): Promise<Cost & { readonly waits: readonly number[] }> {
      const before = { requests, commands: countCommands() }
      const startedAt = clock.monotonic()
      const waits: number[] = []
      const ask = async (auth: MeshyAuth): Promise<void> => {
        await auth.getToken()
        waits.push(clock.monotonic() - startedAt)
      }
      await clock.settle(Promise.all(fleet.map(ask)))
      // What runs in the background belongs to it.
      await clock.advance(minuteMs / 2)
      return {
        tokenRequests: requests - before.requests,
        commands: (countCommands() - before.commands) / fleet.length,
        waits,
      }
    },
  }
}

function costOf({ tokenRequests, commands }: Cost): Cost {
  return { tokenRequests, commands }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
