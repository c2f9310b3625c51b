// #region
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createFileStore } from '@auth/core/file-store'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'

const directory = join(homedir(), '.local/state/my-app/sessions')

export function openSession(accountName: string, publicKey: string, userId: string): MeshyAuth {
  const store = createFileStore({ directory })
  return createMeshyAuth({ accountName, publicKey, store, identity: userId })
}
// #endregion
