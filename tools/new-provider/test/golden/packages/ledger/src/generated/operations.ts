// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.
import type { CallOptions, Documented, Operation, Server, Transport, Undocumented } from '@auth/core/api'
import { CreateAccessToken200, CreateAccessTokenBody, OAuthError } from './schemas.ts'

/** Where the operations are served. */
export const server: Server = {
  url: 'https://api.ledger.test',
  variables: {},
}

/** What `createAccessToken` sends. */
export interface CreateAccessTokenRequest {
  /** User name and password for `Authorization: Basic`. */
  readonly clientBasic: { readonly username: string; readonly password: string }
  /** The request body. */
  readonly body: CreateAccessTokenBody
}

/**
 * Every documented answer to `createAccessToken`:
 * - 200: The access token.
 * - 400: The request was refused (RFC 6749, section 5.2).
 * - 401: The request was refused (RFC 6749, section 5.2).
 * - 429: Too many requests.
 * - 503: The token service is being updated.
 */
export type CreateAccessTokenResult =
  | Documented<200, CreateAccessToken200>
  | Documented<400, OAuthError | undefined>
  | Documented<401, OAuthError | undefined>
  | Documented<429, undefined>
  | Documented<503, undefined>
  | Undocumented

const createAccessTokenOperation: Operation = {
  id: 'createAccessToken',
  method: 'POST',
  path: '/oauth2/token',
  security: [{ type: 'basic', from: 'clientBasic' }],
  body: { type: 'form', schema: CreateAccessTokenBody },
  responses: {
    '200': CreateAccessToken200,
    '400': OAuthError,
    '401': OAuthError,
    '429': undefined,
    '503': undefined,
  },
}

/**
 * Issue an access token
 *
 * @returns A member of {@link CreateAccessTokenResult} per documented status. No HTTP status is thrown.
 */
export function createAccessToken(
  transport: Transport,
  request: CreateAccessTokenRequest,
  options?: CallOptions,
): Promise<CreateAccessTokenResult> {
  return transport(createAccessTokenOperation, request, options)
}
