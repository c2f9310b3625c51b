import type { Auth } from '@auth/core'
// #region
import { GraphQLClient } from 'graphql-request'

// #endregion
export function createGraphqlClient(auth: Auth<unknown>, url: string): GraphQLClient {
  // #region
  const client = new GraphQLClient(url, { fetch: auth.fetch })
  // #endregion
  return client
}
