// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.
import type { CallOptions, Documented, Operation, Server, Transport, Undocumented } from '@auth/core/api'
import {
  AccountMemberTokenRequestEnvelope,
  AccountMemberTokens,
  ClientToken,
  ClientTokenRequest,
  Errors,
} from './schemas.ts'

/** Where the operations are served. */
export const server: Server = {
  url: 'https://{region}.api.elasticpath.com',
  variables: {
    region: { default: 'useast', enum: ['useast', 'euwest'] },
  },
}

/** What `createAccountMemberTokens` sends. */
export interface CreateAccountMemberTokensRequest {
  /** Token for `Authorization: Bearer`. */
  readonly clientToken: string
  /**
   * A token issued earlier and still valid, bare, without `Bearer`. Needed with the mechanism
   * `account_management_authentication_token`, and used with no other.
   */
  readonly 'EP-Account-Management-Authentication-Token'?: string | undefined
  /**
   * How many accounts to return at most, a count from 1 to 100. Without it the store's page length
   * applies, 25 unless changed.
   */
  readonly 'page[limit]'?: number | undefined
  /** How many accounts to skip, a count from 0. The next page starts at this offset plus the limit. */
  readonly 'page[offset]'?: number | undefined
  /** The request body. */
  readonly body: AccountMemberTokenRequestEnvelope
}

/**
 * Every documented answer to `createAccountMemberTokens`:
 * - 201: The member is authenticated. `data` has a token for each account on this page, and is empty for a
 *   member who belongs to no account.
 * - 400: The request was refused. The detail `authentication failed` means a wrong username or password, or a
 *   password profile that the member does not belong to; which of them is not told. Other details name a
 *   field that did not pass validation, or a body that is not JSON.
 * - 401: The client token is missing, invalid or expired, or the credentials or the account management token
 *   are not accepted. The status does not say which credential failed. The title `Unable to validate
 *   access token` is the gateway's, and is about the client token: nothing of the body was looked at.
 * - 403: The client token is valid but does not permit this. What causes it here is not documented.
 * - 404: Something the request refers to does not exist, or belongs to somebody else. What causes it here is
 *   not documented.
 * - 409: Something of that name exists already, such as the username of a sign-up. The service answers so
 *   elsewhere, for memberships; which status a sign-up gets for a name that is taken is not documented.
 * - 422: The request is well formed but cannot be processed, for example since a token belongs to another
 *   store.
 * - 429: The rate limit of the store or organization is reached. No header that says how long to wait is
 *   documented: the advice is to wait a few seconds.
 * - 500: The server failed. The error may carry a `request_id` to give to support.
 */
export type CreateAccountMemberTokensResult =
  | Documented<201, AccountMemberTokens>
  | Documented<400, Errors | undefined>
  | Documented<401, Errors | undefined>
  | Documented<403, Errors | undefined>
  | Documented<404, Errors | undefined>
  | Documented<409, Errors | undefined>
  | Documented<422, Errors | undefined>
  | Documented<429, Errors | undefined>
  | Documented<500, Errors | undefined>
  | Undocumented

const createAccountMemberTokensOperation: Operation = {
  id: 'createAccountMemberTokens',
  method: 'POST',
  path: '/v2/account-members/tokens',
  security: [{ type: 'bearer', from: 'clientToken' }],
  parameters: [
    { in: 'header', name: 'EP-Account-Management-Authentication-Token', secret: true },
    { in: 'query', name: 'page[limit]' },
    { in: 'query', name: 'page[offset]' },
  ],
  body: { type: 'json', schema: AccountMemberTokenRequestEnvelope },
  responses: {
    '201': AccountMemberTokens,
    '400': Errors,
    '401': Errors,
    '403': Errors,
    '404': Errors,
    '409': Errors,
    '422': Errors,
    '429': Errors,
    '500': Errors,
  },
}

/**
 * Authenticates an account member and issues one token for each account the member belongs to. The
 * `authentication_mechanism` of the body says how. The list is paged: a member can belong to more
 * accounts than fit on one page, and each page is a call of its own, so read further pages with the
 * mechanism `account_management_authentication_token` rather than spend the credentials again.
 *
 * @returns A member of {@link CreateAccountMemberTokensResult} per documented status. No HTTP status is thrown.
 */
export function createAccountMemberTokens(
  transport: Transport,
  request: CreateAccountMemberTokensRequest,
  options?: CallOptions,
): Promise<CreateAccountMemberTokensResult> {
  return transport(createAccountMemberTokensOperation, request, options)
}

/** What `createClientToken` sends. */
export interface CreateClientTokenRequest {
  /** The request body. */
  readonly body: ClientTokenRequest
}

/**
 * Every documented answer to `createClientToken`:
 * - 200: A token for the application.
 * - 400: The request was refused. What the body says of an unknown grant type or a missing field is not
 *   documented.
 * - 401: The client is not accepted. What the body says of an unknown client id or a wrong secret is not
 *   documented.
 * - 429: The rate limit of the store or organization is reached. No header that says how long to wait is
 *   documented: the advice is to wait a few seconds.
 * - 500: The server failed. The error may carry a `request_id` to give to support.
 */
export type CreateClientTokenResult =
  | Documented<200, ClientToken>
  | Documented<400, Errors | undefined>
  | Documented<401, Errors | undefined>
  | Documented<429, Errors | undefined>
  | Documented<500, Errors | undefined>
  | Undocumented

const createClientTokenOperation: Operation = {
  id: 'createClientToken',
  method: 'POST',
  path: '/oauth/access_token',
  body: { type: 'form', schema: ClientTokenRequest },
  responses: {
    '200': ClientToken,
    '400': Errors,
    '401': Errors,
    '429': Errors,
    '500': Errors,
  },
}

/**
 * Issues a token for an application, from its client id alone or together with its client secret. The
 * `grant_type` of the body says which. There is no refresh token: when the token nears its end, ask for
 * another.
 *
 * @returns A member of {@link CreateClientTokenResult} per documented status. No HTTP status is thrown.
 */
export function createClientToken(
  transport: Transport,
  request: CreateClientTokenRequest,
  options?: CallOptions,
): Promise<CreateClientTokenResult> {
  return transport(createClientTokenOperation, request, options)
}
