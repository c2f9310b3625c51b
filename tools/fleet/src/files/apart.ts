import { createLockingStore, type TokenStore } from '@auth/core/store'
// Not public: nobody but a test would want to know less of the processes around it.
import { createFileEngine } from '../../../../packages/core/src/store/file/engine.ts'

/** A store whose process knows nothing of others, as in a container that shares a folder with other containers. */
export function createStoreApart(directory: string): TokenStore {
  const facts = { own: { host: crypto.randomUUID(), pid: process.pid }, isAlive: () => undefined }
  return createLockingStore(createFileEngine(directory, { facts }))
}
