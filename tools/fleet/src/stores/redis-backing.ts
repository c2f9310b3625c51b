// Not public: what takes a lock away has to know its name.
import { namesOf } from '../../../../packages/redis/src/names.ts'
import { startSwitchboard } from '../common/switchboard.ts'
import { aroundScripts } from '../redis/around-scripts.ts'
import { openStore } from '../redis/clients.ts'
import type { Program } from '../redis/programs.ts'
import { startServer } from '../redis/server.ts'
import type { StoreKind } from './backing.ts'

const prefix = 'auth:'

/** A server of its own, with clients of `redis`. */
export function redisKind(program: Program): StoreKind {
  return {
    title: 'Redis',
    async start() {
      const server = await startServer(program)
      const switchboard = await startSwitchboard(server.port)
      const set = (name: string, begin: string, end: string) => async () => {
        await server.admin.config('SET', name, begin)
        return () => server.admin.config('SET', name, end)
      }
      return {
        lockLifeMs: 10_000,
        open: (life) =>
          openStore('redis', { ports: [switchboard.port], isCluster: false }, { prefix }, (client) =>
            aroundScripts(client, async (_, send) => {
              await life.pass()
              const reply = await send()
              await life.pass()
              return reply
            }),
          ),
        troubles: {
          async unreachable() {
            switchboard.lead(undefined)
            return async () => switchboard.lead(server.port)
          },
          async silent() {
            await server.admin.call('CLIENT', 'PAUSE', '10000', 'ALL')
            return () => server.admin.ping()
          },
          async slow() {
            switchboard.delayMs = 150
            return async () => {
              switchboard.delayMs = 0
            }
          },
          full: set('maxmemory', '1', '0'),
          'read-only': set('min-replicas-to-write', '3', '0'),
        },
        loseLock: async (key) => server.admin.del((await namesOf(prefix, key)).lock),
        async empty() {
          await server.kill()
          await server.start()
        },
        async damage(key) {
          const { record } = await namesOf(prefix, key)
          await server.admin.set(record, (await server.admin.get(record))?.slice(0, 20) ?? '')
        },
        async [Symbol.asyncDispose]() {
          await switchboard[Symbol.asyncDispose]()
          await server[Symbol.asyncDispose]()
        },
      }
    },
  }
}
