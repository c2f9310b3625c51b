/** An account that the member belongs to. */
export interface ElasticPathAccount {
  /** What `switchAccount` and the `account` option take. */
  readonly id: string
  /** For display. Two accounts can have the same name. */
  readonly name: string
  /** When the token for this account expires (`expires`), in epoch milliseconds of the provider's clock. */
  readonly expiresAt?: number | undefined
}

/** What Elastic Path sent along with the token. */
export interface ElasticPathSession {
  /** The member who signed in (`meta.account_member_id`). Servers since about 2023. */
  readonly accountMemberId?: string | undefined
  /** The account that the token acts for. */
  readonly account: ElasticPathAccount
  /** Every account of the member, over all pages, as of the last sign-in or renewal. */
  readonly accounts: readonly ElasticPathAccount[]
  /** How many accounts there are over all pages, where the provider says so (`meta.results.total`). */
  readonly totalAccounts?: number | undefined
  /** What the token is (`type`): `account_management_authentication_token`. */
  readonly tokenType?: string | undefined
  /** The place of the first page in the list of accounts. */
  readonly meta?: ElasticPathMeta | undefined
  /** Addresses of the first page and others, without those that lead nowhere. */
  readonly links?: ElasticPathLinks | undefined
}

/** How the list of accounts is divided into pages. */
export interface ElasticPathMeta {
  /** The first page. */
  readonly page?:
    | {
        /** How many accounts a page holds at most. */
        readonly limit?: number | undefined
        /** How many accounts come before this page. */
        readonly offset?: number | undefined
        /** The number of this page. Some servers begin at 1, others at 0. */
        readonly current?: number | undefined
        /** How many pages there are. */
        readonly total?: number | undefined
      }
    | undefined
  /** All pages together. */
  readonly results?:
    | {
        /** How many accounts there are over all pages. */
        readonly total?: number | undefined
      }
    | undefined
}

/** Pages of the list of accounts. Some servers write `http:` here: do not send a token there. */
export interface ElasticPathLinks {
  /** This page. */
  readonly current?: string | undefined
  /** The first page. */
  readonly first?: string | undefined
  /** The last page. Some servers leave it out where there is one page. */
  readonly last?: string | undefined
  /** The next page, where there is one. */
  readonly next?: string | undefined
  /** The page before, where there is one. */
  readonly prev?: string | undefined
}

/** Whether what was stored has what is read of it. */
export function isElasticPathSession(stored: unknown): boolean {
  const { account, accounts } = Object(stored) as Partial<ElasticPathSession> // each is checked here
  return typeof account?.id === 'string' && Array.isArray(accounts)
}
