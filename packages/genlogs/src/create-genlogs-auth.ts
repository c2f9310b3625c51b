import { createAuth } from '@auth/core/adapter'
import { serverUrl } from '@auth/core/api'
import { createGenlogsAdapter } from './adapter.ts'
import { server } from './generated/operations.ts'
import { checkGenlogsOptions, type GenlogsAuth, type GenlogsAuthOptions } from './options.ts'

/**
 * A session with GenLogs: signs in, keeps the token fresh, and presents it beside the API key. Relative URLs of
 * `fetch` are below `https://api.genlogs.io`, or `apiBaseUrl`.
 *
 * @example
 * ```ts
 * const auth = createGenlogsAuth({ apiKey, credentials: { email, password } })
 * const response = await auth.fetch('/carrier/recommendations')
 * ```
 * @throws {TypeError} for a missing or wrong option
 */
export function createGenlogsAuth(options: GenlogsAuthOptions): GenlogsAuth {
  checkGenlogsOptions(options)
  const url = serverUrl(server)
  return createAuth(createGenlogsAdapter(options), options, { authBaseUrl: url, apiBaseUrl: url })
}
