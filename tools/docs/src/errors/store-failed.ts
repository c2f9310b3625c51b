import { createMemoryStore, type TokenStore } from '@auth/core'
import { createMeshyAuth } from '@auth/meshy'
import { emulated } from './emulated.ts'

export async function provoke(): Promise<unknown> {
  // #region
  const { meshy, credentials } = emulated()
  const store: TokenStore = { ...createMemoryStore(), canWrite: false }
  const auth = createMeshyAuth({ ...meshy, store, identity: 'person-1' })
  return await auth.signIn(credentials.meshy) // the session could not be kept
  // #endregion
}
