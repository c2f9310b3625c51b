import { createMeshyAuth } from '@auth/meshy'
import { emulated } from './emulated.ts'

export async function provoke(): Promise<unknown> {
  // #region
  const { meshy, credentials } = emulated()
  const auth = createMeshyAuth({ ...meshy, credentials: { ...credentials.meshy, password: 'not-the-password' } })
  return await auth.getToken()
  // #endregion
}
