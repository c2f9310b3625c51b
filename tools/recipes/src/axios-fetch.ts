import type { Auth } from '@auth/core'
// #region
import axios from 'axios'

// #endregion
export function createAxiosOnFetch(auth: Auth<unknown>, apiUrl: string): ReturnType<typeof axios.create> {
  // #region
  const api = axios.create({ adapter: 'fetch', env: { fetch: auth.fetch }, baseURL: apiUrl })
  // #endregion
  return api
}
