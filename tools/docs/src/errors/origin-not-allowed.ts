import { createMeshyAuth } from '@auth/meshy'
import { emulated } from './emulated.ts'

export async function provoke(): Promise<unknown> {
  // #region
  const { meshy, credentials } = emulated()
  const auth = createMeshyAuth({ ...meshy, credentials: credentials.meshy })
  return await auth.fetch('https://elsewhere.example.com/users/me')
  // #endregion
}
