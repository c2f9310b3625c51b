import { createAuth, type ProviderUrls } from '@auth/core/adapter'
import { serverUrl } from '@auth/core/api'
import { createGooruAdapter } from './adapter.ts'
import { server } from './generated/operations.ts'
import { checkGooruOptions, type GooruAuth, type GooruAuthOptions } from './options.ts'

/**
 * A session with Gooru: signs in, uses the token until it is refused, and presents it. Relative URLs of `fetch` are
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
  return createAuth(createGooruAdapter(options), options, findUrls(options))
}

function findUrls({ host, authBaseUrl = serverUrl(server, { host }) }: GooruAuthOptions): ProviderUrls {
  const { origin, pathname } = new URL(authBaseUrl)
  const prefix = /^(.*?)\/nucleus-auth(\/|$)/.exec(pathname)?.[1] ?? ''
  return { authBaseUrl, apiBaseUrl: origin + prefix }
}
