// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.
import { type Schema, schema } from '@auth/core/api'

/**
 * What went wrong, in one of three shapes. Servers of January and February 2016 send `errors`. Later
 * ones send `message`, which may be null. A refused field comes under its own name with a text, for
 * example `{"client_id":"Invalid value"}`. The JSON often comes without a Content-Type, and a body may
 * also be empty, plain text or HTML.
 */
export interface GooruError {
  /** The error in the server's words. */
  readonly message?: string | null | undefined
  /** The errors, as the first servers sent them. */
  readonly errors?: ReadonlyArray<GooruErrorDetail> | null | undefined
  /** Why this field of the request was refused. Not its value. Servers since 2017, status 400. */
  readonly client_key?: string | null | undefined
  /** Why this field of the request was refused. Not its value. Servers since 2017, status 400. */
  readonly client_id?: string | null | undefined
  /** Why this field of the request was refused. Not its value. Servers since 2017, status 400. */
  readonly grant_type?: string | null | undefined
  /** Why this field of the request was refused. Not its value. Servers since 2017, status 400. */
  readonly app_id?: string | null | undefined
  /** Why this field of the request was refused. Not its value. Servers since 2017, status 400. */
  readonly long_lived_access?: string | null | undefined
}

export const GooruError: Schema<GooruError> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    message: { type: 'string', nullable: true },
    errors: { type: 'array', items: { type: 'ref', to: () => GooruErrorDetail }, nullable: true },
    client_key: { type: 'string', nullable: true },
    client_id: { type: 'string', nullable: true },
    grant_type: { type: 'string', nullable: true },
    app_id: { type: 'string', nullable: true },
    long_lived_access: { type: 'string', nullable: true },
  },
})

/** One error, as the first servers sent it. */
export interface GooruErrorDetail {
  /** The letters AUE and the HTTP status. */
  readonly code?: string | null | undefined
  /** The error in the server's words. */
  readonly message?: string | null | undefined
  /** The kind of error; one kind for each of the statuses 400, 401, 403, 404 and 500. */
  readonly type?:
    | 'params_invalid'
    | 'authorization_error'
    | 'permission_error'
    | 'unknown_record'
    | 'api_error'
    | (string & {})
    | null
    | undefined
}

export const GooruErrorDetail: Schema<GooruErrorDetail> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    code: { type: 'string', nullable: true },
    message: { type: 'string', nullable: true },
    type: { type: 'string', nullable: true },
  },
})

/** What a renewal asks for. Without a field it is an empty object, which must be sent all the same. */
export interface RenewalRequest {
  /** Whether to issue a new refresh token too, which ends the one that is used. */
  readonly long_lived_access?: boolean | undefined
}

export const RenewalRequest: Schema<RenewalRequest> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    long_lived_access: { type: 'boolean' },
  },
})

/**
 * The session of a valid token. The token itself is not repeated. Fields and eras as in the sign-in
 * response.
 */
export interface SessionDetails {
  /** The id of the person, a UUID, or `anonymous`. */
  readonly user_id: string
  /** The name of the person's account. Absent for an anonymous visitor. */
  readonly username?: string | null | undefined
  /** The id of the application. Absent on servers since 2017. */
  readonly client_id?: string | null | undefined
  /** When the token was issued, in milliseconds since 1970, on the server's clock. Use does not change it. */
  readonly provided_at?: number | null | undefined
  readonly prefs?: UserPreferences | undefined
  /** Base addresses of files by name, without a scheme. */
  readonly cdn_urls?: Readonly<Record<string, string>> | null | undefined
  /** Lifetime of the token in seconds without use; use prolongs it. Servers since 2017. */
  readonly access_token_validity?: number | null | undefined
  /** The person's e-mail address. Servers since 2017. */
  readonly email?: string | null | undefined
  /** The person's first name. Servers from April 2016 to January 2017. */
  readonly firstname?: string | null | undefined
  /** The person's last name. Servers from April 2016 to January 2017. */
  readonly lastname?: string | null | undefined
  /** The person's first name. Servers since 2017. */
  readonly first_name?: string | null | undefined
  /** The person's last name. Servers since 2017. */
  readonly last_name?: string | null | undefined
  /** What kind of user the person is. Servers since April 2016. */
  readonly user_category?:
    | 'teacher'
    | 'student'
    | 'parent'
    | 'other'
    | 'school_admin'
    | 'school_district_admin'
    | (string & {})
    | null
    | undefined
  /** The person's picture, below an address of `cdn_urls`. Servers since 2017. */
  readonly thumbnail?: string | null | undefined
  /** The id of the app within the client, where one was sent. Servers since 2017. */
  readonly app_id?: string | null | undefined
  /** The id of the partner whose client this is. Servers since 2017. */
  readonly partner_id?: string | null | undefined
  readonly tenant?: TenantSummary | undefined
  /** The person's settings, with keys of the server's choice. Servers since 2017. */
  readonly preference_settings?: Readonly<Record<string, unknown>> | null | undefined
  /** Names of what the person's roles allow, or null without a role. Servers since 2017. */
  readonly permissions?: ReadonlyArray<string> | null | undefined
  /** What client applications keep for the person, with keys of their choice. Servers since 2017. */
  readonly client_state?: Readonly<Record<string, unknown>> | null | undefined
}

export const SessionDetails: Schema<SessionDetails> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['user_id'],
  properties: {
    user_id: { type: 'string', minLength: 1 },
    username: { type: 'string', nullable: true, secret: true },
    client_id: { type: 'string', nullable: true },
    provided_at: { type: 'number', nullable: true, lenient: true },
    prefs: { type: 'ref', to: () => UserPreferences },
    cdn_urls: { type: 'map', values: { type: 'string' }, nullable: true },
    access_token_validity: { type: 'number', nullable: true, lenient: true },
    email: { type: 'string', nullable: true, secret: true },
    firstname: { type: 'string', nullable: true, secret: true },
    lastname: { type: 'string', nullable: true, secret: true },
    first_name: { type: 'string', nullable: true, secret: true },
    last_name: { type: 'string', nullable: true, secret: true },
    user_category: { type: 'string', nullable: true },
    thumbnail: { type: 'string', nullable: true },
    app_id: { type: 'string', nullable: true },
    partner_id: { type: 'string', nullable: true },
    tenant: { type: 'ref', to: () => TenantSummary },
    preference_settings: { type: 'map', values: { type: 'any' }, nullable: true },
    permissions: { type: 'array', items: { type: 'string' }, nullable: true },
    client_state: { type: 'map', values: { type: 'any' }, nullable: true },
  },
})

/** A framework of educational standards and the subject preferred in it. */
export interface TaxonomyPreference {
  /** Code of the framework. */
  readonly standard_framework_code?: string | null | undefined
  /** Code of the subject. */
  readonly default_subject_code?: string | null | undefined
}

export const TaxonomyPreference: Schema<TaxonomyPreference> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    standard_framework_code: { type: 'string', nullable: true },
    default_subject_code: { type: 'string', nullable: true },
  },
})

/** The tenant (an institution) that the session belongs to. Servers since 2017. */
export interface TenantSummary {
  /** The id of the tenant, a UUID. */
  readonly tenant_id?: string | null | undefined
  /** The short name of the tenant. */
  readonly short_name?: string | null | undefined
  /** The id of the topmost tenant above this one, where there is one. */
  readonly tenant_root?: string | null | undefined
  /** The full name of the tenant. Servers of 2020. */
  readonly name?: string | null | undefined
  /** The tenant's picture. Servers of 2020. */
  readonly image_url?: string | null | undefined
  /** The tenant's settings, with keys of the server's choice. Servers of 2020. */
  readonly settings?: Readonly<Record<string, unknown>> | null | undefined
}

export const TenantSummary: Schema<TenantSummary> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    tenant_id: { type: 'string', nullable: true },
    short_name: { type: 'string', nullable: true },
    tenant_root: { type: 'string', nullable: true },
    name: { type: 'string', nullable: true },
    image_url: { type: 'string', nullable: true },
    settings: { type: 'map', values: { type: 'any' }, nullable: true },
  },
})

/**
 * The application that asks, and for whom. Who signs in is not in here but in the header. Send no other
 * fields: servers since 2017 refuse them.
 */
export interface TokenRequest {
  /** The secret key of the application, sent exactly as it was given, whatever it looks like. */
  readonly client_key: string
  /** The id of the application, a UUID. Public. */
  readonly client_id: string
  /**
   * `credential` for a person (the header carries Basic credentials), `anonymous` for a visitor (no
   * header). Lower case.
   */
  readonly grant_type: 'credential' | 'anonymous'
  /**
   * The id of the app within the client, a UUID. Servers since 2017 take it, and some are set to ask for
   * it; earlier ones ignore it.
   */
  readonly app_id?: string | undefined
  /** Whether to issue a refresh token too. Servers of 2020; those of 2017 to 2019 refuse the field. */
  readonly long_lived_access?: boolean | undefined
}

export const TokenRequest: Schema<TokenRequest> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['client_key', 'client_id', 'grant_type'],
  properties: {
    client_key: { type: 'string', minLength: 1, secret: true },
    client_id: { type: 'string', minLength: 1 },
    grant_type: { type: 'string', enum: ['credential', 'anonymous'] },
    app_id: { type: 'string', minLength: 1 },
    long_lived_access: { type: 'boolean' },
  },
})

/**
 * An access token and its session. The fields down to `access_token` are those of the documentation;
 * the others come from later servers, which in turn leave out `client_id` and `prefs`.
 */
export interface TokenResponse {
  /**
   * The id of the person, a UUID, or `anonymous`. A sign-in with credentials that answers `anonymous` did
   * not reach the credential flow.
   */
  readonly user_id: string
  /** The name of the person's account. Absent for an anonymous visitor; may be null on later servers. */
  readonly username?: string | null | undefined
  /** The id of the application, as it was sent. Absent on servers since 2017. */
  readonly client_id?: string | null | undefined
  /** When the token was issued, in milliseconds since 1970, on the server's clock. Use does not change it. */
  readonly provided_at?: number | null | undefined
  readonly prefs?: UserPreferences | undefined
  /**
   * Base addresses of files by name, without a scheme. The names differ by server, for example
   * `profile.cdn`, `user_cdn_url` and `content_cdn_url`.
   */
  readonly cdn_urls?: Readonly<Record<string, string>> | null | undefined
  /** The access token, padded base64. Opaque: its inside differs by server. Present it as it is. */
  readonly access_token: string
  /**
   * Lifetime of the token in seconds without use; use prolongs it. Servers since 2017. Earlier ones do
   * not say how long a token lives.
   */
  readonly access_token_validity?: number | null | undefined
  /** A long lived token of servers of 2020, sent only when it was asked for. */
  readonly refresh_token?: string | null | undefined
  /** The person's e-mail address. Servers since 2017. */
  readonly email?: string | null | undefined
  /** The person's first name. Servers from April 2016 to January 2017. */
  readonly firstname?: string | null | undefined
  /** The person's last name. Servers from April 2016 to January 2017. */
  readonly lastname?: string | null | undefined
  /** The person's first name. Servers since 2017. */
  readonly first_name?: string | null | undefined
  /** The person's last name. Servers since 2017. */
  readonly last_name?: string | null | undefined
  /** What kind of user the person is. Servers since April 2016. */
  readonly user_category?:
    | 'teacher'
    | 'student'
    | 'parent'
    | 'other'
    | 'school_admin'
    | 'school_district_admin'
    | (string & {})
    | null
    | undefined
  /** Path of the person's picture. Servers of late 2016. */
  readonly thumbnail_path?: string | null | undefined
  /** The person's picture, below an address of `cdn_urls`. Servers since 2017. */
  readonly thumbnail?: string | null | undefined
  /** The id of the app within the client, where one was sent. Servers since 2017. */
  readonly app_id?: string | null | undefined
  /** The id of the partner whose client this is. Servers since 2017. */
  readonly partner_id?: string | null | undefined
  readonly tenant?: TenantSummary | undefined
  /** The person's settings, with keys of the server's choice. Servers since 2017. */
  readonly preference_settings?: Readonly<Record<string, unknown>> | null | undefined
  /** Names of what the person's roles allow, or null without a role. Servers since 2017. */
  readonly permissions?: ReadonlyArray<string> | null | undefined
  /** What client applications keep for the person, with keys of their choice. Servers since 2017. */
  readonly client_state?: Readonly<Record<string, unknown>> | null | undefined
}

export const TokenResponse: Schema<TokenResponse> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['user_id', 'access_token'],
  properties: {
    user_id: { type: 'string', minLength: 1 },
    username: { type: 'string', nullable: true, secret: true },
    client_id: { type: 'string', nullable: true },
    provided_at: { type: 'number', nullable: true, lenient: true },
    prefs: { type: 'ref', to: () => UserPreferences },
    cdn_urls: { type: 'map', values: { type: 'string' }, nullable: true },
    access_token: { type: 'string', minLength: 1, secret: true },
    access_token_validity: { type: 'number', nullable: true, lenient: true },
    refresh_token: { type: 'string', nullable: true, secret: true },
    email: { type: 'string', nullable: true, secret: true },
    firstname: { type: 'string', nullable: true, secret: true },
    lastname: { type: 'string', nullable: true, secret: true },
    first_name: { type: 'string', nullable: true, secret: true },
    last_name: { type: 'string', nullable: true, secret: true },
    user_category: { type: 'string', nullable: true },
    thumbnail_path: { type: 'string', nullable: true },
    thumbnail: { type: 'string', nullable: true },
    app_id: { type: 'string', nullable: true },
    partner_id: { type: 'string', nullable: true },
    tenant: { type: 'ref', to: () => TenantSummary },
    preference_settings: { type: 'map', values: { type: 'any' }, nullable: true },
    permissions: { type: 'array', items: { type: 'string' }, nullable: true },
    client_state: { type: 'map', values: { type: 'any' }, nullable: true },
  },
})

/** The person's preferences. Which of them there are depends on the server. Absent since 2017. */
export interface UserPreferences {
  /**
   * The preferred standards and subjects. A list in the documentation and on the servers of its time.
   * Some servers of February 2016 send what the person stored instead: one object with other keys, or
   * null.
   */
  readonly taxonomy?: ReadonlyArray<TaxonomyPreference> | null | undefined
  /** The same as one object with keys of the server's choice. Servers from February to May 2016. */
  readonly standard_preference?: Readonly<Record<string, unknown>> | null | undefined
  /** The person's e-mail address, or an empty text for an anonymous visitor. Servers since March 2016. */
  readonly email_id?: string | null | undefined
}

export const UserPreferences: Schema<UserPreferences> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    taxonomy: { type: 'array', items: { type: 'ref', to: () => TaxonomyPreference }, nullable: true, lenient: true },
    standard_preference: { type: 'map', values: { type: 'any' }, nullable: true },
    email_id: { type: 'string', nullable: true, secret: true },
  },
})
