import { createMeshyAuth } from '@auth/meshy'
import { emulated } from './emulated.ts'

export async function provoke(): Promise<unknown> {
  // #region
  const { emulator, meshy, credentials } = emulated()
  const answer = { access_token: 'the-same-again', expires_in: 3600, token_type: 'Bearer' }
  emulator.fail({ provider: 'meshy', endpoint: 'token', times: 2, kind: () => Response.json(answer) })
  const auth = createMeshyAuth({ ...meshy, credentials: credentials.meshy })
  return await auth.fetch('/users/me') // 401; the new token is the one that was rejected
  // #endregion
}
