// #region
import type { Auth, Token } from '@auth/core'
import axios, { type AxiosInstance } from 'axios'

export function createAxios(auth: Auth<unknown>, apiUrl: string): AxiosInstance {
  const api = axios.create({ baseURL: apiUrl, maxRedirects: 0 })
  const sent = new WeakMap<object, Token>()

  api.interceptors.request.use(async (config) => {
    const wait = { signal: config.signal as AbortSignal | undefined } // axios describes less of it
    sent.set(config, await auth.getToken(wait))
    config.headers.set(await auth.headers(api.getUri(config), wait))
    return config
  })

  api.interceptors.response.use(undefined, async (error: unknown) => {
    const config = axios.isAxiosError(error) && error.response?.status === 401 ? error.config : undefined
    const rejected = config && sent.get(config)
    if (!rejected) throw error
    const wait = { signal: config.signal as AbortSignal | undefined }
    await auth.refresh({ rejected, ...wait })
    // Without the interceptors of `api`, so that a second 401 reaches the caller.
    return axios.request({ ...config, headers: config.headers.concat(await auth.headers(api.getUri(config), wait)) })
  })
  return api
}
// #endregion
