// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.
import type { CallOptions, Documented, Operation, Server, Transport, Undocumented } from '@auth/core/api'
import { AuthSchema, ErrorBody, RefreshCredentials, TokenCredentials } from './schemas.ts'

/** Where the operations are served. */
export const server: Server = {
  url: 'https://{host}',
  variables: {
    host: { default: 'api.genlogs.io' },
  },
}

/** What `createToken` sends. */
export interface CreateTokenRequest {
  /** Value of the header `x-api-key`. */
  readonly apiKey: string
  /**
   * The user's e-mail address, as it is: it is percent-encoded on the way, so that a `+` arrives as
   * `%2B`. Documented as required, and so sent by default. Exactly one of query and body is used; left
   * out only when the body carries the credentials.
   */
  readonly email?: string | undefined
  /**
   * The user's password, as it is: it is percent-encoded on the way, so that `1234+` arrives as
   * `1234%2B`. Documented as required, and so sent by default. Exactly one of query and body is used;
   * left out only when the body carries the credentials.
   */
  readonly password?: string | undefined
  /** The request body. */
  readonly body?: TokenCredentials | undefined
}

/**
 * Every documented answer to `createToken`:
 * - 200: New access and refresh tokens for the user.
 * - 401: The e-mail address or the password is wrong. A missing or wrong API key may end here too.
 * - 403: Refused, for example because of the API key. Not documented for this operation; other pages of the
 *   docs use it for a missing permission, and gateways for a missing or wrong key. The body may be
 *   anything.
 * - 422: A value is missing or of a wrong form. `loc` names the place, so that it also tells whether the
 *   server expects the credentials in the query or in the body.
 * - 429: Too many requests. Neither a limit nor this status is documented, and the body is unknown.
 * - 500: The server failed while it made the tokens. The body is JSON (an object, or a text alone) or
 *   something else.
 */
export type CreateTokenResult =
  | Documented<200, AuthSchema>
  | Documented<401, ErrorBody | undefined>
  | Documented<403, ErrorBody | undefined>
  | Documented<422, ErrorBody | undefined>
  | Documented<429, undefined>
  | Documented<500, ErrorBody | undefined>
  | Undocumented

const createTokenOperation: Operation = {
  id: 'createToken',
  method: 'POST',
  path: '/auth/token',
  security: [{ type: 'header', name: 'x-api-key', from: 'apiKey' }],
  parameters: [
    { in: 'query', name: 'email', secret: true },
    { in: 'query', name: 'password', secret: true },
  ],
  body: { type: 'json', schema: TokenCredentials },
  responses: {
    '200': AuthSchema,
    '401': ErrorBody,
    '403': ErrorBody,
    '422': ErrorBody,
    '429': undefined,
    '500': ErrorBody,
  },
}

/**
 * Exchanges an e-mail address and a password for an access token and a refresh token. Exactly one of
 * the query and the body carries the two: the query is the documented default, with no body; the JSON
 * body is a newer way, which GenLogs announced in July 2026. When the server misses a value it answers
 * 422, and `loc` in its `detail` says whether it looked in the `query` or the `body`. The documents
 * also list the header `accept` with `application/json` as required; it is always sent (OpenAPI does
 * not take it as a parameter). The path has no trailing slash.
 *
 * @returns A member of {@link CreateTokenResult} per documented status. No HTTP status is thrown.
 */
export function createToken(
  transport: Transport,
  request: CreateTokenRequest,
  options?: CallOptions,
): Promise<CreateTokenResult> {
  return transport(createTokenOperation, request, options)
}

/** What `refreshToken` sends. */
export interface RefreshTokenRequest {
  /** Value of the header `x-api-key`. */
  readonly apiKey: string
  /**
   * The refresh token of the session, as it is: it is percent-encoded on the way. Documented as required,
   * and so sent by default; left out only when the body carries it.
   */
  readonly refresh_token?: string | undefined
  /** The request body. */
  readonly body?: RefreshCredentials | undefined
}

/**
 * Every documented answer to `refreshToken`:
 * - 200: New access and refresh tokens.
 * - 401: The refresh token is not accepted. The documents give here the text of the sign-in.
 * - 403: Refused, for example because of the API key. Not documented for this operation. The body may be
 *   anything.
 * - 422: A value is missing or of a wrong form.
 * - 429: Too many requests. Neither a limit nor this status is documented, and the body is unknown.
 * - 500: The server failed while it made the tokens. The body is JSON (an object, or a text alone) or
 *   something else.
 */
export type RefreshTokenResult =
  | Documented<200, AuthSchema>
  | Documented<401, ErrorBody | undefined>
  | Documented<403, ErrorBody | undefined>
  | Documented<422, ErrorBody | undefined>
  | Documented<429, undefined>
  | Documented<500, ErrorBody | undefined>
  | Undocumented

const refreshTokenOperation: Operation = {
  id: 'refreshToken',
  method: 'POST',
  path: '/auth/token/refresh',
  security: [{ type: 'header', name: 'x-api-key', from: 'apiKey' }],
  parameters: [{ in: 'query', name: 'refresh_token', secret: true }],
  body: { type: 'json', schema: RefreshCredentials },
  responses: {
    '200': AuthSchema,
    '401': ErrorBody,
    '403': ErrorBody,
    '422': ErrorBody,
    '429': undefined,
    '500': ErrorBody,
  },
}

/**
 * Exchanges a refresh token for a new pair of tokens. The token is in the query, and there is no body;
 * whether newer servers want it in a JSON body, as they do the credentials of a sign-in, is not known.
 * The page on signing in says that the refresh token cannot be used for now and that one should sign in
 * again, while a page of its own describes this call, so expect it to fail and sign in again on any
 * error. The header `accept` is always sent, with `application/json`.
 *
 * @returns A member of {@link RefreshTokenResult} per documented status. No HTTP status is thrown.
 */
export function refreshToken(
  transport: Transport,
  request: RefreshTokenRequest,
  options?: CallOptions,
): Promise<RefreshTokenResult> {
  return transport(refreshTokenOperation, request, options)
}
