import type { Auth } from '@auth/core'
// #region
import ky from 'ky'

// #endregion
export function createKy(auth: Auth<unknown>, apiUrl: string): ReturnType<typeof ky.create> {
  // #region
  const api = ky.create({ fetch: auth.fetch, retry: 0, prefix: apiUrl })
  // #endregion
  return api
}
