import type { Auth } from '@auth/core'
// #region
import createClient from 'openapi-fetch'

// #endregion
/** As openapi-typescript would write it. */
export interface paths {
  '/users/me': {
    get: { responses: { 200: { content: { 'application/json': { username: string } } } } }
  }
}

export function createOpenapiClient(auth: Auth<unknown>, apiUrl: string): ReturnType<typeof createClient<paths>> {
  // #region
  const api = createClient<paths>({ baseUrl: apiUrl, fetch: auth.fetch })
  // #endregion
  return api
}
