// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.
import { type Schema, schema } from '@auth/core/api'

/** The user to register. */
export interface AnonymousRegistration {
  /** The name to sign in with, unique in the tenant. Official SDKs make up a UUID. */
  readonly username: string
}

export const AnonymousRegistration: Schema<AnonymousRegistration> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['username'],
  properties: {
    username: { type: 'string', minLength: 1, secret: true },
  },
})

/** An error of the API host. Fields beside `message` are not documented. */
export interface ApiError {
  /** The error in the server's words. */
  readonly message: string
}

export const ApiError: Schema<ApiError> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['message'],
  properties: {
    message: { type: 'string' },
  },
})

/** An OAuth 2.0 error (RFC 6749, section 5.2). */
export interface OAuthError {
  /** The kind of error. */
  readonly error:
    | 'invalid_client'
    | 'invalid_grant'
    | 'invalid_request'
    | 'invalid_scope'
    | 'unauthorized_client'
    | 'unsupported_grant_type'
    | 'unsupported_token_type'
    | (string & {})
  /** More about the error, in the server's words. May be absent. */
  readonly error_description?: string | undefined
}

export const OAuthError: Schema<OAuthError> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['error'],
  properties: {
    error: { type: 'string' },
    error_description: { type: 'string' },
  },
})

/** A username and password (RFC 6749, section 4.3). */
export interface PasswordGrant {
  /** The public key of the account (not its name). Public, not a secret. */
  readonly client_id: string
  /** Always `password`. */
  readonly grant_type: 'password'
  /** The unique user name. */
  readonly username: string
  /** The password. For an anonymous user it is always `nopassword`. */
  readonly password: string
  /** Space separated scopes. Without `offline_access` no refresh token is issued. */
  readonly scope?: string | undefined
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

/** A refresh token (RFC 6749, section 6). It can be used once; the response carries the next one. */
export interface RefreshTokenGrant {
  /** The public key of the account (not its name). Public, not a secret. */
  readonly client_id: string
  /** Always `refresh_token`. */
  readonly grant_type: 'refresh_token'
  /** The newest refresh token of the session. */
  readonly refresh_token: string
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

/** The token to revoke. */
export interface RevocationRequest {
  /** The public key of the account (not its name). Public, not a secret. */
  readonly client_id: string
  /** The refresh token to revoke. */
  readonly token: string
  /** Says that `token` is a refresh token. */
  readonly token_type_hint?: 'refresh_token' | undefined
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

/** A question that recovers a password. */
export interface SecurityQuestion {
  /** The question. */
  readonly question?: string | null | undefined
  /** The answer, or a digest of it. */
  readonly answer?: string | null | undefined
}

export const SecurityQuestion: Schema<SecurityQuestion> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    question: { type: 'string', nullable: true },
    answer: { type: 'string', nullable: true, secret: true },
  },
})

/** What to exchange for tokens. `grant_type` selects the variant. */
export type TokenRequest = PasswordGrant | RefreshTokenGrant

export const TokenRequest: Schema<TokenRequest> = /* @__PURE__ */ schema({
  type: 'union',
  on: 'grant_type',
  variants: {
    password: () => PasswordGrant,
    refresh_token: () => RefreshTokenGrant,
  },
})

/** The tokens of a session. */
export interface TokenResponse {
  /** The access token, a JWT, for `Authorization` with the scheme `Bearer`. */
  readonly access_token: string
  /**
   * Lifetime of the access token in seconds, typically 3600. Some OAuth servers write a fraction, or a
   * text.
   */
  readonly expires_in?: number | undefined
  /** How the token is presented. Always `Bearer`. */
  readonly token_type?: string | undefined
  /** Renews the session once. Absent without the scope `offline_access`. */
  readonly refresh_token?: string | undefined
  /** The granted scopes, space separated. Sent by newer servers only. */
  readonly scope?: string | undefined
  /** An OpenID Connect identity token. May come with a renewal when the scope `openid` was granted. */
  readonly id_token?: string | undefined
}

export const TokenResponse: Schema<TokenResponse> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['access_token'],
  properties: {
    access_token: { type: 'string', minLength: 1, secret: true },
    expires_in: { type: 'number', lenient: true },
    token_type: { type: 'string' },
    refresh_token: { type: 'string', minLength: 1, secret: true },
    scope: { type: 'string' },
    id_token: { type: 'string', secret: true },
  },
})

/** A user, as the API shows it. Fields that nobody has filled are null. */
export interface User {
  /** The id of the user, 24 hexadecimal digits. */
  readonly id?: string | null | undefined
  /** The unique user name. */
  readonly username: string
  /** The first name. */
  readonly firstName?: string | null | undefined
  /** The last name. */
  readonly lastName?: string | null | undefined
  /** Whether the user's contact was verified. Never for an anonymous user. */
  readonly verified?: boolean | null | undefined
  /** Whether the user may sign in. */
  readonly isActive?: boolean | null | undefined
  /** The phone number. */
  readonly phoneNumber?: string | null | undefined
  /** The e-mail address. */
  readonly emailAddress?: string | null | undefined
  /** The roles of the user. Never of an anonymous one. */
  readonly roles?: ReadonlyArray<UserRole> | null | undefined
  /** Questions for the recovery of a password. */
  readonly securityQuestions?: ReadonlyArray<SecurityQuestion> | null | undefined
  /** Whether the user is an anonymous one. */
  readonly anonymous?: boolean | null | undefined
  /** When the user was last there. */
  readonly lastAccessed?: string | null | undefined
}

export const User: Schema<User> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['username'],
  properties: {
    id: { type: 'string', nullable: true },
    username: { type: 'string', minLength: 1, secret: true },
    firstName: { type: 'string', nullable: true, secret: true },
    lastName: { type: 'string', nullable: true, secret: true },
    verified: { type: 'boolean', nullable: true },
    isActive: { type: 'boolean', nullable: true },
    phoneNumber: { type: 'string', nullable: true, secret: true },
    emailAddress: { type: 'string', nullable: true, secret: true },
    roles: { type: 'array', items: { type: 'ref', to: () => UserRole }, nullable: true },
    securityQuestions: { type: 'array', items: { type: 'ref', to: () => SecurityQuestion }, nullable: true },
    anonymous: { type: 'boolean', nullable: true },
    lastAccessed: { type: 'string', nullable: true },
  },
})

/** A role that a user has. */
export interface UserRole {
  /** The name of the role. */
  readonly name?: string | null | undefined
  /** When the user was given it. */
  readonly addedDate?: string | null | undefined
}

export const UserRole: Schema<UserRole> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    name: { type: 'string', nullable: true },
    addedDate: { type: 'string', nullable: true },
  },
})
