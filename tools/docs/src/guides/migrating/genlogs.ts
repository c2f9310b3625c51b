// #region
import { createGenlogsAuth } from '@auth/genlogs'

// #endregion
type Settings = Record<'apiKey' | 'email' | 'password', string>

export async function migrated({ apiKey, email, password }: Settings): Promise<unknown> {
  // #region
  const auth = createGenlogsAuth({ apiKey, credentials: { email, password } })
  const { userId } = await auth.session()
  const response = await auth.fetch('/me')
  // #endregion
  return { userId, status: response.status }
}
