// #region
import { createMemoryStore } from '@auth/core'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import { account } from './config.ts'
import { createSessionPool } from './session-pool.ts'

// With several processes, use one store for all of them instead.
const store = createMemoryStore()

/** The session with this identity; at most 10,000 are in memory as objects. */
export const sessionOf: (id: string) => MeshyAuth = createSessionPool((id) =>
  createMeshyAuth({ ...account, store, identity: id }),
)
// #endregion
