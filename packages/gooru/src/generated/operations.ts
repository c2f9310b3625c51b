// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.
import type { CallOptions, Documented, Operation, Server, Transport, Undocumented } from '@auth/core/api'
import { GooruError, RenewalRequest, SessionDetails, TokenRequest, TokenResponse } from './schemas.ts'

/** Where the operations are served. */
export const server: Server = {
  url: 'https://{host}/api/nucleus-auth/{version}',
  variables: {
    host: { default: 'gooru.org' },
    version: { default: 'v1', enum: ['v1', 'v2'] },
  },
}

/** What `checkToken` sends. */
export interface CheckTokenRequest {
  /** Value of the header `Authorization`. */
  readonly sessionToken: string
  /**
   * The access token alone, with nothing in front. The documentation names this header for every later
   * request, while known servers read the token from `Authorization` only; both may be sent.
   */
  readonly Token?: string | undefined
}

/**
 * Every documented answer to `checkToken`:
 * - 200: The token is valid. Details of its session, without the token itself.
 * - 400: The token expired or was revoked while the request was served. Servers until 2016.
 * - 401: The token is missing, unknown, expired or revoked, which cannot be told apart, or it could not be
 *   checked because of an outage. The body is empty. A late server may send a JSON message when the user
 *   has gone.
 * - 429: Too many requests. No server is known to answer so, and no limit is published: it would come from a
 *   proxy, whose body is unknown.
 * - 500: The service failed. The body is JSON, plain text or empty.
 */
export type CheckTokenResult =
  | Documented<200, SessionDetails>
  | Documented<400, GooruError | undefined>
  | Documented<401, undefined>
  | Documented<429, undefined>
  | Documented<500, GooruError | undefined>
  | Undocumented

const checkTokenOperation: Operation = {
  id: 'checkToken',
  method: 'GET',
  path: '/token',
  security: [{ type: 'header', name: 'Authorization', from: 'sessionToken' }],
  parameters: [{ in: 'header', name: 'Token', secret: true }],
  responses: {
    '200': SessionDetails,
    '400': GooruError,
    '401': undefined,
    '429': undefined,
    '500': GooruError,
  },
}

/**
 * Says whose the presented token is, and with that whether it is still valid. The call prolongs the
 * token's life. Anonymous tokens may be checked too.
 *
 * @returns A member of {@link CheckTokenResult} per documented status. No HTTP status is thrown.
 */
export function checkToken(
  transport: Transport,
  request: CheckTokenRequest,
  options?: CallOptions,
): Promise<CheckTokenResult> {
  return transport(checkTokenOperation, request, options)
}

/** What `createToken` sends. */
export interface CreateTokenRequest {
  /** User name and password for `Authorization: Basic`. */
  readonly basicAuth?: { readonly username: string; readonly password: string } | undefined
  /** The request body. */
  readonly body: TokenRequest
}

/**
 * Every documented answer to `createToken`:
 * - 200: A new access token with what the service knows about its owner.
 * - 400: The request is malformed: a body that is empty or not JSON, a field that is missing, unknown or of a
 *   wrong form, or an incomplete client id and key. Servers since 2017. The body is JSON or plain text,
 *   and its Content-Type may be missing.
 * - 401: Not signed in: unknown user, wrong password, unknown client id or wrong client key, or a `grant_type`
 *   that does not agree with the `Authorization` header. Only the text tells these apart, and not always.
 *   The body is empty where the gateway itself refused.
 * - 403: The client may not do this: the grant is not allowed for it, its domain is not on the list, or, on
 *   servers since 2017, the client id and key are unknown or the account signs in another way only. May
 *   be empty.
 * - 404: There is no such user (servers since 2017), or no such path, which comes as an HTML page.
 * - 429: Too many requests. No server is known to answer so, and no limit is published: it would come from a
 *   proxy, whose body is unknown.
 * - 500: The service failed. Basic credentials that it cannot decode end here too, so that the same request
 *   fails again: no colon, an empty password, or, before August 2016, a colon in the password. The body
 *   is JSON, plain text or empty.
 */
export type CreateTokenResult =
  | Documented<200, TokenResponse>
  | Documented<400, GooruError | undefined>
  | Documented<401, GooruError | undefined>
  | Documented<403, GooruError | undefined>
  | Documented<404, GooruError | undefined>
  | Documented<429, undefined>
  | Documented<500, GooruError | undefined>
  | Undocumented

const createTokenOperation: Operation = {
  id: 'createToken',
  method: 'POST',
  path: '/token',
  security: [{ type: 'basic', from: 'basicAuth' }],
  body: { type: 'json', schema: TokenRequest },
  responses: {
    '200': TokenResponse,
    '400': GooruError,
    '401': GooruError,
    '403': GooruError,
    '404': GooruError,
    '429': undefined,
    '500': GooruError,
  },
}

/**
 * Issues an access token. With HTTP Basic credentials it belongs to that person. Without an
 * `Authorization` header it belongs to an anonymous visitor. The header selects the flow and
 * `grant_type` has to agree with it, so send `credential` with Basic credentials and `anonymous`
 * without. Every call makes a new token; earlier ones stay valid. Take no query string and no trailing
 * slash: newer servers then ask for a token.
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

/** What `deleteToken` sends. */
export interface DeleteTokenRequest {
  /** Value of the header `Authorization`. */
  readonly sessionToken: string
  /**
   * The access token alone, with nothing in front. The documentation names this header for every later
   * request, while known servers read the token from `Authorization` only; both may be sent.
   */
  readonly Token?: string | undefined
}

/**
 * Every documented answer to `deleteToken`:
 * - 200: The token is revoked. Servers since February 2019. The body may be empty, or an object with `default`
 *   and `login_url` about the tenant; nobody needs it.
 * - 204: The token is revoked. The body is empty.
 * - 400: The token expired or was revoked while the request was served. Servers until 2016.
 * - 401: The token is missing, unknown, expired or already revoked, which cannot be told apart. After a
 *   sign-out this means that there is nothing left to revoke. The body is empty.
 * - 403: The token is an anonymous one and the server, of 2020, does not let anonymous visitors sign out. The
 *   body is empty.
 * - 429: Too many requests. No server is known to answer so, and no limit is published: it would come from a
 *   proxy, whose body is unknown.
 * - 500: The service failed. The body is JSON, plain text or empty.
 */
export type DeleteTokenResult =
  | Documented<200, undefined>
  | Documented<204, undefined>
  | Documented<400, GooruError | undefined>
  | Documented<401, undefined>
  | Documented<403, undefined>
  | Documented<429, undefined>
  | Documented<500, GooruError | undefined>
  | Undocumented

const deleteTokenOperation: Operation = {
  id: 'deleteToken',
  method: 'DELETE',
  path: '/token',
  security: [{ type: 'header', name: 'Authorization', from: 'sessionToken' }],
  parameters: [{ in: 'header', name: 'Token', secret: true }],
  responses: {
    '200': undefined,
    '204': undefined,
    '400': GooruError,
    '401': undefined,
    '403': undefined,
    '429': undefined,
    '500': GooruError,
  },
}

/**
 * Revokes the presented token. Other tokens of the same person stay valid.
 *
 * @returns A member of {@link DeleteTokenResult} per documented status. No HTTP status is thrown.
 */
export function deleteToken(
  transport: Transport,
  request: DeleteTokenRequest,
  options?: CallOptions,
): Promise<DeleteTokenResult> {
  return transport(deleteTokenOperation, request, options)
}

/** What `renewToken` sends. */
export interface RenewTokenRequest {
  /** Value of the header `Authorization`. */
  readonly refreshToken: string
  /** The request body. */
  readonly body: RenewalRequest
}

/**
 * Every documented answer to `renewToken`:
 * - 200: A new access token, as a sign-in brings it.
 * - 400: The request is malformed, or the `Authorization` header got lost on the way, so that a sign-in
 *   without its fields was seen. The body is JSON or plain text, and its Content-Type may be missing.
 * - 401: The refresh token is unknown, expired or revoked. The body is empty where the gateway refused, as it
 *   does on servers that do not know the call.
 * - 403: The tenant of the token is not there or not active any more. May be empty.
 * - 404: The person is not there any more, or the path is not, which comes as plain text.
 * - 429: Too many requests. No server is known to answer so, and no limit is published: it would come from a
 *   proxy, whose body is unknown.
 * - 500: The service failed, or the refresh token is not base64. The body is JSON, plain text or empty.
 */
export type RenewTokenResult =
  | Documented<200, TokenResponse>
  | Documented<400, GooruError | undefined>
  | Documented<401, GooruError | undefined>
  | Documented<403, GooruError | undefined>
  | Documented<404, GooruError | undefined>
  | Documented<429, undefined>
  | Documented<500, GooruError | undefined>
  | Undocumented

const renewTokenOperation: Operation = {
  id: 'renewToken',
  method: 'POST',
  path: '/signin',
  security: [{ type: 'header', name: 'Authorization', from: 'refreshToken' }],
  body: { type: 'json', schema: RenewalRequest },
  responses: {
    '200': TokenResponse,
    '400': GooruError,
    '401': GooruError,
    '403': GooruError,
    '404': GooruError,
    '429': undefined,
    '500': GooruError,
  },
}

/**
 * Issues a new access token for a refresh token. The refresh token stays the same and lives on as long
 * as it would have, unless `long_lived_access` asks for a new one. The same as a call of `/token`,
 * which servers since 2017 also know by this name; refresh tokens came in 2020, and whether they were
 * ever deployed is not known. The body must not be empty.
 *
 * @returns A member of {@link RenewTokenResult} per documented status. No HTTP status is thrown.
 */
export function renewToken(
  transport: Transport,
  request: RenewTokenRequest,
  options?: CallOptions,
): Promise<RenewTokenResult> {
  return transport(renewTokenOperation, request, options)
}

/** What `revokeRefreshToken` sends. */
export interface RevokeRefreshTokenRequest {
  /** Value of the header `Authorization`. */
  readonly sessionToken: string
  /**
   * The access token alone, with nothing in front. The documentation names this header for every later
   * request, while known servers read the token from `Authorization` only; both may be sent.
   */
  readonly Token?: string | undefined
}

/**
 * Every documented answer to `revokeRefreshToken`:
 * - 200: There is no refresh token any more. The body is empty.
 * - 401: The access token is missing, unknown, expired or revoked. The body is empty.
 * - 403: The token is that of an anonymous visitor. The body is empty.
 * - 429: Too many requests. No server is known to answer so, and no limit is published: it would come from a
 *   proxy, whose body is unknown.
 * - 500: The service failed. The body is JSON, plain text or empty.
 */
export type RevokeRefreshTokenResult =
  | Documented<200, undefined>
  | Documented<401, undefined>
  | Documented<403, undefined>
  | Documented<429, undefined>
  | Documented<500, GooruError | undefined>
  | Undocumented

const revokeRefreshTokenOperation: Operation = {
  id: 'revokeRefreshToken',
  method: 'DELETE',
  path: '/refresh-token/revoke',
  security: [{ type: 'header', name: 'Authorization', from: 'sessionToken' }],
  parameters: [{ in: 'header', name: 'Token', secret: true }],
  responses: {
    '200': undefined,
    '401': undefined,
    '403': undefined,
    '429': undefined,
    '500': GooruError,
  },
}

/**
 * Ends the refresh token of the person whose access token is presented. A sign-out does that as well.
 * Servers of 2020.
 *
 * @returns A member of {@link RevokeRefreshTokenResult} per documented status. No HTTP status is thrown.
 */
export function revokeRefreshToken(
  transport: Transport,
  request: RevokeRefreshTokenRequest,
  options?: CallOptions,
): Promise<RevokeRefreshTokenResult> {
  return transport(revokeRefreshTokenOperation, request, options)
}
