import { createMemoryStore } from '@auth/core'
import { createMeshyAuth } from '@auth/meshy'
import { emulated } from './emulated.ts'

export async function provoke(): Promise<unknown> {
  // #region
  const { meshy } = emulated()
  const auth = createMeshyAuth({ ...meshy, store: createMemoryStore(), identity: 'person-without-a-session' })
  return await auth.fetch('/users/me')
  // #endregion
}
