// #region
import type { TokenStore } from '@auth/core'

/** What a database or cache provides. */
export interface Backend {
  get(key: string): Promise<string | undefined>
  /** `undefined` removes the key. */
  set(key: string, value: string | undefined): Promise<void>
  /** Runs `work` while holding the lock of `key`. Rejects when `signal` aborts before it has the lock. */
  withLock<Result>(key: string, signal: AbortSignal, work: () => Promise<Result>): Promise<Result>
}

export function createStore(backend: Backend): TokenStore {
  return {
    read: (key) => backend.get(key),
    update: (key, change, { signal }) =>
      backend.withLock(key, signal, async () => {
        const current = await backend.get(key)
        const next = await change(current, signal)
        signal.throwIfAborted() // nobody is waiting: by now the lock may be held by somebody else
        if (next !== current) await backend.set(key, next)
        return next
      }),
  }
}
// #endregion
