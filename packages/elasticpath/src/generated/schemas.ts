// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.
import { type Schema, schema } from '@auth/core/api'

/**
 * A token with which the member acts for one account. Later calls present it in the header
 * `EP-Account-Management-Authentication-Token`, beside the client token in `Authorization`.
 */
export interface AccountManagementAuthenticationToken {
  /** The account's name, for display. Several accounts may share a name. */
  readonly account_name?: string | undefined
  /** The account this token acts for, a UUID. Not a secret. */
  readonly account_id: string
  /** The token, a JWT that a client has no need to read. */
  readonly token: string
  /** What this is. Always `account_management_authentication_token`. */
  readonly type?: 'account_management_authentication_token' | (string & {}) | undefined
  /**
   * When the token ends, as an ISO 8601 date-time in UTC with milliseconds and `Z`. The milliseconds have
   * no meaning. Typically 24 hours ahead, a setting of the store, and not always the same for all tokens
   * of a list. Prose in the docs calls it epoch time (seconds), which no sample shows. Always there in
   * samples, and not required in the published OpenAPI files.
   */
  readonly expires?: string | undefined
}

export const AccountManagementAuthenticationToken: Schema<AccountManagementAuthenticationToken> =
  /* @__PURE__ */ schema({
    type: 'object',
    required: ['account_id', 'token'],
    properties: {
      account_name: { type: 'string' },
      account_id: { type: 'string' },
      token: { type: 'string', minLength: 1, secret: true },
      type: { type: 'string' },
      expires: { type: 'string', minLength: 1, lenient: true },
    },
  })

/**
 * A token issued earlier and still valid, which goes into the header
 * `EP-Account-Management-Authentication-Token` and not into the body. Renews it, and lists the tokens
 * of all accounts again. An expired token cannot be renewed.
 */
export interface AccountManagementTokenMechanism {
  /** What is asked for. Always `account_management_authentication_token`. */
  readonly type: 'account_management_authentication_token'
  /** Always `account_management_authentication_token`. */
  readonly authentication_mechanism: 'account_management_authentication_token'
}

export const AccountManagementTokenMechanism: Schema<AccountManagementTokenMechanism> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['type', 'authentication_mechanism'],
  properties: {
    type: { type: 'string', enum: ['account_management_authentication_token'] },
    authentication_mechanism: { type: 'string', enum: ['account_management_authentication_token'] },
  },
})

/** How the account member proves who they are. `authentication_mechanism` selects the variant. */
export type AccountMemberTokenRequest =
  | AccountManagementTokenMechanism
  | OidcMechanism
  | PasswordMechanism
  | PasswordlessMechanism
  | SelfSignupMechanism

export const AccountMemberTokenRequest: Schema<AccountMemberTokenRequest> = /* @__PURE__ */ schema({
  type: 'union',
  on: 'authentication_mechanism',
  variants: {
    account_management_authentication_token: () => AccountManagementTokenMechanism,
    oidc: () => OidcMechanism,
    password: () => PasswordMechanism,
    passwordless: () => PasswordlessMechanism,
    self_signup: () => SelfSignupMechanism,
  },
})

/** The body of a request for account member tokens. Everything is inside `data`. */
export interface AccountMemberTokenRequestEnvelope {
  readonly data: AccountMemberTokenRequest
}

export const AccountMemberTokenRequestEnvelope: Schema<AccountMemberTokenRequestEnvelope> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['data'],
  properties: {
    data: { type: 'ref', to: () => AccountMemberTokenRequest },
  },
})

/** One page of an account member's tokens. */
export interface AccountMemberTokens {
  readonly meta?: AccountMemberTokensMeta | undefined
  /**
   * A token for each account on this page, in no documented order. Empty if the member belongs to no
   * account.
   */
  readonly data: ReadonlyArray<AccountManagementAuthenticationToken>
  readonly links?: PageLinks | undefined
}

export const AccountMemberTokens: Schema<AccountMemberTokens> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['data'],
  properties: {
    meta: { type: 'ref', to: () => AccountMemberTokensMeta },
    data: { type: 'array', items: { type: 'ref', to: () => AccountManagementAuthenticationToken } },
    links: { type: 'ref', to: () => PageLinks },
  },
})

/** Who signed in, and where this page is in the whole list. */
export interface AccountMemberTokensMeta {
  /** The account member who was authenticated, a UUID. Older servers leave it out. */
  readonly account_member_id?: string | undefined
  readonly page?: Page | undefined
  readonly results?: PageResults | undefined
}

export const AccountMemberTokensMeta: Schema<AccountMemberTokensMeta> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    account_member_id: { type: 'string' },
    page: { type: 'ref', to: () => Page },
    results: { type: 'ref', to: () => PageResults },
  },
})

/**
 * A client id and its secret (RFC 6749, section 4.4), for services. Not for browsers, and not meant to
 * be combined with account member tokens.
 */
export interface ClientCredentialsGrant {
  /** Always `client_credentials`. */
  readonly grant_type: 'client_credentials'
  /** The client id of the application key. Public, not a secret. */
  readonly client_id: string
  /** The client secret of the application key. It gives full access to the store. */
  readonly client_secret: string
}

export const ClientCredentialsGrant: Schema<ClientCredentialsGrant> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['grant_type', 'client_id', 'client_secret'],
  properties: {
    grant_type: { type: 'string', enum: ['client_credentials'] },
    client_id: { type: 'string' },
    client_secret: { type: 'string', secret: true },
  },
})

/**
 * A token for an application. The docs' samples and the clients have its fields at the top; one
 * published OpenAPI file has them inside `data`.
 */
export interface ClientToken {
  /**
   * The client token, for `Authorization` with the scheme `Bearer`. Not a JWT. Missing only where `data`
   * has it.
   */
  readonly access_token?: string | undefined
  /** How the token is presented. Always `Bearer`. */
  readonly token_type?: string | undefined
  /** Lifetime of the token in seconds, typically 3600. */
  readonly expires_in?: number | undefined
  /** When the token ends, in seconds since 1970 (unlike the `expires` of an account member token). */
  readonly expires?: number | undefined
  /** The grant with which the token was issued. */
  readonly identifier?: 'implicit' | 'client_credentials' | (string & {}) | undefined
  readonly data?: ClientTokenData | undefined
}

export const ClientToken: Schema<ClientToken> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    access_token: { type: 'string', minLength: 1, secret: true },
    token_type: { type: 'string' },
    expires_in: { type: 'number', lenient: true },
    expires: { type: 'number', lenient: true },
    identifier: { type: 'string' },
    data: { type: 'ref', to: () => ClientTokenData },
  },
})

/** The fields of a client token, one level down. */
export interface ClientTokenData {
  /** The client token, for `Authorization` with the scheme `Bearer`. Not a JWT. */
  readonly access_token: string
  /** How the token is presented. Always `Bearer`. */
  readonly token_type?: string | undefined
  /** Lifetime of the token in seconds, typically 3600. */
  readonly expires_in?: number | undefined
  /** When the token ends, in seconds since 1970 (unlike the `expires` of an account member token). */
  readonly expires?: number | undefined
  /** The grant with which the token was issued. */
  readonly identifier?: 'implicit' | 'client_credentials' | (string & {}) | undefined
}

export const ClientTokenData: Schema<ClientTokenData> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['access_token'],
  properties: {
    access_token: { type: 'string', minLength: 1, secret: true },
    token_type: { type: 'string' },
    expires_in: { type: 'number', lenient: true },
    expires: { type: 'number', lenient: true },
    identifier: { type: 'string' },
  },
})

/** Which application asks. `grant_type` selects the variant. */
export type ClientTokenRequest = ClientCredentialsGrant | ImplicitGrant

export const ClientTokenRequest: Schema<ClientTokenRequest> = /* @__PURE__ */ schema({
  type: 'union',
  on: 'grant_type',
  variants: {
    client_credentials: () => ClientCredentialsGrant,
    implicit: () => ImplicitGrant,
  },
})

/**
 * One error. Most have `status` and `title`; some have only `title` and `detail`, or `code` in place of
 * `status`.
 */
export interface ErrorItem {
  /**
   * The HTTP status. A string from the account services, a number from the gateway, and missing in some
   * errors.
   */
  readonly status?: string | undefined
  /** A code for the error, from some services in place of `status`. */
  readonly code?: string | undefined
  /** A short name of the kind of error. */
  readonly title?: string | undefined
  /** More about this error, in the server's words. May be absent. */
  readonly detail?: string | undefined
  /**
   * Which part of the request is at fault. The docs show the name of a field as a string; JSON:API, whose
   * error format this follows, has an object here.
   */
  readonly source?: unknown | undefined
  /** Identifies the request to support. Sent with some errors of the server. */
  readonly request_id?: string | undefined
  /** Whatever else the server tells about this error, as JSON:API allows. */
  readonly meta?: unknown | undefined
}

export const ErrorItem: Schema<ErrorItem> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    status: { type: 'string', lenient: true },
    code: { type: 'string' },
    title: { type: 'string' },
    detail: { type: 'string' },
    source: { type: 'any' },
    request_id: { type: 'string' },
    meta: { type: 'any' },
  },
})

/**
 * What went wrong. Usually `errors` is an array of one error; some services send the error itself
 * there. A gateway in front of the API may answer with something that is not JSON.
 */
export interface Errors {
  /** The errors, as an array, or a single error as an object. */
  readonly errors?: ReadonlyArray<ErrorItem> | undefined
}

export const Errors: Schema<Errors> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    errors: { type: 'array', items: { type: 'ref', to: () => ErrorItem }, lenient: true },
  },
})

/**
 * A client id alone, for storefronts. The token reads the catalog and writes carts and checkouts; it is
 * what account member tokens are meant to go with.
 */
export interface ImplicitGrant {
  /** Always `implicit`. */
  readonly grant_type: 'implicit'
  /** The client id of the application key. Public, not a secret. */
  readonly client_id: string
}

export const ImplicitGrant: Schema<ImplicitGrant> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['grant_type', 'client_id'],
  properties: {
    grant_type: { type: 'string', enum: ['implicit'] },
    client_id: { type: 'string' },
  },
})

/**
 * The outcome of an authorization code flow with PKCE (RFC 7636) at an OpenID Connect provider. It
 * needs no password profile.
 */
export interface OidcMechanism {
  /** What is asked for. Always `account_management_authentication_token`. */
  readonly type: 'account_management_authentication_token'
  /** Always `oidc`. */
  readonly authentication_mechanism: 'oidc'
  /** The authorization code that came with the redirect. To be used once. */
  readonly oauth_authorization_code: string
  /** The redirect URI of the flow, one of those registered with the authentication realm. */
  readonly oauth_redirect_uri: string
  /** The PKCE verifier whose S256 challenge began the flow. */
  readonly oauth_code_verifier: string
}

export const OidcMechanism: Schema<OidcMechanism> = /* @__PURE__ */ schema({
  type: 'object',
  required: [
    'type',
    'authentication_mechanism',
    'oauth_authorization_code',
    'oauth_redirect_uri',
    'oauth_code_verifier',
  ],
  properties: {
    type: { type: 'string', enum: ['account_management_authentication_token'] },
    authentication_mechanism: { type: 'string', enum: ['oidc'] },
    oauth_authorization_code: { type: 'string', secret: true },
    oauth_redirect_uri: { type: 'string' },
    oauth_code_verifier: { type: 'string', secret: true },
  },
})

/** The place of this page in the list. */
export interface Page {
  /** How many accounts a page holds at most, typically 25, and 20 in the docs' sample. */
  readonly limit?: number | undefined
  /** How many accounts come before this page. */
  readonly offset?: number | undefined
  /** The number of this page. Sources disagree on whether the first is 1 or 0, so do not rely on it. */
  readonly current?: number | undefined
  /** The number of pages. */
  readonly total?: number | undefined
}

export const Page: Schema<Page> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    limit: { type: 'integer' },
    offset: { type: 'integer' },
    current: { type: 'integer' },
    total: { type: 'integer' },
  },
})

/**
 * Addresses of this page and others. One that does not exist is the string `null`, a real null, an
 * empty string or missing. A link may come with the scheme http: build addresses from the API's own
 * base instead of following it.
 */
export interface PageLinks {
  /** The URL of this page. */
  readonly current?: string | null | undefined
  /** The URL of the first page. */
  readonly first?: string | null | undefined
  /** The URL of the last page. May be null when there is only one. */
  readonly last?: string | null | undefined
  /** The URL of the next page, or on the last page the string `null` or a real null. */
  readonly next?: string | null | undefined
  /** The URL of the page before, or on the first page the string `null` or a real null. */
  readonly prev?: string | null | undefined
}

export const PageLinks: Schema<PageLinks> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    current: { type: 'string', nullable: true },
    first: { type: 'string', nullable: true },
    last: { type: 'string', nullable: true },
    next: { type: 'string', nullable: true },
    prev: { type: 'string', nullable: true },
  },
})

/** The size of the whole list. */
export interface PageResults {
  /** The number of accounts on all pages together. */
  readonly total?: number | undefined
}

export const PageResults: Schema<PageResults> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    total: { type: 'integer' },
  },
})

/** A username and a password. */
export interface PasswordMechanism {
  /** What is asked for. Always `account_management_authentication_token`. */
  readonly type: 'account_management_authentication_token'
  /** Always `password`. */
  readonly authentication_mechanism: 'password'
  /** The password profile that holds the username, a UUID. Not a secret. */
  readonly password_profile_id: string
  /**
   * The name the member signs in with, often an email address. Storefronts commonly send it in lower
   * case; the server's rule is not documented.
   */
  readonly username: string
  /** The member's password in this profile. */
  readonly password: string
}

export const PasswordMechanism: Schema<PasswordMechanism> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['type', 'authentication_mechanism', 'password_profile_id', 'username', 'password'],
  properties: {
    type: { type: 'string', enum: ['account_management_authentication_token'] },
    authentication_mechanism: { type: 'string', enum: ['password'] },
    password_profile_id: { type: 'string' },
    username: { type: 'string', secret: true },
    password: { type: 'string', secret: true },
  },
})

/** A username and a one-time code, in a password profile that allows such codes. */
export interface PasswordlessMechanism {
  /** What is asked for. Always `account_management_authentication_token`. */
  readonly type: 'account_management_authentication_token'
  /** Always `passwordless`. */
  readonly authentication_mechanism: 'passwordless'
  /** The password profile that holds the username, a UUID. Not a secret. */
  readonly password_profile_id: string
  /** The name the member signs in with, often an email address. */
  readonly username: string
  /** The code that the member was sent. Valid for 10 minutes, and meant to be used once. */
  readonly one_time_password_token: string
}

export const PasswordlessMechanism: Schema<PasswordlessMechanism> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['type', 'authentication_mechanism', 'password_profile_id', 'username', 'one_time_password_token'],
  properties: {
    type: { type: 'string', enum: ['account_management_authentication_token'] },
    authentication_mechanism: { type: 'string', enum: ['passwordless'] },
    password_profile_id: { type: 'string' },
    username: { type: 'string', secret: true },
    one_time_password_token: { type: 'string', secret: true },
  },
})

/**
 * Creates an account member and signs them in, where the store allows it. Whether they get an account
 * too is a setting of the store; if not, the list of tokens is empty.
 */
export interface SelfSignupMechanism {
  /** What is asked for. Always `account_management_authentication_token`. */
  readonly type: 'account_management_authentication_token'
  /** Always `self_signup`. */
  readonly authentication_mechanism: 'self_signup'
  /** The password profile in which to create the username, a UUID. Not a secret. */
  readonly password_profile_id: string
  /** The name to sign in with from now on, preferably an email address. */
  readonly username: string
  /**
   * The password to sign in with from now on. Stores may have rules for it, such as a length of 8 or
   * more.
   */
  readonly password: string
  /** The full name of the person. Personal data, kept out of logs like a secret. */
  readonly name: string
  /** The email address of the person. */
  readonly email: string
  /** The first name of the person. Known to newer servers only. */
  readonly given_name?: string | null | undefined
  /** The middle name of the person. Known to newer servers only. */
  readonly middle_name?: string | null | undefined
  /** The last name of the person. Known to newer servers only. */
  readonly family_name?: string | null | undefined
}

export const SelfSignupMechanism: Schema<SelfSignupMechanism> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['type', 'authentication_mechanism', 'password_profile_id', 'username', 'password', 'name', 'email'],
  properties: {
    type: { type: 'string', enum: ['account_management_authentication_token'] },
    authentication_mechanism: { type: 'string', enum: ['self_signup'] },
    password_profile_id: { type: 'string' },
    username: { type: 'string', secret: true },
    password: { type: 'string', secret: true },
    name: { type: 'string', secret: true },
    email: { type: 'string', secret: true },
    given_name: { type: 'string', nullable: true, secret: true },
    middle_name: { type: 'string', nullable: true, secret: true },
    family_name: { type: 'string', nullable: true, secret: true },
  },
})
