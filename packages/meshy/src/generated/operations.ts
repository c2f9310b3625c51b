// Written by `pnpm generate` from the OpenAPI document. Do not edit.
import type { CallOptions, Documented, Operation, Server, Transport, Undocumented } from '@auth/core/api'
import { OAuthError, RevocationRequest, TokenRequest, TokenResponse } from './schemas.ts'

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
 * - 429: The API or database limit of the account is reached. This is a quota of the account's plan, not a
 *   burst limit. The body is not documented. Source: MeshyDB docs, Generating Token.
 */
export type CreateTokenResult =
  | Documented<200, TokenResponse>
  | Documented<400, OAuthError | undefined>
  | Documented<429, undefined>
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
    '429': undefined,
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
 * - 429: The API or database limit of the account is reached. The body is not documented.
 */
export type RevokeTokenResult =
  | Documented<200, undefined>
  | Documented<400, OAuthError | undefined>
  | Documented<429, undefined>
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
    '429': undefined,
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
