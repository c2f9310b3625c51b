// #region
import { createMeshyAuth } from '@auth/meshy'

// #endregion
type Settings = Record<'accountName' | 'publicKey' | 'username' | 'password', string>

export async function migrated({ accountName, publicKey, username, password }: Settings): Promise<unknown> {
  // #region
  const auth = createMeshyAuth({ accountName, publicKey, credentials: { username, password } })
  const response = await auth.fetch('/users/me')
  // #endregion
  return response.json()
}
