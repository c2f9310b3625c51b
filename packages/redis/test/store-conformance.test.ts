import { storeConformance } from '@auth/core/store-conformance'
import { describe, test } from 'vitest'
import { createRedisStore, type NodeRedisClient } from '../src/index.ts'
import { namesOf } from '../src/names.ts'
import { nodeRedisClient } from './support/scripted-clients.ts'
import { createScriptedServer } from './support/scripted-server.ts'

const server = createScriptedServer({ now: () => Date.now() })
let failures = 0

/** No other script has as many values as the one that writes. */
function failing(client: NodeRedisClient): NodeRedisClient {
  return {
    ...client,
    async evalSha(sha1, options) {
      if (options.arguments.length === 7 && failures > 0) {
        failures -= 1
        throw new Error('Socket closed unexpectedly')
      }
      return client.evalSha(sha1, options)
    },
  }
}

/** On the scripts as they are; `pnpm fleet:proof redis` runs the same on a real server, with each client. */
describe('The store on Redis conforms', () => {
  const cases = storeConformance({
    createStore: () => createRedisStore(failing(nodeRedisClient(server)), { lockTtlMs: 3000 }),
    loseLock: async (key) => server.remove((await namesOf('auth:', key)).lock),
    failWrites(times) {
      failures = times
    },
    patienceMs: 20_000,
  })
  for (const { name, run } of cases) test(name, run)
})
