import { createMeshyAuth } from '@auth/meshy'
import { emulated } from './emulated.ts'

export async function provoke(): Promise<unknown> {
  // #region
  const { meshy, credentials } = emulated()
  const authBaseUrl = 'http://auth.example.com'
  return createMeshyAuth({ ...meshy, authBaseUrl, credentials: credentials.meshy })
  // #endregion
}
