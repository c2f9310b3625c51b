import { createMeshyAuth } from '@auth/meshy'
import { emulated } from './emulated.ts'

export async function provoke(): Promise<unknown> {
  // #region
  const { emulator, meshy, credentials } = emulated()
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind: 'rate-limit', retryAfter: 120 })
  const auth = createMeshyAuth({ ...meshy, credentials: credentials.meshy })
  return await auth.getToken() // the error's `retryAfterMs` is 120000
  // #endregion
}
