import { createVirtualClock } from '@auth-tools/testing'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { createPair } from './records.ts'
import { createTestAuth, type TestOverrides } from './test-adapter.ts'

/** A store that counts how often it is looked at. */
export interface WatchedStore extends TokenStore {
  /** How often it was read without the lock. */
  reads: number
  /** Runs before each read. */
  onRead: () => unknown
}

export function watch(inner: TokenStore): WatchedStore {
  const store: WatchedStore = {
    reads: 0,
    onRead: () => {},
    async read(...call) {
      store.reads += 1
      await store.onRead()
      return inner.read(...call)
    },
    update: inner.update,
  }
  return store
}

/** Two clients that hold the session of one person, and the store as the second one sees it. */
export async function createWatched(overrides: TestOverrides = {}) {
  const clock = createVirtualClock()
  const store = createMemoryStore(clock)
  const seen = watch(store)
  const { first } = await createPair({ clock, store })
  const { endpoint } = first
  const shared = { clock, endpoint, identity: 'ada', credentials: undefined }
  const second = createTestAuth({ ...shared, store: seen, ...overrides })
  await second.auth.getToken()
  seen.reads = 0
  return { first, second, store, seen, clock }
}
