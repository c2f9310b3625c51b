/** A person who can sign in. */
export interface MeshyUser {
  /** What the user signs in with. */
  username: string
  /** The password, not encoded. */
  password: string
  /**
   * An inactive user cannot sign in.
   * @default true
   */
  active?: boolean
  /**
   * The tenant the user belongs to.
   * @default the default tenant
   */
  tenant?: string
}

/** The account that is emulated, and a switch for each point that is not documented. */
export interface MeshyOptions {
  /** @default 'demo' */
  accountName?: string
  /**
   * Public key (`client_id`) of the default tenant.
   * @default 'pk_demo'
   */
  publicKey?: string
  /**
   * Further tenants: the name in the `tenant` header, and the tenant's own public key.
   * @default {}
   */
  tenants?: Readonly<Record<string, string>>
  /** @default ada, and the inactive bob */
  users?: readonly MeshyUser[]
  /**
   * Anonymous users that are registered already; anyone signs in as one with the password `nopassword`.
   * @default ['guest']
   */
  anonymousUsers?: readonly string[]
  /**
   * Whether anonymous users can be registered.
   * @default true
   */
  anonymousRegistration?: boolean
  /** @default 3_600_000 */
  accessTokenLifetimeMs?: number
  /**
   * Counted from the sign-in; a renewal does not prolong it.
   * @default 2_592_000_000
   */
  refreshTokenLifetimeMs?: number
  /**
   * Each refresh token works once. Not documented; the default of the server that MeshyDB most likely runs.
   * @default true
   */
  refreshTokenRotation?: boolean
  /**
   * A refresh token that comes a second time ends its whole session.
   * @default false
   */
  reuseDetection?: boolean
  /**
   * Which host takes refresh tokens back: `auth`, as both official SDKs have it, or `api`, as one page of the documents.
   * @default 'auth'
   */
  revocationHost?: 'auth' | 'api' | 'both'
  /**
   * Scopes that a client may ask for.
   * @default ['meshy.api', 'offline_access', 'openid']
   */
  scopes?: readonly string[]
  /**
   * Answers carry `scope`, as newer servers send it.
   * @default false
   */
  includeScope?: boolean
  /**
   * `error_description` for a wrong username or password. The provider's text is not known.
   * @default 'invalid_username_or_password'
   */
  passwordErrorText?: string
  /**
   * Status of every OAuth error. 400 as MeshyDB documents it; other servers answer 401.
   * @default 400
   */
  refusalStatus?: 400 | 401
  /**
   * The code for a refresh token that is spent, expired or unknown; not documented. As `invalid_request`, which some
   * servers send, it comes with the text "Token has been revoked".
   * @default 'invalid_grant'
   */
  deadTokenError?: 'invalid_grant' | 'invalid_request'
}

/** What signs in to the emulated account by default. */
export const meshyCredentials: {
  readonly accountName: string
  readonly publicKey: string
  readonly username: string
  readonly password: string
  readonly inactiveUser: MeshyUser
  /** Signs in with the password `nopassword`. */
  readonly anonymousUsername: string
} = {
  accountName: 'demo',
  publicKey: 'pk_demo',
  username: 'ada',
  password: 'ada-password',
  inactiveUser: { username: 'bob', password: 'bob-password', active: false },
  anonymousUsername: 'guest',
}

export const meshyDefaults: Required<MeshyOptions> = {
  accountName: meshyCredentials.accountName,
  publicKey: meshyCredentials.publicKey,
  tenants: {},
  users: [{ username: meshyCredentials.username, password: meshyCredentials.password }, meshyCredentials.inactiveUser],
  anonymousUsers: [meshyCredentials.anonymousUsername],
  anonymousRegistration: true,
  accessTokenLifetimeMs: 3_600_000,
  refreshTokenLifetimeMs: 2_592_000_000,
  refreshTokenRotation: true,
  reuseDetection: false,
  revocationHost: 'auth',
  scopes: ['meshy.api', 'offline_access', 'openid'],
  includeScope: false,
  passwordErrorText: 'invalid_username_or_password',
  refusalStatus: 400,
  deadTokenError: 'invalid_grant',
}
