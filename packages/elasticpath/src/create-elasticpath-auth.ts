import { createAuth } from '@auth/core/adapter'
import { serverUrl } from '@auth/core/api'
import { type AccountState, createElasticPathAdapter } from './adapter.ts'
import { createClientTokens } from './client-token.ts'
import { server } from './generated/operations.ts'
import {
  type AccountChoice,
  checkElasticPathOptions,
  type ElasticPathAuth,
  type ElasticPathAuthOptions,
} from './options.ts'

/**
 * A session of an account member with Elastic Path Commerce Cloud: signs in, keeps the account token and the client
 * token fresh, and presents both.
 *
 * @example
 * ```ts
 * const auth = createElasticPathAuth({ clientId, passwordProfileId, credentials: { username, password } })
 * const orders = await auth.fetch('/v2/orders')
 * ```
 * @throws {TypeError} for a missing or wrong option
 */
export function createElasticPathAuth(options: ElasticPathAuthOptions): ElasticPathAuth {
  checkElasticPathOptions(options)
  const regional = serverUrl(server, { region: options.region })
  const authBaseUrl = options.authBaseUrl ?? regional
  const state: AccountState = { wanted: undefined, undecided: undefined }
  const adapter = createElasticPathAdapter(options, createClientTokens(options, authBaseUrl), state)
  const auth = createAuth(adapter, options, { authBaseUrl: regional, apiBaseUrl: regional })

  async function switchAccount(account: AccountChoice, { signal }: { signal?: AbortSignal | undefined } = {}) {
    const before = state.wanted
    state.wanted = account
    try {
      if (state.undecided) {
        const { token } = state.undecided
        return await auth.signIn({ mechanism: 'account_management_authentication_token', token }, { signal })
      }
      await auth.refresh({ signal })
      return await auth.session({ signal })
    } catch (error) {
      state.wanted = before
      throw error
    }
  }

  // The getter `status` must stay one, so members are copied by descriptor.
  return Object.defineProperties({} as ElasticPathAuth, {
    ...Object.getOwnPropertyDescriptors(auth),
    ...Object.getOwnPropertyDescriptors({
      switchAccount,
      async accounts(wait: { signal?: AbortSignal | undefined } = {}) {
        return (await auth.session(wait)).accounts
      },
    }),
  })
}
