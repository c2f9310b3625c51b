import type { TokenStore } from '@auth/core'
import { storeConformance } from '@auth/core/store-conformance'
import type { RedisClient } from '@auth/redis'
// Not public: what takes a lock away has to know its name.
import { namesOf } from '../../../../packages/redis/src/names.ts'
import { aroundScripts, valuesOf } from './around-scripts.ts'
import { type ClientName, openStore } from './clients.ts'
import type { Server } from './server.ts'

/** What the suite found with one client. */
export interface Conformance {
  readonly cases: number
  readonly problems: readonly string[]
}

// It finds out that its lock is gone as it renews it: at a third of its life.
const lockTtlMs = 3000
const prefix = 'suite:'

/** Holds the store against the suite for stores, on a server, with clients of this kind. */
export async function runConformance(server: Server, clientName: ClientName): Promise<Conformance> {
  let failures = 0
  const failing = (client: RedisClient): RedisClient =>
    aroundScripts(client, (values, send) => {
      if (values !== valuesOf.replace || failures === 0) return send()
      failures -= 1
      return Promise.reject(new Error('Socket closed unexpectedly'))
    })
  const address = { ports: [server.port], isCluster: false }
  const open = (): Promise<TokenStore> => openStore(clientName, address, { prefix, lockTtlMs }, failing)
  // More than any case has processes: a connection for each would be hundreds.
  const stores = await Promise.all([open(), open(), open(), open()])
  let opened = 0
  const cases = storeConformance({
    createStore: () => {
      opened += 1
      return stores[opened % stores.length] ?? open()
    },
    loseLock: async (key) => server.admin.del((await namesOf(prefix, key)).lock),
    failWrites(times) {
      failures = times
    },
    ...{ patienceMs: 20_000, graceMs: 100 },
  })
  const problems: string[] = []
  for (const { name, run, skipped } of cases) {
    if (skipped) problems.push(name)
    await run().catch((error: unknown) => problems.push(`${name}: ${error}`))
  }
  return { cases: cases.length, problems }
}
