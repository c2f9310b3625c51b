// #region
import { createMemoryStore, type TokenStore } from '@auth/core'

/** A cookie of the current request. */
export interface Cookie {
  get(): string | undefined
  /** `undefined` removes it. */
  set(value: string | undefined): void
  /** `false` where no cookie can be set: in a server component, or once the headers are sent. */
  canSet(): boolean
}

export function createCookieStore({ get, set, canSet }: Cookie): TokenStore {
  const locks = createMemoryStore()
  return {
    canWrite: canSet,
    // Nobody but this browser has the session.
    keepsTombstones: false,
    read: async () => get(),
    update: (key, change, options) =>
      locks.update(
        key,
        async (_, signal) => {
          const next = await change(get(), signal)
          signal.throwIfAborted()
          if (next !== get()) set(next)
          return next
        },
        options,
      ),
  }
}
// #endregion
