// #region
import { createGooruAuth } from '@auth/gooru'

// #endregion
type Settings = Record<'clientId' | 'clientKey' | 'username' | 'password', string>

export async function migrated({ clientId, clientKey, username, password }: Settings): Promise<unknown> {
  // #region
  const auth = createGooruAuth({
    host: 'gooru.example',
    clientId,
    clientKey,
    credentials: { username, password },
  })
  const { userId } = await auth.session()
  const response = await auth.fetch('/nucleus-auth/v1/token')
  // #endregion
  return { userId, status: response.status }
}
