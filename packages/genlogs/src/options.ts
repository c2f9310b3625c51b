import type { Auth, AuthOptions } from '@auth/core'
import { checkOptions, findProblem, type OptionRules, sharedOptions } from '@auth/core/adapter'

/** Who signs in to GenLogs. Raw values, not percent-encoded: they are encoded on the way. */
export interface GenlogsCredentials {
  /** The e-mail address. A secret in logs and errors. */
  readonly email: string
  /** The password. */
  readonly password: string
}

/** What GenLogs sent along with the token. */
export interface GenlogsSession {
  /** The id of the user for whom the tokens were made. */
  readonly userId?: string | undefined
  /** The id of the user's company. Only from newer servers, and in renewals. */
  readonly companyId?: number | undefined
  /** The name of the customer. Newer servers only. */
  readonly customerName?: string | undefined
  /** When the refresh token expires, in epoch milliseconds on GenLogs' clock. */
  readonly refreshTokenExpiresAt?: number | undefined
}

/** Options of `createGenlogsAuth`. */
export interface GenlogsAuthOptions extends AuthOptions<GenlogsCredentials> {
  /**
   * The API key that GenLogs gave to the customer, sent as `x-api-key` with every request. A secret. A wrong one
   * causes `invalid_client`. Source: GenLogs docs, Create token. @example process.env.GENLOGS_API_KEY
   */
  readonly apiKey: string
  /**
   * Where a sign-in carries email and password: in the `query`, as documented, or in a JSON `body`, as newer servers
   * take them. The wrong place causes `invalid_request`, with a message that says so. In the query they are part of a
   * URL, which tracing of `fetch`, proxies and access logs record as it is: prefer `body` where the server takes it;
   * otherwise see the recipe "Traces with OpenTelemetry". Source: GenLogs docs, Create token. @example 'body'
   *
   * @default 'query'
   */
  readonly credentialsIn?: 'query' | 'body' | undefined
  /**
   * The name under which a JSON body carries the email. It is known only from a summary, which mentions a username.
   * The wrong name causes `invalid_request`, with a message that says so. @example 'username'
   *
   * @default 'email'
   */
  readonly emailField?: 'email' | 'username' | undefined
  /**
   * Whether to try the refresh token before signing in again. GenLogs documents it as not usable for now, and has a
   * page about using it. When it is rejected, the client signs in again, or throws `reauth_required` where it has no
   * credentials. Source: GenLogs docs, Create token and Refresh token. @example true
   *
   * @default false
   */
  readonly useRefreshToken?: boolean | undefined
  /**
   * Where a renewal carries the refresh token: in the `query`, as documented, or in a JSON `body`. Whether servers that
   * expect credentials in a body expect it there too is not known. In the query, it is logged as credentials are.
   * @example 'body'
   *
   * @default 'query'
   */
  readonly refreshTokenIn?: 'query' | 'body' | undefined
}

/** A session with GenLogs. */
export type GenlogsAuth = Auth<GenlogsSession, GenlogsCredentials>

const rules: OptionRules = {
  // A value that no header can hold would fail later, in a platform error that quotes it.
  apiKey: (value) =>
    typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)
      ? undefined
      : 'the API key as a string of printable ASCII, without spaces or line breaks',
  'credentialsIn?': ['query', 'body'],
  'emailField?': ['email', 'username'],
  'useRefreshToken?': 'boolean',
  'refreshTokenIn?': ['query', 'body'],
  ...sharedOptions,
}

export function checkGenlogsOptions(options: GenlogsAuthOptions): void {
  checkOptions('@auth/genlogs', options, rules)
}

export function checkGenlogsCredentials(credentials: GenlogsCredentials): void {
  checkOptions('@auth/genlogs: `credentials`', credentials, { email: 'string', password: 'string' })
}

/** What is wrong with values that a person may have typed. */
export function refuseGenlogsCredentials(credentials: GenlogsCredentials): string | undefined {
  return findProblem(credentials, { email: 'text', password: 'text' })
}
