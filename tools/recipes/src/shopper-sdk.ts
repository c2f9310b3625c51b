import type { ElasticPathAuth } from '@auth/elasticpath'
// #region
import { createClient } from '@epcc-sdk/sdks-shopper'

// #endregion
export function createShopper(auth: ElasticPathAuth, apiUrl: string): ReturnType<typeof createClient> {
  // #region
  const client = createClient({ baseUrl: apiUrl, fetch: auth.fetch })
  // #endregion
  return client
}
