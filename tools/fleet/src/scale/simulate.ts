import { createEmulator } from '@auth/emulator'
import { createMeshyAuth } from '@auth/meshy'
import { createRedisStore } from '@auth/redis'
import { createVirtualClock } from '@auth-tools/testing'
// Not public: a server that runs the scripts of the store in virtual time.
import { nodeRedisClient } from '../../../../packages/redis/test/support/scripted-clients.ts'
import { createScriptedServer } from '../../../../packages/redis/test/support/scripted-server.ts'

const hourMs = 3_600_000
const latencyMs = 150

/** What a fleet of some size costs in an hour, without looks at the store in between. */
export interface Simulated {
  readonly processes: number
  readonly tokenRequests: number
  /** Of one process. */
  readonly commands: number
}

/**
 * A fleet in virtual time, on tokens of an hour: every process asks as its token ends, all at the same moment. The first
 * time is not counted: scripts are loaded and channels subscribed once.
 */
export async function simulate(processes: number, hours: number): Promise<Simulated> {
  const clock = createVirtualClock()
  const server = createScriptedServer({ now: () => clock.now() })
  const emulator = createEmulator({ clock, meshy: { accessTokenLifetimeMs: hourMs, reuseDetection: true } })
  const { accountName, publicKey, username, password } = emulator.credentials.meshy
  let tokenRequests = 0
  const fetch: typeof globalThis.fetch = async (input, init) => {
    tokenRequests += 1
    await new Promise<void>((resolve) => clock.schedule(resolve, latencyMs))
    return emulator.fetch(new Request(input, init))
  }
  const fleet = Array.from({ length: processes }, () =>
    createMeshyAuth({
      ...{ accountName, publicKey, ...emulator.urls.meshy, clock, fetch, identity: 'ada' },
      store: createRedisStore(nodeRedisClient(server), { clock }),
    }),
  )
  const askAll = async (): Promise<void> => {
    await clock.settle(Promise.all(fleet.map((auth) => auth.getToken())))
  }
  const count = (): number => Object.values(server.counts).reduce((sum, number) => sum + number, 0)
  await clock.settle(Promise.all(fleet.slice(0, 1).map((auth) => auth.signIn({ username, password }))))
  await askAll()
  await clock.advance(hourMs)
  await askAll()
  const before = { tokenRequests, commands: count() }
  for (let hour = 0; hour < hours; hour += 1) {
    await clock.advance(hourMs)
    await askAll()
  }
  return {
    processes,
    tokenRequests: (tokenRequests - before.tokenRequests) / hours,
    commands: (count() - before.commands) / hours / processes,
  }
}
