import type { Auth, AuthOptions } from '@auth/core'
import { checkOptions, type OptionRules, sharedOptions } from '@auth/core/adapter'

/** Which account to act for: its id, its name, or a function that picks one and returns its id. */
export type AccountChoice =
  | { readonly id: string }
  | { readonly name: string }
  | ((accounts: readonly ElasticPathAccount[]) => string | undefined | Promise<string | undefined>)

/** An account that the member belongs to. */
export interface ElasticPathAccount {
  readonly id: string
  /** For display. Two accounts can have the same name. */
  readonly name: string
  /** When the token for this account expires, in epoch milliseconds of the provider's clock. */
  readonly expiresAt?: number | undefined
}

/** How a member signs in. Codes work once, and are never sent twice. */
export type ElasticPathCredentials = (
  | { readonly mechanism?: 'password' | undefined; readonly username: string; readonly password: string }
  | { readonly mechanism: 'passwordless'; readonly username: string; readonly oneTimePasswordToken: string }
  | {
      readonly mechanism: 'oidc'
      readonly authorizationCode: string
      readonly redirectUri: string
      readonly codeVerifier: string
    }
  | {
      readonly mechanism: 'self_signup'
      readonly username: string
      readonly password: string
      readonly name: string
      readonly email: string
    }
  /** A token of this member that is still valid, for example from another service. */
  | { readonly mechanism: 'account_management_authentication_token'; readonly token: string }
) & {
  /** Which account to act for, in place of the `account` option. */
  readonly account?: AccountChoice | undefined
}

/** What Elastic Path said beside the token. */
export interface ElasticPathSession {
  /** The member who signed in. Servers since about 2023. */
  readonly accountMemberId?: string | undefined
  /** The account that the token acts for. */
  readonly account: ElasticPathAccount
  /** Every account of the member, as of the sign-in. */
  readonly accounts: readonly ElasticPathAccount[]
  /** How many accounts there are over all pages, where the provider says so. */
  readonly totalAccounts?: number | undefined
}

/** Why a client token is asked for. */
export interface ClientTokenRequest {
  readonly signal: AbortSignal
  /** The client token that was refused, when one was. */
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
   * The client token that goes along with every request (`Authorization: Bearer`), or a function that brings it each
   * time it is needed. Give this or `clientId`.
   */
  readonly clientToken?: string | ((request: ClientTokenRequest) => string | Promise<string>) | undefined
  /**
   * Which account to act for when the member has several.
   *
   * @default the only account; with several, the sign-in fails with `account_selection_required`, which lists them
   */
  readonly account?: AccountChoice | undefined
  /** The store's region. `authBaseUrl` and `apiBaseUrl` come before it. @default 'useast' */
  readonly region?: 'useast' | 'euwest' | undefined
}

/** A session with Elastic Path. */
export interface ElasticPathAuth extends Auth<ElasticPathSession, ElasticPathCredentials> {
  /** The accounts of the member, as of the sign-in. Signs in when there is no session yet. */
  accounts(options?: { readonly signal?: AbortSignal | undefined }): Promise<readonly ElasticPathAccount[]>
  /**
   * Acts for another account from now on, without the password. It also completes a `signIn` that failed with
   * `account_selection_required`.
   *
   * @throws {AuthError} `account_selection_required` when the member has no such account
   */
  switchAccount(
    account: AccountChoice,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<ElasticPathSession>
}

const accountChoice = (value: unknown): string | undefined => {
  const named = typeof value === 'object' && value !== null && ('id' in value || 'name' in value)
  return named || typeof value === 'function' ? undefined : '{ id }, { name } or a function that returns an id'
}

const rules: OptionRules = {
  'passwordProfileId?': 'text',
  'clientId?': 'text',
  'clientSecret?': 'text',
  'clientToken?': (value) =>
    (typeof value === 'string' && value !== '') || typeof value === 'function'
      ? undefined
      : 'a non-empty string or a function that returns one',
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
}

const mechanisms = {
  password: { username: 'text', password: 'text' },
  passwordless: { username: 'text', oneTimePasswordToken: 'text' },
  oidc: { authorizationCode: 'text', redirectUri: 'text', codeVerifier: 'text' },
  self_signup: { username: 'text', password: 'text', name: 'text', email: 'text' },
  account_management_authentication_token: { token: 'text' },
} as const

export function checkElasticPathCredentials(
  credentials: ElasticPathCredentials,
  passwordProfileId: string | undefined,
): void {
  const caller = '@auth/elasticpath: `credentials`'
  const mechanism = credentials?.mechanism ?? 'password'
  if (!Object.hasOwn(mechanisms, mechanism)) {
    throw new TypeError(`${caller}: \`mechanism\` must be one of ${Object.keys(mechanisms).join(', ')}`)
  }
  checkOptions(caller, credentials, { ...mechanisms[mechanism], 'mechanism?': 'text', 'account?': accountChoice })
  if (passwordProfileId === undefined && 'username' in credentials) {
    throw new TypeError(`@auth/elasticpath: the mechanism '${mechanism}' needs the option \`passwordProfileId\``)
  }
}
