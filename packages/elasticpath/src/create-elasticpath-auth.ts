import type { Auth, AuthErrorCode } from '@auth/core'
import { AuthError, checkOptions, copyOptions, createAuth } from '@auth/core/adapter'
import { serverUrl } from '@auth/core/api'
import { type AccountState, type AccountSwitch, ElasticPathAdapter } from './adapter.ts'
import { createClientTokens } from './client-token.ts'
import { type AccountChoice, accountChoice, type ElasticPathCredentials } from './credentials.ts'
import { server } from './generated/operations.ts'
import { checkElasticPathOptions, type ElasticPathAuth, type ElasticPathAuthOptions } from './options.ts'
import type { ElasticPathSession } from './session.ts'

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
  const checked = copyOptions(options)
  const regional = serverUrl(server, { region: checked.region })
  const clientTokens = createClientTokens(checked, () => auth)
  const adapter = new ElasticPathAdapter(checked, clientTokens)
  const auth: Auth<ElasticPathSession, ElasticPathCredentials> = createAuth(adapter, checked, {
    authBaseUrl: regional,
    apiBaseUrl: regional,
  })

  async function switchAccount(account: AccountChoice, { signal }: { signal?: AbortSignal | undefined } = {}) {
    checkOptions('@auth/elasticpath', { account }, { account: accountChoice })
    const own = adapter.state
    const underWay: AccountSwitch = { choice: account }
    own.underWay = underWay
    try {
      // A renewal under way may have chosen an account already: then the next one is for this account.
      for (let tries = 0; tries < mostSwitchTries && own.underWay === underWay; tries += 1) {
        const token = own.undecided
        if (token === undefined) await auth.refresh({ signal })
        else await signIn({ mechanism: 'account_management_authentication_token', token }, { signal })
        const { result } = underWay
        if (result instanceof AuthError) throw result
        const session = await auth.session({ signal })
        if (adapter.state !== own) throw notSwitched('reauth_required', 'somebody signed in or out meanwhile')
        const { id } = session.account
        // Two concurrent switches may be to the same account.
        if (id !== result?.account.id && !(typeof account === 'object' && 'id' in account && id === account.id))
          continue
        own.switched = { id }
        return session
      }
      const reason =
        own.underWay === underWay
          ? 'others renewed the session meanwhile. Try again'
          : 'another `switchAccount` was called after this one, and the last one counts'
      throw notSwitched('invalid_request', reason)
    } catch (error) {
      throw underWay.result instanceof AuthError ? underWay.result : error
    } finally {
      if (own.underWay === underWay) own.underWay = undefined
    }
  }

  const { signIn, signOut } = auth
  return Object.assign(auth, {
    switchAccount,
    async signIn(...[credentials, wait]: Parameters<ElasticPathAuth['signIn']>) {
      wait?.signal?.throwIfAborted()
      // The choices of one person do not apply to whoever signs in next.
      const before = adapter.state
      const own: AccountState = {}
      adapter.state = own
      try {
        return await signIn(credentials, wait)
      } catch (error) {
        // The session that there was goes on, and with it its account. Without this caller, another may still begin.
        const isOver = own.undecided === undefined && !wait?.signal?.aborted
        if (isOver && adapter.state === own) adapter.state = Object.assign(before, { undecided: undefined })
        throw error
      }
    },
    async signOut(wait?: Parameters<ElasticPathAuth['signOut']>[0]) {
      wait?.signal?.throwIfAborted()
      adapter.state = {}
      await signOut(wait)
    },
    async accounts(wait: { signal?: AbortSignal | undefined } = {}) {
      return (await auth.session(wait)).accounts
    },
  })
}

function notSwitched(code: AuthErrorCode, reason: string): AuthError {
  const message = `@auth/elasticpath: the account was not switched: ${reason}`
  return new AuthError({ code, provider: 'elasticpath', phase: 'renew', message })
}
