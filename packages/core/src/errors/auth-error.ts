import { type ErrorPages, withPage } from './with-page.ts'

/** What went wrong, in one word. More codes may come in minor versions. */
export type AuthErrorCode = KnownAuthErrorCode | (string & {})

/**
 * The codes of this version, for a `switch` that has to name each, and for tables.
 *
 * @example
 * ```ts
 * const code = error.code as KnownAuthErrorCode // those of later versions end in `default`
 * switch (code) {
 *   // …
 *   default:
 *     code satisfies never
 * }
 * ```
 */
export type KnownAuthErrorCode =
  /** The provider refused the username, password or code. */
  | 'invalid_credentials'
  /** The provider refused the application: its client id, public key or api key. */
  | 'invalid_client'
  /** The provider found the request itself wrong, for example a scope. */
  | 'invalid_request'
  /** The credentials are right but may not sign in, for example because the user was deactivated. */
  | 'access_denied'
  /** The member has several accounts and none was chosen. The error's `choices` lists them. */
  | 'account_selection_required'
  /** There is no session, and nothing to start one with: call `signIn`. */
  | 'reauth_required'
  /** The provider re-issued a token that its API had already rejected. */
  | 'token_rejected'
  /** Too many requests, or a quota is used up. */
  | 'rate_limited'
  /** The provider failed (5xx). */
  | 'server_error'
  /** The provider could not be reached. */
  | 'network'
  /** The provider did not answer in time. */
  | 'timeout'
  /** The answer is not what the provider documents. */
  | 'invalid_response'
  /** The token endpoint redirected, which is never followed. */
  | 'unexpected_redirect'
  /** A URL is not HTTPS and not loopback. */
  | 'insecure_url'
  /** A request would take the token to an origin that is not the provider's. */
  | 'origin_not_allowed'
  /** The token store failed. */
  | 'store_failed'
  /** Token requests are backing off after a failure; no request was sent. */
  | 'cooling_down'

/** What was being done. */
export type AuthErrorPhase = 'configure' | 'sign-in' | 'renew' | 'sign-out' | 'request' | 'call' | (string & {})

/** What an {@link AuthError} is made of. Texts must be free of secrets. */
export interface AuthErrorFields {
  /** What went wrong. It decides `retryable`, together with `status`, save where that is given. */
  readonly code: AuthErrorCode
  /** The provider, for example `meshy`. */
  readonly provider: string
  /** What was being done. */
  readonly phase: AuthErrorPhase
  /** What was wrong, and what to do. */
  readonly message: string
  /** `false`: the same call would fail again, whatever its code says. */
  readonly retryable?: false | undefined
  /** How long to wait before the next try, in milliseconds. */
  readonly retryAfterMs?: number | undefined
  /** The HTTP status of the answer. */
  readonly status?: number | undefined
  /** The provider's own code for the failure. */
  readonly providerCode?: string | undefined
  /** The provider's name for the exchange. */
  readonly requestId?: string | undefined
  /** How many requests were sent. @default 0 */
  readonly attempts?: number | undefined
  /** With `account_selection_required`: what to choose from. */
  readonly choices?: ReadonlyArray<{ readonly id: string; readonly name: string }> | undefined
}

// In the global registry, so that an error of another copy of this package is recognized too.
const brand = Symbol.for('@auth/core.AuthError')

// The build puts them here, or `undefined` while the project has no address: then there is not a byte for them.
declare const authErrorPages: ErrorPages | undefined

const retryableCodes = ['network', 'timeout', 'rate_limited', 'server_error', 'cooling_down']

const optionalFields = ['retryAfterMs', 'status', 'providerCode', 'requestId', 'choices'] as const

/** The one error that these packages throw. It holds no credentials, tokens, requests or responses. */
export class AuthError extends Error {
  /** Always `AuthError`. */
  override readonly name = 'AuthError'
  /** What went wrong. Stable: program against it. */
  readonly code: AuthErrorCode
  /** The provider, for example `meshy`. */
  readonly provider: string
  /** What was being done. */
  readonly phase: AuthErrorPhase
  /**
   * Whether the same call may succeed later: after network failures, timeouts, 408, 429, 5xx and while cooling down; not
   * after a refused certificate.
   */
  readonly retryable: boolean
  /** How long to wait before the next try, in milliseconds, where that is known. */
  declare readonly retryAfterMs?: number
  /** The HTTP status of the answer, where there was one. */
  declare readonly status?: number
  /** The provider's own code for the failure, for example `invalid_grant`. */
  declare readonly providerCode?: string
  /** The provider's name for the exchange, for its support. */
  declare readonly requestId?: string
  /** How many requests were sent. */
  readonly attempts: number
  /** With `account_selection_required`: what to choose from. */
  declare readonly choices?: ReadonlyArray<{ readonly id: string; readonly name: string }>

  constructor(fields: AuthErrorFields) {
    super(
      typeof authErrorPages === 'undefined' ? fields.message : withPage(fields.message, fields.code, authErrorPages),
    )
    this.code = fields.code
    this.provider = fields.provider
    this.phase = fields.phase
    this.retryable = fields.retryable ?? isRetryable(fields.code, fields.status)
    this.attempts = fields.attempts ?? 0
    for (const name of optionalFields) {
      // A member that is not known is not there.
      if (fields[name] !== undefined) Object.assign(this, { [name]: fields[name] })
    }
    Object.defineProperty(this, brand, { value: true })
  }

  /** Everything but the stack, for logs. */
  toJSON(): object {
    return { ...this, message: this.message }
  }
}

function isRetryable(code: string, status = 0): boolean {
  return retryableCodes.includes(code) || status === 408 || status === 429 || status >= 500
}

/**
 * Whether a caught value is an {@link AuthError}, of this or another copy of the package, and has this code.
 *
 * @example
 * ```ts
 * if (isAuthError(error, 'reauth_required')) redirectToSignIn()
 * ```
 */
export function isAuthError(error: unknown): error is AuthError
export function isAuthError<Code extends KnownAuthErrorCode>(
  error: unknown,
  code: Code,
): error is AuthError & { readonly code: Code }
export function isAuthError(error: unknown, code?: string): error is AuthError {
  if (typeof error !== 'object' || error === null || !(brand in error)) return false
  return code === undefined || ('code' in error && error.code === code)
}
