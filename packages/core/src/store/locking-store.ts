import { type Clock, sleep, systemClock } from '../clock.ts'
import { unlessAborted } from '../wait-for.ts'
import { passOn } from './pass-on.ts'
import type { TokenStore, UpdateOptions } from './token-store.ts'

/** What a database, a cache or a file system provides for {@link createLockingStore}. */
export interface StoreEngine extends Pick<TokenStore, 'read' | 'canWrite' | 'keepsTombstones'> {
  /** As in {@link TokenStore}. */
  now?(): Promise<number>
  /** As in {@link TokenStore}. */
  watch?(key: string, onChange: () => void): () => void
  /**
   * Waits for the lock of `key`, takes it, and reads the value. When `signal` is aborted, it rejects, and the lock is not
   * kept.
   */
  lock(key: string, options: { readonly signal: AbortSignal }): Promise<Lease>
}

/** The lock of one key, while it is held. */
export interface Lease {
  /** The value, read after the lock was taken. */
  readonly current: string | undefined
  /** Aborted as soon as it is known that the lock is lost. */
  readonly lost: AbortSignal
  /**
   * In one atomic step: writes `next` (`undefined` removes the key), if what is stored is still `expected`, whoever holds
   * the lock. May let go of the lock in the same step. Resolves to whether it has written.
   */
  replace(expected: string | undefined, next: string | undefined, options: UpdateOptions): Promise<boolean>
  /** Lets go of the lock, if it is still held. */
  release(): Promise<void>
}

const firstWaitMs = 50
const longestWaitMs = 1000

/**
 * Makes a store of an engine that can lock and compare. The lock sees to it that one client renews while the others
 * wait; comparing sees to it that a client that has lost its lock overwrites nothing newer, and loses nothing either.
 *
 * @param settings - `clock` times the waits between two tries of a write; the system's by default.
 * @example
 * ```ts
 * const store = createLockingStore({ read, lock })
 * const auth = createMeshyAuth({ accountName, publicKey, store, identity: userId })
 * ```
 */
export function createLockingStore(engine: StoreEngine, settings: { clock?: Clock } = {}): TokenStore {
  const { clock = systemClock } = settings
  return {
    ...passOn(engine),
    read: (key, options) => engine.read(key, options),
    async update(key, change, options) {
      const { signal } = options
      signal.throwIfAborted()
      const lease = await engine.lock(key, { signal })
      // At once, not when `change` gets to know of it: that may be never.
      const release = (): void => void lease.release().catch(() => {})
      signal.addEventListener('abort', release)
      try {
        // The lock may have come at the moment when nobody waited any more.
        if (signal.aborted) release()
        signal.throwIfAborted()
        const held = AbortSignal.any([signal, lease.lost])
        let { current } = lease
        for (;;) {
          const next = await unlessAborted(change(current, held), signal)
          if (next === current || (await write(lease, current, next, options))) return next
          current = await engine.read(key, { signal })
          // An earlier try that seemed to fail has written after all.
          if (current === next) return next
        }
      } finally {
        signal.removeEventListener('abort', release)
        if (!signal.aborted) await lease.release().catch(() => {})
      }
    },
  }

  /** Tries again after a failure while the lock is held, and once more when it is lost. */
  async function write(
    lease: Lease,
    expected: string | undefined,
    next: string | undefined,
    options: UpdateOptions,
  ): Promise<boolean> {
    const { signal } = options
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      signal.throwIfAborted()
      const isLastTry = lease.lost.aborted
      try {
        return await unlessAborted(lease.replace(expected, next, options), signal)
      } catch (error) {
        if (isLastTry) throw error
      }
      await sleep(clock, waitMs, AbortSignal.any([signal, lease.lost])).catch(() => {})
    }
  }
}
