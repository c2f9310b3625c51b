import { createLockingStore, type Lease, type TokenStore } from '../../src/store.ts'

/** What the clients of a trivial engine share, and what can be done to it. */
export interface TrivialBacking {
  createStore(): TokenStore
  loseLock(key: string): void
  failWrites(times: number): void
}

/** Parts of the engine, to be broken. */
export interface Parts {
  /** Whether what is stored is still what is to be replaced. */
  isExpected(stored: string | undefined, expected: string | undefined): boolean
  /** Whether the lock is let go by who does not hold it any more. */
  releasesAnyLock: boolean
  /** Whether the signal of the lease is aborted when the lock is lost. */
  tells: boolean
}

/** An engine as small as can be: a map of values and a map of locks. */
export function createTrivialBacking(broken: Partial<Parts> = {}): TrivialBacking {
  const { isExpected = (stored, expected) => stored === expected, releasesAnyLock = false, tells = true } = broken
  const values = new Map<string, string>()
  const locks = new Map<string, AbortController>()
  const watchers = new Set<(key: string) => void>()
  let failures = 0
  let freed = Promise.withResolvers<void>()

  function free(key: string): void {
    locks.delete(key)
    freed.resolve()
    freed = Promise.withResolvers()
  }

  async function lock(key: string, { signal }: { readonly signal: AbortSignal }): Promise<Lease> {
    const aborted = Promise.withResolvers<void>()
    signal.addEventListener('abort', () => aborted.resolve())
    while (locks.has(key) && !signal.aborted) await Promise.race([freed.promise, aborted.promise])
    signal.throwIfAborted()
    const own = new AbortController()
    locks.set(key, own)
    return {
      current: values.get(key),
      lost: own.signal,
      async replace(expected, next) {
        if (failures > 0) {
          failures -= 1
          throw new Error('the connection was lost')
        }
        if (!isExpected(values.get(key), expected)) return false
        if (next === undefined) values.delete(key)
        else values.set(key, next)
        for (const tell of watchers) tell(key)
        return true
      },
      async release() {
        if (releasesAnyLock || locks.get(key) === own) free(key)
      },
    }
  }

  return {
    createStore: () =>
      createLockingStore({
        lock,
        read: async (key) => values.get(key),
        now: async () => Date.now(),
        watch(key, onChange) {
          const tell = (changed: string): void => {
            if (changed === key) onChange()
          }
          watchers.add(tell)
          return () => watchers.delete(tell)
        },
      }),
    loseLock(key) {
      const holder = locks.get(key)
      free(key)
      if (tells) holder?.abort()
    },
    failWrites(times) {
      failures = times
    },
  }
}
