// Written by `pnpm generate` from the OpenAPI document. Do not edit.
import type { CallOptions, Documented, Operation, Server, Transport, Undocumented } from '@auth/core/api'
import {
  AnonymousRegistration,
  ApiError,
  OAuthError,
  RevocationRequest,
  TokenRequest,
  TokenResponse,
  User,
} from './schemas.ts'

/** Where the operations are served. */
export const server: Server = {
  url: 'https://{authHost}',
  variables: {
    authHost: { default: 'auth.meshydb.com' },
  },
}

/** What `createToken` sends. */
export interface CreateTokenRequest {
  /**
   * The MeshyDB account to connect to. Not secret. Source - MeshyDB docs, Generating Token.
   */
  accountName: string
  /**
   * The tenant of the account, for accounts that have several. Without it, the default tenant is used.
   * Source: the official SDKs.
   */
  tenant?: string | undefined
  /** The request body. */
  body: TokenRequest
}

/**
 * Every documented answer to `createToken`:
 * - 200: New tokens for the authorized user.
 * - 400: The request was refused: an invalid token, client id, grant type, scope, username or password, an
 *   inactive user, or an expired refresh token. `error` tells some of these apart. Source: MeshyDB docs,
 *   Generating Token.
 * - 401: As 400. MeshyDB documents 400 for every refusal; other versions and configurations of OAuth servers
 *   answer so to a wrong client, user or token, and mean the same by `error`. Source - RFC 6749, section
 *   5.2.
 * - 403: As 400, where a server or a gateway forbids the request. Not documented. Source - RFC 6749, section
 *   5.2, for the meaning of `error`.
 * - 429: The API or database limit of the account is reached. This is a quota of the account's plan, not a
 *   burst limit. The body is not documented. Source: MeshyDB docs, Generating Token.
 * - 500: The service, or a gateway in front of it, failed. Neither the status nor a body is documented; the
 *   body is often a page for people.
 */
export type CreateTokenResult =
  | Documented<200, TokenResponse>
  | Documented<400, OAuthError | undefined>
  | Documented<401, OAuthError | undefined>
  | Documented<403, OAuthError | undefined>
  | Documented<429, undefined>
  | Documented<500, undefined>
  | Undocumented

const createTokenOperation: Operation = {
  id: 'createToken',
  method: 'POST',
  path: '/{accountName}/connect/token',
  parameters: [
    { in: 'path', name: 'accountName' },
    { in: 'header', name: 'tenant' },
  ],
  body: { type: 'form', schema: TokenRequest },
  responses: {
    '200': TokenResponse,
    '400': OAuthError,
    '401': OAuthError,
    '403': OAuthError,
    '429': undefined,
    '500': undefined,
  },
}

/**
 * Exchanges a username and password, or a refresh token, for a short lived access token. The
 * `grant_type` of the body says which. Source: MeshyDB docs, Generating Token and Refreshing Token.
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

/** What `revokeToken` sends. */
export interface RevokeTokenRequest {
  /**
   * The MeshyDB account to connect to. Not secret. Source - MeshyDB docs, Generating Token.
   */
  accountName: string
  /**
   * The tenant of the account, for accounts that have several. Without it, the default tenant is used.
   * Source: the official SDKs.
   */
  tenant?: string | undefined
  /** The request body. */
  body: RevocationRequest
}

/**
 * Every documented answer to `revokeToken`:
 * - 200: The token is revoked. The body is empty.
 * - 400: The client id is invalid, the token is missing, or its type is not supported.
 * - 401: As 400. Not documented by MeshyDB; other OAuth servers answer so to a wrong client, and some to a
 *   type of token that they do not know. Source - RFC 7009, section 2.2.1.
 * - 403: As 400, where a server or a gateway forbids the request. Not documented.
 * - 429: The API or database limit of the account is reached. The body is not documented.
 * - 500: The service, or a gateway in front of it, failed. Not documented, and the body is unknown.
 */
export type RevokeTokenResult =
  | Documented<200, undefined>
  | Documented<400, OAuthError | undefined>
  | Documented<401, OAuthError | undefined>
  | Documented<403, OAuthError | undefined>
  | Documented<429, undefined>
  | Documented<500, undefined>
  | Undocumented

const revokeTokenOperation: Operation = {
  id: 'revokeToken',
  method: 'POST',
  path: '/{accountName}/connect/revocation',
  parameters: [
    { in: 'path', name: 'accountName' },
    { in: 'header', name: 'tenant' },
  ],
  body: { type: 'form', schema: RevocationRequest },
  responses: {
    '200': undefined,
    '400': OAuthError,
    '401': OAuthError,
    '403': OAuthError,
    '429': undefined,
    '500': undefined,
  },
}

/**
 * Revokes a refresh token (RFC 7009). Access tokens stay valid until they expire. An unknown or already
 * revoked token is a success too. Source: MeshyDB docs, Logging Out, and the official SDKs.
 *
 * @returns A member of {@link RevokeTokenResult} per documented status. No HTTP status is thrown.
 */
export function revokeToken(
  transport: Transport,
  request: RevokeTokenRequest,
  options?: CallOptions,
): Promise<RevokeTokenResult> {
  return transport(revokeTokenOperation, request, options)
}

/** What `registerAnonymous` sends. */
export interface RegisterAnonymousRequest {
  /**
   * The MeshyDB account to connect to. Not secret. Source - MeshyDB docs, Generating Token.
   */
  accountName: string
  /**
   * The tenant of the account, for accounts that have several. Without it, the default tenant is used.
   * Source: the official SDKs.
   */
  tenant?: string | undefined
  /** The request body. */
  body: AnonymousRegistration
}

/**
 * Every documented answer to `registerAnonymous`:
 * - 201: The user is registered. Source: MeshyDB docs, Creating Users.
 * - 400: The user name is missing or taken, or the account does not allow anonymous users to be registered.
 *   Only the text tells these apart. Source: MeshyDB docs, Creating Users.
 * - 429: The API or database limit of the account is reached. The body is not documented. Source: MeshyDB
 *   docs, Creating Users.
 * - 500: The service, or a gateway in front of it, failed. Not documented, and the body is unknown.
 */
export type RegisterAnonymousResult =
  | Documented<201, User>
  | Documented<400, ApiError | undefined>
  | Documented<429, undefined>
  | Documented<500, undefined>
  | Undocumented

const registerAnonymousOperation: Operation = {
  id: 'registerAnonymous',
  method: 'POST',
  path: '/{accountName}/users/register/anonymous',
  parameters: [
    { in: 'path', name: 'accountName' },
    { in: 'header', name: 'tenant' },
  ],
  body: { type: 'json', schema: AnonymousRegistration },
  responses: {
    '201': User,
    '400': ApiError,
    '429': undefined,
    '500': undefined,
  },
}

/**
 * Makes a user without a password of their own, who can then sign in with the password `nopassword`.
 * Whoever knows the name can do that, so make it hard to guess. Needs no token. This call is on the API
 * host. Source - MeshyDB docs, Creating Users.
 *
 * @returns A member of {@link RegisterAnonymousResult} per documented status. No HTTP status is thrown.
 */
export function registerAnonymous(
  transport: Transport,
  request: RegisterAnonymousRequest,
  options?: CallOptions,
): Promise<RegisterAnonymousResult> {
  return transport(registerAnonymousOperation, request, options)
}
