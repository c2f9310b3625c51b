import type { Auth, AuthOptions } from '@auth/core'
import { checkOptions, type OptionRules, sharedOptions } from '@auth/core/adapter'
import {
  type AccountChoice,
  accountChoice,
  type ElasticPathCredentials,
  headerText,
  isHeaderText,
} from './credentials.ts'
import type { ElasticPathAccount, ElasticPathSession } from './session.ts'

/** Why a client token is asked for. */
export interface ClientTokenRequest {
  /** Aborted when the token is no longer needed. */
  readonly signal: AbortSignal
  /** The client token that was rejected, if one was. */
  readonly rejected?: string | undefined
}

/** Options of `createElasticPathAuth`. */
export interface ElasticPathAuthOptions extends AuthOptions<ElasticPathCredentials> {
  /**
   * The password profile that members sign in to. Needed for the mechanisms `password`, `passwordless` and
   * `self_signup`. Source: Elastic Path docs, Username and Password Authentication.
   *
   * @example 'c5687352-d102-46fd-b85e-256f10574019'
   */
  readonly passwordProfileId?: string | undefined
  /**
   * The client id of the store's application key, to fetch client tokens with: an implicit token, or with
   * `clientSecret` one for `client_credentials`. Not secret. Give this or `clientToken`.
   */
  readonly clientId?: string | undefined
  /** The application key's secret. It must never reach a browser. */
  readonly clientSecret?: string | undefined
  /**
   * The client token that goes along with every request (`Authorization: Bearer`), or a function that returns it
   * each time it is needed. Give this or `clientId`.
   */
  readonly clientToken?: string | ((request: ClientTokenRequest) => string | Promise<string>) | undefined
  /**
   * Which account to act for when the member has several. Unless it is a function, it
   * keeps sessions in a `store` apart.
   *
   * @default the only account; with several, the sign-in fails with `account_selection_required`, which lists them
   */
  readonly account?: AccountChoice | undefined
  /**
   * The store's region: `https://useast.api.elasticpath.com` or `https://euwest.api.elasticpath.com`. `authBaseUrl` and
   * `apiBaseUrl` take precedence. @default 'useast'
   */
  readonly region?: 'useast' | 'euwest' | undefined
}

/** A session with Elastic Path. */
export interface ElasticPathAuth extends Auth<ElasticPathSession, ElasticPathCredentials> {
  /** The accounts of the member, as of the sign-in. Signs in when there is no session yet. */
  accounts(options?: { readonly signal?: AbortSignal | undefined }): Promise<readonly ElasticPathAccount[]>
  /**
   * Switches to another account, without the password. It also completes a `signIn` that failed with
   * `account_selection_required`.
   *
   * @throws {AuthError} `account_selection_required` when the member has no such account; `invalid_request` when it is
   * called again before it has ended: the last call counts
   */
  switchAccount(
    account: AccountChoice,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<ElasticPathSession>
}

const rules: OptionRules = {
  'passwordProfileId?': 'line',
  'clientId?': 'line',
  'clientSecret?': 'line',
  'clientToken?': (value) =>
    isHeaderText(value) || typeof value === 'function' ? undefined : `${headerText}; or a function that returns one`,
  'account?': accountChoice,
  'region?': ['useast', 'euwest'],
  ...sharedOptions,
}

export function checkElasticPathOptions(options: ElasticPathAuthOptions): void {
  checkOptions('@auth/elasticpath', options, rules)
  if ((options.clientId === undefined) === (options.clientToken === undefined)) {
    throw new TypeError('@auth/elasticpath: give `clientId` (to fetch client tokens) or `clientToken`, and not both')
  }
  if (options.clientSecret !== undefined && options.clientId === undefined) {
    throw new TypeError('@auth/elasticpath: `clientSecret` goes with `clientId`')
  }
  const { store, identity, credentials } = options
  // Neither a code nor a token names the member: one would get the session of another.
  if (store && !identity && typeof credentials === 'object' && !('username' in credentials)) {
    throw new TypeError(
      "@auth/elasticpath: `identity` must be given with a `store` when `credentials` have no `username`: it keeps people's sessions apart",
    )
  }
}

/** Returns what a `clientToken` function returned, if it is a token, and throws otherwise. */
export function checkClientToken(value: unknown): string {
  if (isHeaderText(value)) return value
  throw new TypeError(`@auth/elasticpath: the function \`clientToken\` must return ${headerText}`)
}
