// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.
import { type Schema, schema } from '@auth/core/api'

/** The answer 200 to `createAccessToken`. */
export interface CreateAccessToken200 {
  /** The access token. */
  readonly access_token: string
  /** Always `Bearer`. */
  readonly token_type: string
  /** Lifetime in seconds. */
  readonly expires_in?: number | undefined
  /** The granted scopes. */
  readonly scope?: string | undefined
}

export const CreateAccessToken200: Schema<CreateAccessToken200> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['access_token', 'token_type'],
  properties: {
    access_token: { type: 'string', minLength: 1, secret: true },
    token_type: { type: 'string' },
    expires_in: { type: 'integer' },
    scope: { type: 'string' },
  },
})

/** What `createAccessToken` sends. */
export interface CreateAccessTokenBody {
  /** Always `client_credentials`. */
  readonly grant_type: 'client_credentials'
  /** Scopes, separated by spaces. */
  readonly scope?: string | undefined
}

export const CreateAccessTokenBody: Schema<CreateAccessTokenBody> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['grant_type'],
  properties: {
    grant_type: { type: 'string', enum: ['client_credentials'] },
    scope: { type: 'string' },
  },
})

/** An OAuth 2.0 error. */
export interface OAuthError {
  /** The kind of error. */
  readonly error?: string | undefined
  /** More about the error. */
  readonly error_description?: string | undefined
}

export const OAuthError: Schema<OAuthError> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    error: { type: 'string' },
    error_description: { type: 'string' },
  },
})
