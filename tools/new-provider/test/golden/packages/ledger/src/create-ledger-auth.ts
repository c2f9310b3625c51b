import { createAuth } from '@auth/core/adapter'
import { serverUrl } from '@auth/core/api'
import { createLedgerAdapter } from './adapter.ts'
import { server } from './generated/operations.ts'
import { checkLedgerOptions, type LedgerAuth, type LedgerAuthOptions } from './options.ts'

/**
 * A session with Ledger: signs in, keeps the token fresh, and presents it.
 *
 * @example
 * ```ts
 * const auth = createLedgerAuth({ credentials })
 * const response = await auth.fetch('/')
 * ```
 * @throws {TypeError} for a missing or wrong option
 */
export function createLedgerAuth(options: LedgerAuthOptions): LedgerAuth {
  checkLedgerOptions(options)
  // FILL IN: `apiBaseUrl`, where the API is somewhere else than the token endpoint.
  const url = serverUrl(server)
  return createAuth(createLedgerAdapter(options), options, { authBaseUrl: url, apiBaseUrl: url })
}
