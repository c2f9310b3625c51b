import { createMeshyAuth } from '@auth/meshy'
import { emulated } from './emulated.ts'

export async function provoke(): Promise<unknown> {
  // #region
  const { meshy, credentials } = emulated()
  const auth = createMeshyAuth({ ...meshy, scope: 'no.such.scope', credentials: credentials.meshy })
  return await auth.getToken()
  // #endregion
}
