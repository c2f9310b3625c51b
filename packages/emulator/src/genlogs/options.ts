/** A person who can sign in. */
export interface GenlogsUser {
  /** What the user signs in with. */
  email: string
  /** The password, not encoded. */
  password: string
  /** @default 4821 */
  userId?: number
  /** @default 17 */
  companyId?: number
  /** @default 'Example Freight' */
  customerName?: string
  /**
   * False: the user has a token but not the permission for `GET /me`, which answers 403.
   * @default true
   */
  permitted?: boolean
}

/** The service that is emulated, and a switch for each point on which its documentation disagrees or says nothing. */
export interface GenlogsOptions {
  /** @default 'genlogs-api-key' */
  apiKey?: string
  /** @default ada+demo@example.com, and eve@example.com who lacks a permission */
  users?: readonly GenlogsUser[]
  /**
   * Where the server looks for e-mail address and password: the query (documented), a JSON body (announced in
   * 2026), or either.
   * @default 'both'
   */
  variant?: 'query' | 'body' | 'both'
  /**
   * The name of the e-mail address in a JSON body. Not documented.
   * @default 'email'
   */
  emailField?: 'email' | 'username'
  /**
   * Where the server looks for the refresh token: the query (documented), a JSON body, or either.
   * @default 'query'
   */
  refreshVariant?: 'query' | 'body' | 'both'
  /**
   * Status for a missing or wrong `x-api-key`. Not documented for sign-in.
   * @default 401
   */
  apiKeyStatus?: 401 | 403 | 422
  /**
   * Status for an expired access token. The documentation has both.
   * @default 401
   */
  expiredTokenStatus?: 401 | 403
  /**
   * How `expires` is written: without a zone (Python's habit), with `Z`, or with `+00:00`. Always UTC.
   * @default 'naive'
   */
  expiresFormat?: 'naive' | 'utc' | 'offset'
  /**
   * The JSON type of `user_id`. The documentation has both.
   * @default 'string'
   */
  userIdType?: 'string' | 'number'
  /**
   * Sign-in answers carry `company_id` and `customer_name` too, as newer servers send them.
   * @default false
   */
  includeCompany?: boolean
  /**
   * Whether refresh tokens work. One page of the documentation says that they do not.
   * @default false
   */
  refreshUsable?: boolean
  /**
   * Not documented.
   * @default 3_600_000
   */
  accessTokenLifetimeMs?: number
  /**
   * Not documented.
   * @default 86_400_000
   */
  refreshTokenLifetimeMs?: number
}

/** What signs in to the emulated service by default. */
export const genlogsCredentials: {
  readonly apiKey: string
  readonly email: string
  readonly password: string
  /** A user without the permission for `GET /me`. */
  readonly unpermittedUser: GenlogsUser
} = {
  apiKey: 'genlogs-api-key',
  // The plus signs catch clients that do not encode them.
  email: 'ada+demo@example.com',
  password: '1234+',
  unpermittedUser: { email: 'eve@example.com', password: 'eve-password', userId: 4822, permitted: false },
}

export const genlogsDefaults: Required<GenlogsOptions> = {
  apiKey: genlogsCredentials.apiKey,
  users: [
    { email: genlogsCredentials.email, password: genlogsCredentials.password },
    genlogsCredentials.unpermittedUser,
  ],
  variant: 'both',
  emailField: 'email',
  refreshVariant: 'query',
  apiKeyStatus: 401,
  expiredTokenStatus: 401,
  expiresFormat: 'naive',
  userIdType: 'string',
  includeCompany: false,
  refreshUsable: false,
  accessTokenLifetimeMs: 3_600_000,
  refreshTokenLifetimeMs: 86_400_000,
}
