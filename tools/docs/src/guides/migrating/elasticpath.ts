// #region
import { createElasticPathAuth } from '@auth/elasticpath'

// #endregion
type Settings = Record<'clientId' | 'profileId' | 'email' | 'password' | 'accountId', string>

export async function migrated({ clientId, profileId, email, password, accountId }: Settings): Promise<unknown> {
  // #region
  const auth = createElasticPathAuth({
    clientId,
    passwordProfileId: profileId,
    account: { id: accountId }, // not needed for members of one account
    credentials: { username: email, password },
  })
  const response = await auth.fetch('/v2/accounts')
  // #endregion
  return response.json()
}
