// #region
import type { ElasticPathAuth } from '@auth/elasticpath'
import { type ElasticPath, gateway, MemoryStorageFactory } from '@elasticpath/js-sdk'

export function createSdk(auth: ElasticPathAuth, host: string): ElasticPath {
  return gateway({
    host,
    custom_fetch: auth.fetch,
    // No token of its own: `auth.fetch` brings both.
    custom_authenticator: async () => ({ access_token: '', expires: 0 }),
    storage: new MemoryStorageFactory(),
    // It would send refused requests again, over seconds.
    fetchMaxAttempts: 1,
  })
}
// #endregion
