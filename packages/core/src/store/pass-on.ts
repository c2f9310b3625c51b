import type { TokenStore } from './token-store.ts'

type Optional = Pick<TokenStore, 'now' | 'watch' | 'canWrite' | 'keepsTombstones'>

/** The optional members of a store, for one that is built on it. By hand: it may be the instance of a class. */
export function passOn(store: Optional): Optional {
  return {
    ...(store.now && { now: () => store.now?.() ?? Promise.resolve(Date.now()) }),
    ...(store.watch && { watch: (key, onChange) => store.watch?.(key, onChange) ?? (() => {}) }),
    ...(store.keepsTombstones !== undefined && { keepsTombstones: store.keepsTombstones }),
    canWrite: () => (typeof store.canWrite === 'function' ? store.canWrite() : store.canWrite !== false),
  }
}
