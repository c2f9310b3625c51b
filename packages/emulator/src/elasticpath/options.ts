/** An account that a member can act for. */
export interface ElasticPathAccount {
  /** Part of tokens and links. */
  id: string
  /** For display. Two accounts can have the same name. */
  name: string
}

/** A person who can sign in. */
export interface ElasticPathMember {
  /** What the member signs in with. */
  username: string
  /** Without one, only a one-time code or OpenID Connect lets this member in. */
  password?: string
  /** Comes back as `account_member_id`. */
  memberId: string
  /** In the order in which tokens are listed. */
  accounts: readonly ElasticPathAccount[]
}

/** A one-time password that was sent to a member: for one use, within ten minutes of the emulator's start. */
export interface ElasticPathOneTimeCode {
  /** The member it was sent to. */
  username: string
  /** What goes in as `one_time_password_token`. */
  code: string
}

/** An authorization code of an OpenID Connect flow that a member went through: for one use. */
export interface ElasticPathOidcCode {
  /** What goes in as `oauth_authorization_code`. */
  code: string
  /** The redirect URI of the flow: another one is refused. */
  redirectUri: string
  /** The PKCE verifier of the flow: another one is refused. */
  codeVerifier: string
  /** The member who went through the flow. */
  username: string
}

/** The store that is emulated, and a switch for each point on which public sources disagree or say nothing. */
export interface ElasticPathOptions {
  /** @default 'fake-client-id' */
  clientId?: string
  /** @default 'fake-client-secret' */
  clientSecret?: string
  /** The one password profile of the store. @default 'c5687352-d102-46fd-b85e-256f10574019' */
  passwordProfileId?: string
  /** Goes into tokens; a token with another store's id is refused with 422. @default a fixed UUID */
  storeId?: string
  /** @default three members: of exactly one account, of three accounts and of none */
  members?: readonly ElasticPathMember[]
  /** @default one code for the member of one account */
  oneTimeCodes?: readonly ElasticPathOneTimeCode[]
  /** @default one code for the member of one account */
  oidcCodes?: readonly ElasticPathOidcCode[]
  /** Whether the store lets people sign up; if not, the answer is 403. @default true */
  selfSignup?: boolean
  /** Whether a new member gets an account; if not, the list of tokens is empty. @default true */
  autoCreateAccount?: boolean
  /** Status for a username that is taken already; not documented. @default 422 */
  duplicateSignupStatus?: 400 | 409 | 422
  /** In whole seconds on the wire. @default 86_400_000 */
  accountTokenLifetimeMs?: number
  /** Least length of an account token in characters: 463 in samples. @default 0, which is as short as it comes */
  accountTokenLength?: number
  /** @default 3_600_000 */
  clientTokenLifetimeMs?: number
  /** Page length of the store, for requests without `page[limit]`; 20 in the seed's sample. @default 25 */
  pageLimit?: number
  /** Whether `page[limit]` counts. Stores are seen to take it; it is not documented for this call. @default true */
  acceptPageLimit?: boolean
  /** Status for a wrong username, password, profile or code. Observed: 400. Documented: 401. Newest: 422 too. @default 400 */
  credentialError?: 400 | 401 | 422
  /** How the account service writes `errors[].status`; the gateway's is always a number. @default 'string' */
  errorStatusType?: 'string' | 'number' | 'omit'
  /** Whether `errors` is an array or the one error itself. @default 'array' */
  errorsShape?: 'array' | 'object'
  /**
   * Title of the gateway's 401 for a client token that is missing, unknown or expired. As 'Unauthorized', which the
   * operation is documented with, it does not say which token is meant.
   * @default 'Unable to validate access token'
   */
  clientTokenErrorTitle?: string
  /**
   * `detail` when the account management token is missing, unknown or expired; the real text is not documented. Empty:
   * none.
   * @default 'account management authentication token is invalid or expired'
   */
  accountTokenErrorDetail?: string
  /** How a link that does not exist is written: `"null"` as in the seed, a real null or not at all. @default 'string' */
  nullLinks?: 'string' | 'null' | 'omit'
  /** Whether `links.last` is there when there is one page: samples say yes, prose says no. @default true */
  lastLinkOnSinglePage?: boolean
  /** Whether links start with `http:`, as in one documented sample. @default false */
  httpLinks?: boolean
  /** Number of the first page in `meta.page.current`. @default 1 */
  currentBase?: 0 | 1
  /** Whether `meta.account_member_id` is there; older servers leave it out. @default true */
  includeMemberId?: boolean
  /** How an account token's `expires` is written: as in all samples, or as the seconds of some prose. @default 'iso' */
  expiresFormat?: 'iso' | 'seconds'
  /** The meaningless milliseconds of `expires`. @default '070' */
  expiresFraction?: string
  /** Whether usernames are case-sensitive; the real rule is not documented. @default true */
  caseSensitiveUsernames?: boolean
  /** Whether the client token is inside `data`, as one published OpenAPI file has it. @default false */
  clientTokenInData?: boolean
}

export type ElasticPathSettings = Required<ElasticPathOptions>
