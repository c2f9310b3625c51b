import type { SessionDetails, TenantSummary, TokenResponse, UserPreferences } from './generated/schemas.ts'

/**
 * What Gooru sent along with the token. Which members there are depends on the server. Objects are as the server
 * sends them, with its own names inside.
 */
export interface GooruSession {
  /** The id of the person, a UUID, or `anonymous`. */
  readonly userId: string
  /** Whether this is a visitor without an account. */
  readonly anonymous: boolean
  /** The name of the person's account. */
  readonly username?: string | undefined
  /** The application. Servers until 2016. */
  readonly clientId?: string | undefined
  /** When the token was issued, in epoch milliseconds of the server's clock. Use does not change it. */
  readonly providedAt?: number | undefined
  /** How long the token lives without use, in milliseconds; each use restarts it. Servers since 2017. */
  readonly validityMs?: number | undefined
  /** The person's preferences, among them `taxonomy`: standards and subjects. Servers until 2016. */
  readonly prefs?: UserPreferences | undefined
  /** Base addresses of files by name, without a scheme. */
  readonly cdnUrls?: Readonly<Record<string, string>> | undefined
  /** The person's e-mail address. Servers since March 2016. */
  readonly email?: string | undefined
  /** Servers since April 2016. */
  readonly firstName?: string | undefined
  /** Servers since April 2016. */
  readonly lastName?: string | undefined
  /** What kind of user the person is, for example `teacher` or `student`. Servers since April 2016. */
  readonly userCategory?: NonNullable<TokenResponse['user_category']> | undefined
  /** The person's picture, below one of `cdnUrls`. Servers since August 2016. */
  readonly thumbnail?: string | undefined
  /** The app within the client. Servers since 2017. */
  readonly appId?: string | undefined
  /** The partner whose client this is. Servers since 2017. */
  readonly partnerId?: string | undefined
  /** The institution that the session belongs to. Servers since 2017. */
  readonly tenant?: TenantSummary | undefined
  /** The person's settings. Servers since 2017. */
  readonly preferenceSettings?: Readonly<Record<string, unknown>> | undefined
  /** Names of what the person's roles allow. Servers since 2017. */
  readonly permissions?: readonly string[] | undefined
  /** What client applications keep for the person. Servers since 2017. */
  readonly clientState?: Readonly<Record<string, unknown>> | undefined
}

/** The one user id that is no UUID. */
export const anonymousUserId = 'anonymous'

/** One shape for what servers of different years call by different names. Their null means "none". */
export function readSession(data: Omit<TokenResponse, 'access_token'> | SessionDetails): GooruSession {
  return {
    userId: data.user_id,
    anonymous: data.user_id === anonymousUserId,
    username: data.username ?? undefined,
    clientId: data.client_id ?? undefined,
    providedAt: data.provided_at ?? undefined,
    validityMs: validityOf(data),
    prefs: data.prefs,
    cdnUrls: data.cdn_urls ?? undefined,
    // Visitors have an empty one.
    email: data.email || data.prefs?.email_id || undefined,
    firstName: data.first_name ?? data.firstname ?? undefined,
    lastName: data.last_name ?? data.lastname ?? undefined,
    userCategory: data.user_category ?? undefined,
    thumbnail: data.thumbnail ?? ('thumbnail_path' in data ? data.thumbnail_path : undefined) ?? undefined,
    appId: data.app_id ?? undefined,
    partnerId: data.partner_id ?? undefined,
    tenant: data.tenant,
    preferenceSettings: data.preference_settings ?? undefined,
    permissions: data.permissions ?? undefined,
    clientState: data.client_state ?? undefined,
  }
}

function validityOf({ access_token_validity: seconds }: SessionDetails): number | undefined {
  return seconds === undefined || seconds === null ? undefined : seconds * 1000
}

/** Whether what was stored has what is read of it. */
export function isGooruSession(stored: unknown): boolean {
  return typeof (Object(stored) as Partial<GooruSession>).userId === 'string' // of anything at all
}
