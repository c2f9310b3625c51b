import { createMemoryStore } from '../../src/index.ts'
import type { TokenStore } from '../../src/store.ts'
import type { StoreConformanceOptions } from '../../src/store-conformance.ts'

/** A store that breaks the contract in one way. */
export interface Flawed {
  /** Goes on from "A store that". */
  readonly flaw: string
  readonly create: () => StoreConformanceOptions
  /** The cases that it fails, and no others. */
  readonly fails: readonly string[]
}

export type Change = Parameters<TokenStore['update']>[1]
type Create = Flawed['create']

/** Clients that share everything. */
export function alone(create: () => TokenStore): Create {
  return () => {
    const store = create()
    return { createStore: () => store }
  }
}

/** A store in memory, with something else in the place of some of its members. */
export function memoryWith(flaw: (store: TokenStore) => Partial<TokenStore>): Create {
  return alone(() => {
    const memory = createMemoryStore()
    return { ...memory, ...flaw(memory) }
  })
}

/** A store in memory that runs something else than the change it is given. */
export function memoryChanging(flaw: (change: Change) => Change): Create {
  return memoryWith(({ update }) => ({ update: (key, change, options) => update(key, flaw(change), options) }))
}

/** A store that locks as the one in memory does, and keeps the values elsewhere: nothing guards the writing of them. */
export function unguarded(canWrite: (current: string | undefined, stored: string | undefined) => boolean): Create {
  const values = new Map<string, string | undefined>()
  const { update } = createMemoryStore()
  return alone(() => ({
    read: async (key) => values.get(key),
    update: (key, change, options) =>
      update(
        key,
        async (_, signal) => {
          const current = values.get(key)
          const next = await change(current, signal)
          if (canWrite(current, values.get(key))) values.set(key, next)
          return next
        },
        options,
      ),
  }))
}

/** One store for each key, of those that know no keys. */
export function perKey<Store extends TokenStore>(create: () => Store): { store: TokenStore; of(key: string): Store } {
  const stores = new Map<string, Store>()
  const of = (key: string): Store => {
    const store = stores.get(key) ?? create()
    stores.set(key, store)
    return store
  }
  const store: TokenStore = {
    read: (key, options) => of(key).read(key, options),
    update: (key, ...call) => of(key).update(key, ...call),
  }
  return { store, of }
}
