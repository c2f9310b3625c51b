import type { TokenStore } from '@auth/core'
import { createLockingStore, type StoreEngine } from '@auth/core/store'
import { connect, type RedisClient } from './clients/connect.ts'
import { KnownRecords } from './known-records.ts'
import { needsLock } from './lease.ts'
import { takeLock } from './lock.ts'
import { namesOf } from './names.ts'
import { type RedisStoreOptions, resolveOptions } from './options.ts'
import { numberIn, textIn } from './replies.ts'
import { ScriptRunner } from './script-runner.ts'
import { readScript } from './scripts.ts'
import { ServerClock } from './server-clock.ts'
import { WakeUps } from './wake-ups.ts'

/**
 * Makes a store of a client of Redis or Valkey, so that any number of processes share a session: one renews, the others
 * get what it brought. The client stays yours: nothing here connects or closes it. Make one store and share it among the
 * objects of a process.
 *
 * @param client - Of `redis`, `ioredis`, `iovalkey` or `@valkey/valkey-glide`, connected.
 * @throws {TypeError} for another client, or a wrong option
 * @example
 * ```ts
 * const store = createRedisStore(await createClient({ url }).on('error', console.error).connect())
 * const auth = createMeshyAuth({ accountName, publicKey, store, identity: userId })
 * ```
 */
export function createRedisStore(client: RedisClient, options: RedisStoreOptions = {}): TokenStore {
  const { prefix, lockTtlMs, commandTimeoutMs, clock } = resolveOptions(options)
  const connection = connect(client, options.subscriber)
  const runner = new ScriptRunner(connection, clock, commandTimeoutMs)
  const serverClock = new ServerClock(clock)
  const wakeUps = new WakeUps(connection)
  const known = new KnownRecords(clock)
  const parts = { runner, wakeUps, serverClock, known, clock, ttlMs: lockTtlMs }

  async function read(key: string, signal?: AbortSignal): Promise<string | undefined> {
    const { record } = await namesOf(prefix, key)
    const { reply, sentAt } = await runner.run(readScript, { keys: [record], signal })
    serverClock.note(numberIn(reply, 0), sentAt)
    const found = textIn(reply, 1)
    // Who has known it does not forget that before it is waited for: see `acquireScript`.
    if (found !== undefined) known.note(record, numberIn(reply, 2))
    return found
  }

  const engine: StoreEngine = {
    read: (key, { signal }) => read(key, signal),
    lock: async (key, { signal }) => takeLock(parts, await namesOf(prefix, key), { signal, mayOnlyRead: true }),
    async now() {
      // Every answer that brought a record has told the time, too.
      if (serverClock.now === undefined) await read('clock')
      return serverClock.now ?? clock.now()
    },
    watch(key, onChange) {
      let stop = (): void => {}
      let isOver = false
      void namesOf(prefix, key).then(({ channel }) => {
        if (!isOver) stop = wakeUps.watch(channel, onChange)
      })
      return () => {
        isOver = true
        stop()
      }
    },
  }
  const store = createLockingStore(engine, { clock })
  const writing = createLockingStore(
    {
      ...engine,
      lock: async (key, { signal }) => takeLock(parts, await namesOf(prefix, key), { signal, mayOnlyRead: false }),
    },
    { clock },
  )
  return {
    ...store,
    async update(key, change, updateOptions) {
      try {
        return await store.update(key, change, updateOptions)
      } catch (error) {
        if (error !== needsLock) throw error
        return writing.update(key, change, updateOptions)
      }
    },
  }
}
