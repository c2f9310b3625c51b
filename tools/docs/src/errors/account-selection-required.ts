import { createElasticPathAuth } from '@auth/elasticpath'
import { emulated } from './emulated.ts'

export async function provoke(): Promise<unknown> {
  // #region
  const { emulator, elasticpath } = emulated()
  const { username, password } = emulator.credentials.elasticpath.threeAccounts
  const auth = createElasticPathAuth({ ...elasticpath, credentials: { username, password } })
  return await auth.getToken() // the error's `choices` has three accounts
  // #endregion
}
