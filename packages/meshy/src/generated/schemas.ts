// Written by `pnpm generate` from the OpenAPI document. Do not edit.
import { type Schema, schema } from '@auth/core/api'

/**
 * An OAuth 2.0 error (RFC 6749, section 5.2).
 */
export interface OAuthError {
  /**
   * The kind of error.
   */
  error:
    | 'invalid_client'
    | 'invalid_grant'
    | 'invalid_request'
    | 'invalid_scope'
    | 'unauthorized_client'
    | 'unsupported_grant_type'
    | 'unsupported_token_type'
    | (string & {})
  /**
   * More about the error, in the server's words. May be absent.
   */
  error_description?: string | undefined
}

export const OAuthError: Schema<OAuthError> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['error'],
  properties: {
    error: { type: 'string' },
    error_description: { type: 'string' },
  },
})

/**
 * A username and password (RFC 6749, section 4.3).
 */
export interface PasswordGrant {
  /**
   * The public key of the account (not its name). Public, not a secret.
   */
  client_id: string
  /**
   * Always `password`.
   */
  grant_type: 'password'
  /**
   * The unique user name.
   */
  username: string
  /**
   * The password. For an anonymous user it is always `nopassword`.
   */
  password: string
  /**
   * Space separated scopes. Without `offline_access` no refresh token is issued.
   */
  scope?: string | undefined
}

export const PasswordGrant: Schema<PasswordGrant> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['client_id', 'grant_type', 'username', 'password'],
  properties: {
    client_id: { type: 'string' },
    grant_type: { type: 'string', enum: ['password'] },
    username: { type: 'string', secret: true },
    password: { type: 'string', secret: true },
    scope: { type: 'string' },
  },
})

/**
 * A refresh token (RFC 6749, section 6). It can be used once; the response carries the next one.
 */
export interface RefreshTokenGrant {
  /**
   * The public key of the account (not its name). Public, not a secret.
   */
  client_id: string
  /**
   * Always `refresh_token`.
   */
  grant_type: 'refresh_token'
  /**
   * The newest refresh token of the session.
   */
  refresh_token: string
}

export const RefreshTokenGrant: Schema<RefreshTokenGrant> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['client_id', 'grant_type', 'refresh_token'],
  properties: {
    client_id: { type: 'string' },
    grant_type: { type: 'string', enum: ['refresh_token'] },
    refresh_token: { type: 'string', secret: true },
  },
})

/**
 * The token to revoke.
 */
export interface RevocationRequest {
  /**
   * The public key of the account (not its name). Public, not a secret.
   */
  client_id: string
  /**
   * The refresh token to revoke.
   */
  token: string
  /**
   * Says that `token` is a refresh token.
   */
  token_type_hint?: 'refresh_token' | undefined
}

export const RevocationRequest: Schema<RevocationRequest> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['client_id', 'token'],
  properties: {
    client_id: { type: 'string' },
    token: { type: 'string', secret: true },
    token_type_hint: { type: 'string', enum: ['refresh_token'] },
  },
})

/**
 * What to exchange for tokens. `grant_type` selects the variant.
 */
export type TokenRequest = PasswordGrant | RefreshTokenGrant

export const TokenRequest: Schema<TokenRequest> = /* @__PURE__ */ schema({
  type: 'union',
  on: 'grant_type',
  variants: {
    password: () => PasswordGrant,
    refresh_token: () => RefreshTokenGrant,
  },
})

/**
 * The tokens of a session.
 */
export interface TokenResponse {
  /**
   * The access token, a JWT, for `Authorization` with the scheme `Bearer`.
   */
  access_token: string
  /**
   * Lifetime of the access token in seconds, typically 3600.
   */
  expires_in?: number | undefined
  /**
   * How the token is presented. Always `Bearer`.
   */
  token_type?: string | undefined
  /**
   * Renews the session once. Absent without the scope `offline_access`.
   */
  refresh_token?: string | undefined
  /**
   * The granted scopes, space separated. Sent by newer servers only.
   */
  scope?: string | undefined
  /**
   * An OpenID Connect identity token. May come with a renewal when the scope `openid` was granted.
   */
  id_token?: string | undefined
}

export const TokenResponse: Schema<TokenResponse> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['access_token'],
  properties: {
    access_token: { type: 'string', minLength: 1, secret: true },
    expires_in: { type: 'integer', lenient: true },
    token_type: { type: 'string' },
    refresh_token: { type: 'string', minLength: 1, secret: true },
    scope: { type: 'string' },
    id_token: { type: 'string', secret: true },
  },
})
