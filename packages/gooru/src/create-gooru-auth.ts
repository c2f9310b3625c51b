import { copyOptions, createAuth, type ProviderUrls } from '@auth/core/adapter'
import { serverUrl } from '@auth/core/api'
import { createGooruAdapter } from './adapter.ts'
import { createSessionCheck } from './check-session.ts'
import { server } from './generated/operations.ts'
import { checkGooruOptions, type GooruAuth, type GooruAuthOptions } from './options.ts'

/**
 * A session with Gooru: signs in, renews it where the service can, and presents the token. Relative URLs of `fetch` are
 * below `https://{host}/api`.
 *
 * @example
 * ```ts
 * const auth = createGooruAuth({ host, clientId, clientKey, credentials: { username, password } })
 * const response = await auth.fetch('/nucleus-auth/v1/token')
 * ```
 * @throws {TypeError} for a missing or wrong option
 * @throws {AuthError} `insecure_url` for a base URL without TLS
 */
export function createGooruAuth(options: GooruAuthOptions): GooruAuth {
  checkGooruOptions(options)
  const checked = copyOptions(options)
  const urls = findUrls(checked)
  const auth = createAuth(createGooruAdapter(checked), checked, urls)
  return Object.assign(auth, { checkSession: createSessionCheck(auth, checked, urls.authBaseUrl) })
}

function findUrls({ host, authBaseUrl = serverUrl(server, { host }) }: GooruAuthOptions): ProviderUrls {
  const { origin, pathname } = new URL(authBaseUrl)
  const prefix = /^(.*?)\/nucleus-auth(\/|$)/.exec(pathname)?.[1] ?? ''
  return { authBaseUrl, apiBaseUrl: origin + prefix }
}
