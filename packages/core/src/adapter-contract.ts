import type { Transport } from './api/operation.ts'
import type { AuthError } from './errors/auth-error.ts'
import type { Failures, SaidAnswer } from './errors/failures.ts'
import type { AuthEvent } from './events.ts'
import type { TokenSet } from './token/token-set.ts'

export type { TokenSet }

/** What an adapter works with during one sign-in, renewal or sign-out. */
export interface AdapterContext {
  /** Carries generated operations. Secrets that pass through it are known to `fail`. */
  readonly transport: Transport
  /** Aborted when the flight has run out of time, or when nobody waits for it any more. */
  readonly signal: AbortSignal
  /** Makes an error with the provider's words in it, without secrets. */
  readonly fail: Failures
  /**
   * Makes an error with `make`, which may load what only failures need. If that cannot be loaded, the status alone
   * decides. To be used where `fail` shows something of a success: what removes secrets is at hand then, too.
   *
   * @example
   * ```ts
   * throw await context.explain(answer, async () => (await import('./failures.ts')).signInFailure(context, answer))
   * ```
   */
  explain(answer: SaidAnswer, make: () => AuthError | Promise<AuthError>): Promise<AuthError>
  /**
   * The text of an error's body as it was sent, to tell causes apart; empty for an HTML page. It may hold secrets:
   * show it only through `fail`, as `providerText`.
   */
  textOf(answer: object): string
  /** Tells the `onEvent` listener something. The text must hold no secret. */
  notice(message: string): void
}

/** What a 401 or 403 of the API is about. */
export type Verdict =
  /** The access token: it is renewed, and the request is sent once more. */
  | 'token-rejected'
  /** The adapter replaced another credential: the request is sent once more with the same access token. */
  | 'try-again'
  /** Not about a credential: the response goes to the caller. */
  | 'other'

/** A 401 or 403 of the API, which may reject the token, as an adapter sees it. */
export interface RejectionResponse {
  /** 401 or 403. */
  readonly status: number
  /** The headers of the response. */
  readonly headers: Headers
  /** The start of the body as text: at most 64 KiB, and what arrives within a second. The caller's body is not touched. */
  text(): Promise<string>
  /** The headers that the request was sent with. */
  readonly sent: Headers
  /** The caller's, aborted when it does not wait any more. */
  readonly signal: AbortSignal
}

/** The headers of a request, or those that another HTTP client is given. */
export type PresentedHeaders = Pick<Headers, 'get' | 'has' | 'set'>

/**
 * How a provider signs in, renews, presents and fails: what a provider package writes by hand. It keeps no state
 * about sessions, timing or stores; core does.
 */
export interface Adapter<Credentials, Session> {
  /** Short name, as in the package's name. */
  readonly name: string
  /** The account or client that sessions belong to: part of the store key. Not a secret. */
  readonly account: string
  /** Lower-case names of every header that carries a credential. They are dropped on foreign origins. */
  readonly credentialHeaders: readonly string[]
  /** Secrets of the application, such as a client secret or an API key: no error shows them. Read for each. @default none */
  readonly secrets?: readonly string[] | undefined
  /** Whether `onEvent` and the logger are told of this kind of event. @default of each */
  tells?(type: AuthEvent['type']): boolean
  /** Throws a `TypeError` that names what is wrong with the shape of credentials, in the style of `checkOptions`. */
  checkCredentials(credentials: Credentials): void
  /**
   * What is wrong with values that somebody may have typed, such as an empty password, in the style of `findProblem`.
   * They are not sent: a sign-in with them fails with `invalid_credentials`. The shape was checked before.
   */
  refuseCredentials?(credentials: Credentials): string | undefined
  /** Whom these credentials are for, such as the user name. Core keeps only a digest of it. */
  identity(credentials: Credentials): string
  /**
   * What in credentials no error may show. `names` (of users, e-mail addresses) stay known in memory for the errors of the
   * whole session, `others` (passwords, codes) only as long as the credentials are.
   *
   * @default the identity, and every text in the credentials
   */
  secretsOf?(credentials: Credentials): { readonly names: readonly string[]; readonly others: readonly unknown[] }
  /** What in a session names its person: no error shows it either. @default nothing */
  namesIn?(session: Session): ReadonlyArray<string | undefined>
  /**
   * Whether what a store brought is a session, with all that this adapter reads of it: another release may have stored
   * another shape. If it is not, the stored session counts as damaged.
   *
   * @default always
   */
  isSession?(stored: unknown): boolean
  /** Turns credentials into a token set, or throws what `context.fail` makes. */
  signIn(context: AdapterContext, credentials: Credentials): Promise<TokenSet<Session>>
  /**
   * Renews without credentials. `undefined`: this session cannot be renewed. Throws `reauth_required` when the
   * provider refuses for good.
   */
  renew?(context: AdapterContext, tokenSet: StoredTokenSet<Session>): Promise<TokenSet<Session> | undefined>
  /**
   * The new refresh token in the body of a renewal that cannot be used otherwise, so that it is not lost.
   *
   * @param body - Any JSON.
   * @param session - The session that was renewed.
   *
   * @default such a refresh token is lost
   */
  findRefreshToken?(body: unknown, session: Session): string | undefined
  /** Tells the provider that the session is over. A session that it does not know any more is a success. */
  signOut?(context: AdapterContext, tokenSet: StoredTokenSet<Session>): Promise<void>
  /** Adds the headers that present the token. Headers that are there already were set by the caller and stay. */
  present(headers: PresentedHeaders, tokenSet: StoredTokenSet<Session>, signal: AbortSignal): void | Promise<void>
  /** What a 401 or 403 of the API is about. */
  classify(response: RejectionResponse, tokenSet: StoredTokenSet<Session>): Verdict | Promise<Verdict>
}

/** A token set as it comes back from the store. */
export interface StoredTokenSet<Session> {
  /** The access token. */
  readonly accessToken: string
  /** The refresh token, where there is one. */
  readonly refreshToken?: string | undefined
  /** What the provider said beside the token. */
  readonly session: Session
  /** Whether the access token has reached its expiry. */
  readonly expired: boolean
}
