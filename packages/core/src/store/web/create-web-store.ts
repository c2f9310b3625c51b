import { createLockingStore } from '../locking-store.ts'
import type { TokenStore } from '../token-store.ts'
import { TabChanges } from './changes.ts'
import { SessionDatabase } from './database.ts'
import { checkPlatform } from './platform.ts'
import { takeWebLock } from './web-lock.ts'

/** Options of {@link createWebStore}. */
export interface WebStoreOptions {
  /**
   * Name of the IndexedDB database, the Web Locks and the BroadcastChannel. Stores of one name and origin are one store.
   *
   * @default '@auth/core'
   */
  readonly name?: string | undefined
}

/**
 * A store that all tabs and workers of a browser share: in IndexedDB, under Web Locks. One of them renews while the
 * others wait. The lock of a tab that is closed, reloaded or crashes is free at once; one whose process is suspended
 * keeps it, since nobody else may have the refresh token that it was given. No call waits for it longer than its own time
 * limit.
 *
 * @throws {TypeError} where IndexedDB, Web Locks or BroadcastChannel are missing: on servers, and in pages that came
 *   neither over HTTPS nor from localhost
 * @example
 * ```ts
 * const auth = createMeshyAuth({ accountName, publicKey, store: createWebStore(), identity: userId })
 * ```
 */
export function createWebStore({ name = '@auth/core' }: WebStoreOptions = {}): TokenStore {
  checkPlatform()
  const database = new SessionDatabase(name)
  const changes = new TabChanges(name)
  return createLockingStore({
    read: (key, { signal }) => database.read(key, signal),
    watch: (key, onChange) => changes.watch(key, onChange),
    async lock(key, { signal }) {
      const { lost, release } = await takeWebLock(`${name}:${key}`, signal)
      try {
        const current = await database.readToWrite(key, signal)
        return {
          ...{ current, lost },
          async replace(expected, next, options) {
            const hasWritten = await database.replace(key, expected, next, options.signal)
            if (hasWritten) changes.tell(key)
            return hasWritten
          },
          async release() {
            release()
          },
        }
      } catch (error) {
        release()
        throw error
      }
    },
  })
}
