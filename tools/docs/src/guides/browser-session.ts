// #region
import { createWebStore } from '@auth/core/web-store'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import { account } from './config.ts'

/** The session of a person, in all tabs of this browser. */
export function openSession(userId: string): MeshyAuth {
  return createMeshyAuth({ ...account, store: createWebStore(), identity: userId })
}
// #endregion
