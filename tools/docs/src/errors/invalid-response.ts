import { createMeshyAuth } from '@auth/meshy'
import { emulated } from './emulated.ts'

export async function provoke(): Promise<unknown> {
  // #region
  const { emulator, meshy, credentials } = emulated()
  const page = (): Response => new Response('<h1>Welcome</h1>', { headers: { 'content-type': 'text/html' } })
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind: page })
  const auth = createMeshyAuth({ ...meshy, credentials: credentials.meshy })
  return await auth.getToken()
  // #endregion
}
