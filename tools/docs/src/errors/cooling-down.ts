import { createMeshyAuth } from '@auth/meshy'
import { emulated } from './emulated.ts'

export async function provoke(): Promise<unknown> {
  // #region
  const { emulator, meshy, credentials } = emulated()
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind: 'server-error' })
  const auth = createMeshyAuth({ ...meshy, credentials: credentials.meshy, retry: { maxAttempts: 1 } })
  await auth.getToken().catch(() => {}) // server_error
  return await auth.getToken() // at once, and nothing is sent
  // #endregion
}
