import { createElasticPathAuth } from '@auth/elasticpath'
import { emulated } from './emulated.ts'

export async function provoke(): Promise<unknown> {
  // #region
  const { emulator, elasticpath } = emulated()
  const { username, password } = emulator.credentials.elasticpath.noAccount
  const auth = createElasticPathAuth({ ...elasticpath, credentials: { username, password } })
  return await auth.getToken()
  // #endregion
}
