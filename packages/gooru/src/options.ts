import type { Auth, AuthOptions } from '@auth/core'
import { checkOptions, findProblem, type OptionRules, sharedOptions } from '@auth/core/adapter'
import type { GooruSession } from './session.ts'

/** Who signs in to Gooru. */
export type GooruCredentials =
  /** A person. `username` may also be the e-mail address. */
  | { readonly username: string; readonly password: string }
  /** A visitor without an account. */
  | { readonly anonymous: true }

/** Options of `createGooruAuth`. Give `host` or `authBaseUrl`. */
export interface GooruAuthOptions extends AuthOptions<GooruCredentials> {
  /**
   * The id of the application. Public. Causes `invalid_client` when it is wrong. Source: Gooru docs, Authentication,
   * Login.
   *
   * @example 'ba956a97-ae15-11e5-a302-f8a963065976'
   */
  readonly clientId: string
  /**
   * The secret key of the application, exactly as it was given. Causes `invalid_client` when it is wrong. Source: Gooru
   * docs, Authentication, Login.
   */
  readonly clientKey: string
  /**
   * The host of the service, with a port where it has one: the sign-in is at `https://{host}/api/nucleus-auth/v1`, the
   * API at `https://{host}/api`. Gooru's documents name no host, so there is no default. Source of the paths: API
   * documents of the official gateway.
   *
   * @example 'gooru.org'
   */
  readonly host?: string | undefined
  /**
   * Base URL of the sign-in, in place of `host`. Unless `apiBaseUrl` is set, the API is then at the part before
   * `/nucleus-auth`, or at its origin if there is no such part.
   *
   * @example 'https://gooru.example/api/nucleus-auth/v1'
   */
  readonly authBaseUrl?: string | undefined
  /**
   * How the token is presented: as `Authorization: Token <token>`, which is what known servers read, in a header named
   * `Token`, as the documentation says, or in both. Signing out sends `Authorization` in any case. Source: Gooru docs,
   * Authentication, Login; code of the official gateway.
   *
   * @default 'both'
   */
  readonly tokenHeaders?: 'both' | 'authorization' | 'token' | undefined
  /**
   * The id of the app within the client, a UUID, sent at sign-in. Servers since 2017 know it, and some are set to ask for
   * it; earlier ones ignore it. Causes `invalid_request` when it is not a UUID. Source: code of the official gateway.
   *
   * @default none
   * @example '7c1d9a52-3b0e-4f6d-8a27-5e94c0b1d3f6'
   */
  readonly appId?: string | undefined
  /**
   * Whether to ask for a refresh token at sign-in, which then renews the session for a year without the password. Only
   * for servers of 2020: those of 2017 to 2019 refuse such a sign-in with `invalid_request`, earlier ones ignore the
   * option. A person has one refresh token, so that signing in on another device ends the one here. Source: code of the
   * official gateway.
   *
   * @default false
   */
  readonly longLivedAccess?: boolean | undefined
}

/** A session with Gooru. */
export interface GooruAuth extends Auth<GooruSession, GooruCredentials> {
  /**
   * Asks the service whose token this is. The call prolongs the token's life, as every use does. A token that is dead is
   * replaced first, where that is possible.
   *
   * @example
   * ```ts
   * const { username } = await auth.checkSession()
   * ```
   * @throws {AuthError} `reauth_required` when the session is over, `token_rejected` when a new token is rejected too
   */
  checkSession(options?: { readonly signal?: AbortSignal | undefined }): Promise<GooruSession>
}

const rules: OptionRules = {
  clientId: 'line',
  clientKey: 'line',
  'host?': (value) =>
    typeof value === 'string' && /^([\w.-]+|\[[\da-f:]+\])(:\d+)?$/i.test(value)
      ? undefined
      : 'a host name such as `gooru.org`, without scheme and path',
  'tokenHeaders?': ['both', 'authorization', 'token'],
  'appId?': 'line',
  'longLivedAccess?': 'boolean',
  ...sharedOptions,
}

export function checkGooruOptions(options: GooruAuthOptions): void {
  checkOptions('@auth/gooru', options, rules)
  const { host, authBaseUrl, credentials, store, identity } = options
  if ((host === undefined) === (authBaseUrl === undefined)) {
    throw new TypeError(
      `@auth/gooru: give \`host\` (such as \`gooru.org\`) or \`authBaseUrl\` (such as \`https://gooru.example/api/nucleus-auth/v1\`)${host === undefined ? ': there is no default' : ', and not both'}`,
    )
  }
  // Visitors have no name to tell their sessions apart: one who signs in would sign in all the others.
  if (store && !identity && typeof credentials === 'object' && isAnonymous(credentials)) {
    throw new TypeError(
      "@auth/gooru: `identity` must be given with a `store` when `credentials` are anonymous: it keeps people's sessions apart",
    )
  }
}

export function checkGooruCredentials(credentials: GooruCredentials): void {
  checkOptions(
    '@auth/gooru: `credentials`',
    credentials,
    typeof credentials === 'object' && credentials !== null && isAnonymous(credentials)
      ? {
          anonymous: (value) =>
            value === true ? undefined : 'true, or be left out and `username` and `password` given',
        }
      : { username: 'string', password: 'string' },
  )
}

/** What is wrong with values that a person may have typed. */
export function refuseGooruCredentials(credentials: GooruCredentials): string | undefined {
  return isAnonymous(credentials) ? undefined : findProblem(credentials, { username: basicUsername, password: 'text' })
}

export function isAnonymous(credentials: GooruCredentials): credentials is { readonly anonymous: true } {
  return 'anonymous' in credentials
}

/** How the auth service itself expects a token: always in `Authorization`. */
export function presentedToken(
  token: string,
  tokenHeaders: GooruAuthOptions['tokenHeaders'],
): { sessionToken: string; Token: string | undefined } {
  return { sessionToken: `Token ${token}`, Token: tokenHeaders === 'authorization' ? undefined : token }
}

/** @see https://www.rfc-editor.org/rfc/rfc7617#section-2 */
function basicUsername(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && !value.includes(':')
    ? undefined
    : 'a non-empty string without a colon, which Basic authentication cannot carry'
}
