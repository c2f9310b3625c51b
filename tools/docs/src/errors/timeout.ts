import { createMeshyAuth } from '@auth/meshy'
import { emulated } from './emulated.ts'

export async function provoke(): Promise<unknown> {
  // #region
  const { emulator, meshy, credentials } = emulated()
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind: 'stall' })
  const timing = { attemptTimeoutMs: 10, totalTimeoutMs: 10 }
  const auth = createMeshyAuth({ ...meshy, credentials: credentials.meshy, timing })
  return await auth.getToken()
  // #endregion
}
