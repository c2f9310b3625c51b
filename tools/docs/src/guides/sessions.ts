// #region
import { createMemoryStore } from '@auth/core'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import { account } from './config.ts'
import { createSessionPool } from './session-pool.ts'

// With several processes, one store for all of them takes its place.
const store = createMemoryStore()

/** The session under this name; at most 10,000 of them as objects in memory. */
export const sessionOf: (id: string) => MeshyAuth = createSessionPool((id) =>
  createMeshyAuth({ ...account, store, identity: id }),
)
// #endregion
