import { createMeshyAuth } from '@auth/meshy'
import { emulated } from './emulated.ts'

export async function provoke(): Promise<unknown> {
  // #region
  const { emulator, meshy, credentials } = emulated()
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind: 'refuse' })
  const auth = createMeshyAuth({ ...meshy, credentials: credentials.meshy, retry: { maxAttempts: 1 } })
  return await auth.getToken()
  // #endregion
}
