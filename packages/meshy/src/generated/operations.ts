// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.
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
  /** The MeshyDB account to connect to. Not secret. */
  readonly accountName: string
  /** The tenant of the account, for accounts that have several. Without it, the default tenant is used. */
  readonly tenant?: string | undefined
  /** The request body. */
  readonly body: TokenRequest
}

/**
 * Every documented answer to `createToken`:
 * - 200: New tokens for the authorized user.
 * - 400: The request was refused: an invalid token, client id, grant type, scope, username or password, an
 *   inactive user, or an expired refresh token. `error` tells some of these apart.
 * - 401: As 400. MeshyDB documents 400 for every refusal; other versions and configurations of OAuth servers
 *   answer so to a wrong client, user or token, and mean the same by `error`.
 * - 403: As 400, where a server or a gateway forbids the request. Not documented.
 * - 429: The API or database limit of the account is reached. This is a quota of the account's plan, not a
 *   burst limit. The body is not documented.
 * - 500: The service, or a gateway in front of it, failed. Neither the status nor a body is documented; the
 *   body is often an HTML page.
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
 * `grant_type` of the body says which.
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
  /** The MeshyDB account to connect to. Not secret. */
  readonly accountName: string
  /** The tenant of the account, for accounts that have several. Without it, the default tenant is used. */
  readonly tenant?: string | undefined
  /** The request body. */
  readonly body: RevocationRequest
}

/**
 * Every documented answer to `revokeToken`:
 * - 200: The token is revoked. The body is empty.
 * - 400: The client id is invalid, the token is missing, or its type is not supported.
 * - 401: As 400. Not documented by MeshyDB; other OAuth servers answer so to a wrong client, and some to a
 *   type of token that they do not know.
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
 * revoked token is a success too.
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

/** Where `registerAnonymous` is served. */
export const registerAnonymousServer: Server = {
  url: 'https://api.meshydb.com',
  variables: {},
}

/** What `registerAnonymous` sends. */
export interface RegisterAnonymousRequest {
  /** The MeshyDB account to connect to. Not secret. */
  readonly accountName: string
  /** The tenant of the account, for accounts that have several. Without it, the default tenant is used. */
  readonly tenant?: string | undefined
  /** The request body. */
  readonly body: AnonymousRegistration
}

/**
 * Every documented answer to `registerAnonymous`:
 * - 201: The user is registered.
 * - 400: The user name is missing or taken, or the account does not allow anonymous users to be registered.
 *   Only the text tells these apart.
 * - 429: The API or database limit of the account is reached. The body is not documented.
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
 * host.
 *
 * It has a server of its own, {@link registerAnonymousServer}: say as `baseUrl` where it goes.
 *
 * @returns A member of {@link RegisterAnonymousResult} per documented status. No HTTP status is thrown.
 */
export function registerAnonymous(
  transport: Transport,
  request: RegisterAnonymousRequest,
  options: CallOptions & { readonly baseUrl: string },
): Promise<RegisterAnonymousResult> {
  return transport(registerAnonymousOperation, request, options)
}
