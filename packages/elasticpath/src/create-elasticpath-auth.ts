import { AuthError } from '@auth/core'
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

// One renewal may be under way, and one may come from another process.
const mostSwitchTries = 3

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
  const state: AccountState = { wanted: undefined, applied: undefined, undecided: undefined }
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
      // A renewal that began before may have chosen already: then the next one is for this account.
      for (let tries = 0; tries < mostSwitchTries; tries += 1) {
        await auth.refresh({ signal })
        if (state.applied === account) return await auth.session({ signal })
      }
      throw new AuthError({
        code: 'account_selection_required',
        provider: 'elasticpath',
        phase: 'renew',
        message:
          '@auth/elasticpath: the account was not switched, since others renewed the session meanwhile. Try again',
      })
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
      signIn(...parameters: Parameters<ElasticPathAuth['signIn']>) {
        // The account that somebody switched to says nothing about whoever signs in next.
        state.wanted = undefined
        return auth.signIn(...parameters)
      },
      async accounts(wait: { signal?: AbortSignal | undefined } = {}) {
        return (await auth.session(wait)).accounts
      },
    }),
  })
}
