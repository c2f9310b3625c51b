// #region
import type { Auth, Token } from '@auth/core'
import axios, { type AxiosInstance } from 'axios'

export function createAxios(auth: Auth<unknown>, apiUrl: string): AxiosInstance {
  const api = axios.create({ baseURL: apiUrl, maxRedirects: 0 })
  const sent = new WeakMap<object, Token>()

  api.interceptors.request.use(async (config) => {
    sent.set(config, await auth.getToken())
    config.headers.set(await auth.headers(api.getUri(config)))
    return config
  })

  api.interceptors.response.use(undefined, async (error: unknown) => {
    const config = axios.isAxiosError(error) && error.response?.status === 401 ? error.config : undefined
    const rejected = config && sent.get(config)
    if (!rejected) throw error
    await auth.refresh({ rejected })
    // Without the interceptors of `api`, so that a second 401 reaches the caller.
    return axios.request({ ...config, headers: config.headers.concat(await auth.headers(api.getUri(config))) })
  })
  return api
}
// #endregion
