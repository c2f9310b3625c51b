import { createMemoryStore } from '@auth/core'
import type { StoreKind } from './backing.ts'

/** Shared by the objects of one process, which live and die together. */
export const memoryKind: StoreKind = {
  title: 'in memory',
  async start() {
    const store = createMemoryStore()
    return { open: async () => store, troubles: {}, lockLifeMs: undefined, async [Symbol.asyncDispose]() {} }
  },
}
