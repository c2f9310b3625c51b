// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.
import { type Schema, schema } from '@auth/core/api'

/** The tokens of a session, and whose they are. */
export interface AuthSchema {
  readonly access_token_data: TokenSchema
  readonly refresh_token_data?: TokenSchema | undefined
  /**
   * The id of the user for whom the tokens were made. A string in the documents; some servers may send a
   * number.
   */
  readonly user_id?: string | null | undefined
  /** The id of the user's company. */
  readonly company_id?: number | null | undefined
  /** The name of the customer. On sign-in only. */
  readonly customer_name?: string | null | undefined
}

export const AuthSchema: Schema<AuthSchema> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['access_token_data'],
  properties: {
    access_token_data: { type: 'ref', to: () => TokenSchema },
    refresh_token_data: { type: 'ref', to: () => TokenSchema },
    user_id: { type: 'string', nullable: true, lenient: true },
    company_id: { type: 'integer', nullable: true },
    customer_name: { type: 'string', nullable: true },
  },
})

/**
 * What went wrong. Token calls use `detail`; other parts of the API and gateways use the other fields.
 * A body may also be a JSON text alone, empty or something else.
 */
export interface ErrorBody {
  /**
   * One of three shapes: a text; an object with `message` and `subcode`; or, with status 422, a list of
   * objects with `loc` (a path that starts with `query`, `body` or `header`), `msg` and `type`.
   */
  readonly detail?: unknown | undefined
  /** The error in the server's words. */
  readonly message?: string | null | undefined
  /** A number for the error, on some endpoints. */
  readonly code?: number | null | undefined
  /**
   * The kind of error. A text in one place of the documents, a number in another. The only published text
   * is `TOKEN_MISSING`.
   */
  readonly subcode?: 'TOKEN_MISSING' | (string & {}) | null | undefined
  /** The error in the server's words, on some failures. */
  readonly error?: string | null | undefined
}

export const ErrorBody: Schema<ErrorBody> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    detail: { type: 'any' },
    message: { type: 'string', nullable: true },
    code: { type: 'integer', nullable: true },
    subcode: { type: 'string', nullable: true, lenient: true },
    error: { type: 'string', nullable: true },
  },
})

/** The refresh token in a body, where the query does not carry it. Not documented. */
export interface RefreshCredentials {
  /** The refresh token of the session. */
  readonly refresh_token: string
}

export const RefreshCredentials: Schema<RefreshCredentials> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['refresh_token'],
  properties: {
    refresh_token: { type: 'string', minLength: 1, secret: true },
  },
})

/**
 * The credentials in a body, where the query does not carry them. Exactly one of `email` and `username`
 * is there.
 */
export interface TokenCredentials {
  /** The user's e-mail address, under the name that it has in the query. */
  readonly email?: string | undefined
  /**
   * The user's e-mail address, under the name that the summary of the help article speaks of. Which of
   * the two names the body wants is not known.
   */
  readonly username?: string | undefined
  /** The user's password. */
  readonly password: string
}

export const TokenCredentials: Schema<TokenCredentials> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['password'],
  properties: {
    email: { type: 'string', minLength: 1, secret: true },
    username: { type: 'string', minLength: 1, secret: true },
    password: { type: 'string', minLength: 1, secret: true },
  },
})

/** A token and the end of its life. */
export interface TokenSchema {
  /**
   * The token. An access token is a JWT and goes into the header `Access-Token` as it is. A refresh token
   * goes into the query of the refresh call.
   */
  readonly token: string
  /**
   * When the token ends: an ISO 8601 date and time, not a number of seconds from now. It may have no
   * zone, which then means UTC, and up to six digits of fraction. Not declared as `date-time` for that
   * reason. A number, or a text of one, is read as seconds since 1970, as the token itself has it (`exp`,
   * RFC 7519).
   */
  readonly expires?: string | null | undefined
}

export const TokenSchema: Schema<TokenSchema> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['token'],
  properties: {
    token: { type: 'string', minLength: 1, secret: true },
    expires: { type: 'string', nullable: true, lenient: true },
  },
})
