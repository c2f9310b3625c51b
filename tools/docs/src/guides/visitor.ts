// #region
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'

/** For a page: nothing in it is secret. Whoever reloads the page signs in again. */
export function createPageSession(accountName: string, publicKey: string): MeshyAuth {
  return createMeshyAuth({ accountName, publicKey })
}
// #endregion
