import { createAuth } from '@auth/core/adapter'
import { serverUrl } from '@auth/core/api'
import { createMeshyAdapter } from './adapter.ts'
import { server } from './generated/operations.ts'
import { apiHost, checkMeshyOptions, type MeshyAuth, type MeshyAuthOptions } from './options.ts'

/**
 * A session with MeshyDB: signs in, keeps the token fresh, and presents it. Relative URLs of `fetch` are below the
 * account, `https://api.meshydb.com/{accountName}`; `apiBaseUrl` replaces the part before the account.
 *
 * @example
 * ```ts
 * const auth = createMeshyAuth({ accountName, publicKey, credentials: { username, password } })
 * const response = await auth.fetch('/users/me')
 * ```
 * @throws {TypeError} for a missing or wrong option
 */
export function createMeshyAuth(options: MeshyAuthOptions): MeshyAuth {
  checkMeshyOptions(options)
  const apiBaseUrl = `${apiHost(options)}/${encodeURIComponent(options.accountName)}`
  return createAuth(
    createMeshyAdapter(options),
    { ...options, apiBaseUrl },
    { authBaseUrl: serverUrl(server), apiBaseUrl },
  )
}
