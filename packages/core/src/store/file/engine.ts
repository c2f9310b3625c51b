import type { Lease, StoreEngine } from '../locking-store.ts'
import { createEnvironment, type Environment } from './environment.ts'
import { explaining } from './error-code.ts'
import { watchFolder } from './folder-change.ts'
import { FileLease, storedValue } from './lease.ts'
import { Locks } from './lock.ts'
import { checkPermissions } from './permissions.ts'
import { folderOf, isRecord, makeFolder, readNewest } from './session-folder.ts'
import { Sweeper } from './sweep.ts'

/**
 * Keeps each key in a folder of its own, as a file whose name is a number. Whoever writes makes the next number, which
 * succeeds only once; the lock is a file whose name has the number of the record that it is for.
 *
 * @param directory - An absolute path.
 */
export function createFileEngine(directory: string, overrides: Partial<Environment> = {}): StoreEngine {
  const environment = createEnvironment(overrides)
  const { clock } = environment
  const locks = new Locks(directory, environment)
  const sweeper = new Sweeper(directory, locks, environment)

  async function lock(key: string, signal: AbortSignal): Promise<Lease> {
    await checkPermissions(directory)
    const folder = folderOf(directory, key)
    for (;;) {
      const taken = await locks.take(folder, signal)
      locks.forget(folder)
      const lease = new FileLease(folder, taken, environment)
      try {
        // A holder that was late may have written in the very moment.
        const isHeld = await lease.open()
        signal.throwIfAborted()
        if (isHeld) {
          void sweeper.sweepIfDue()
          return lease
        }
      } catch (error) {
        await lease.release()
        throw error
      }
      await lease.release()
    }
  }

  return {
    read: (key) =>
      explaining(directory, async () => storedValue(await readNewest(folderOf(directory, key)), clock.now())),
    lock: (key, { signal }) => explaining(directory, () => lock(key, signal)),
    watch(key, onChange) {
      const folder = folderOf(directory, key)
      let stop: (() => void) | undefined
      let isOver = false
      // What is not there cannot be watched.
      makeFolder(directory, folder, clock.now())
        .catch(() => {})
        .then(() => {
          if (!isOver) stop = watchFolder(folder, (name) => isRecord(name) && onChange())
        })
      return () => {
        isOver = true
        stop?.()
      }
    },
  }
}
