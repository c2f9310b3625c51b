import { createMeshyAuth } from '@auth/meshy'
import { emulated } from './emulated.ts'

export async function provoke(): Promise<unknown> {
  // #region
  const { emulator, meshy, credentials } = emulated()
  const elsewhere = (): Response => Response.redirect('https://login.example.com/', 307)
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind: elsewhere })
  const auth = createMeshyAuth({ ...meshy, credentials: credentials.meshy })
  return await auth.getToken()
  // #endregion
}
