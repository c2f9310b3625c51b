import type { TokenStore } from '@auth/core'

/** A new store, which takes over from another what it does not have yet. */
export function createMovingStore(next: TokenStore, previous: TokenStore): TokenStore {
  return {
    ...next,
    async read(key, options) {
      return (await next.read(key, options)) ?? previous.read(key, options)
    },
    update: (key, change, options) =>
      next.update(key, async (current, lock) => change(current ?? (await previous.read(key, options)), lock), options),
  }
}
