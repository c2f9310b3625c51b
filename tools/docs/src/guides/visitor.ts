// #region
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'

/** For a page, where nothing is secret. Reloading the page means signing in again. */
export function createPageSession(accountName: string, publicKey: string): MeshyAuth {
  return createMeshyAuth({ accountName, publicKey })
}
// #endregion
