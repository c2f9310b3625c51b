import { createMemoryStore, type TokenStore } from '@auth/core'

const { signal } = new AbortController()

/** A store in memory, of which a thief or a second machine could have a copy. */
export interface CopiedStore extends TokenStore {
  copy(): Promise<CopiedStore>
}

export function createCopiedStore(): CopiedStore {
  const store = createMemoryStore()
  const keys = new Set<string>()
  return {
    read: store.read,
    update(key, change, options) {
      keys.add(key)
      return store.update(key, change, options)
    },
    async copy() {
      const other = createCopiedStore()
      for (const key of keys) await other.update(key, () => store.read(key, { signal }), { signal })
      return other
    },
  }
}
