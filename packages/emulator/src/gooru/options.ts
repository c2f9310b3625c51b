/** A person who can sign in. */
export interface GooruUser {
  /** Signs in with this name. */
  username: string
  /** Signs in with this address too. */
  email: string
  /** Without one, the account signs in through another service only. */
  password?: string
  /** Comes back as `user_id`. */
  userId: string
  /** @default true */
  active?: boolean
  /** In the answers of newer profiles. */
  firstName?: string
  /** In the answers of newer profiles. */
  lastName?: string
  /** For example `teacher`, in the answers of newer profiles. */
  category?: string
}

/** An application that may ask for tokens. */
export interface GooruClient {
  /** Public. */
  clientId: string
  /** Secret. */
  clientKey: string
  /** What the application may do: sign people in, or visitors. */
  grants: readonly ('credential' | 'anonymous')[]
  /** Host names that may call (profiles `seed` and `v3`), compared with `endsWith`. @default any */
  domains?: readonly string[]
}

/**
 * Which server is emulated: `seed` is that of the published examples (January and February 2016), `v3` that of
 * February 2016 to January 2017, `nile` that of 2017 to 2019, `nile-refresh` that of 2020, which has refresh tokens.
 */
export type GooruProfile = 'seed' | 'v3' | 'nile' | 'nile-refresh'

/** The service that is emulated, and a switch for each point on which sources or servers differ. */
export interface GooruOptions {
  /** Response fields, token layout, errors and sign-in rules. @default 'seed' */
  profile?: GooruProfile
  /** @default five users: see `gooruCredentials` */
  users?: readonly GooruUser[]
  /** @default two clients, of which one may not sign people in */
  clients?: readonly GooruClient[]
  /** How long a token lives without use. Each use restarts it. @default 3_600_000 */
  accessTokenLifetimeMs?: number
  /** How long it lives after a use at the API; a fixed hour on real servers. @default accessTokenLifetimeMs */
  apiLifetimeMs?: number
  /** Status of a sign-out: 204 until February 2019. @default 204, or 200 with the profiles `nile` and `nile-refresh` */
  deleteStatus?: 200 | 204
  /** Whether a sign-in must name an `app_id` (profiles `nile` and `nile-refresh`); servers can be set so. @default false */
  requireAppId?: boolean
  /** How long a refresh token lives (profile `nile-refresh`). Use does not prolong it. @default 31_536_000_000 */
  refreshTokenLifetimeMs?: number
  /** Whether anonymous visitors may sign out; 403 on servers of 2020. @default true, or false with `nile-refresh` */
  anonymousSignOut?: boolean
  /** Whether tokens count in a header named `Token`, as the seed reads; known servers ignore it. @default true */
  acceptTokenHeader?: boolean
  /** Whether tokens count in `Authorization`, as on known servers; false is the seed taken literally. @default true */
  acceptAuthorizationHeader?: boolean
  /**
   * How Basic credentials are read: `split` fails on a colon in the password and knows users by exact name, or by
   * e-mail if its `@` is not the first or second character; `first-colon` (since August 2016) allows colons and knows
   * users by lower-cased e-mail or name. @default 'split', or 'first-colon' with `nile` and `nile-refresh`
   */
  basicParsing?: 'split' | 'first-colon'
  /**
   * Whether two sign-ins in one millisecond give different tokens. On real servers they are equal, since tokens are
   * made of the user and the time. @default true
   */
  distinctTokens?: boolean
}

export type GooruSettings = Required<GooruOptions>

/** Whether a server is of 2017 or later, when all of it was written anew. */
export function isNile({ profile }: Pick<GooruSettings, 'profile'>): boolean {
  return profile === 'nile' || profile === 'nile-refresh'
}
