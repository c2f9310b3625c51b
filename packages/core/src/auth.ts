/// <reference lib="esnext.disposable" preserve="true" />

import type { AuthRequestInit } from './fetch/outgoing.ts'
import type { Token } from './token/token.ts'

/**
 * - `empty`: there is no session yet
 * - `fresh`: the token is used as it is
 * - `stale`: the token still works, and is renewed at the next use
 * - `expired`: the token has expired, and is replaced at the next use
 * - `cooling-down`: there is no token, and token requests are backing off after a failure
 * - `reauth-required`: signed out, or refused: `signIn` is needed
 */
export type AuthStatus = 'empty' | 'fresh' | 'stale' | 'expired' | 'cooling-down' | 'reauth-required'

/** One session with a provider. Its methods need no `this`: they can be passed on alone. */
export interface Auth<Session, Credentials = never> {
  /**
   * Starts the session, or replaces it: with these credentials, or with those of the options. They are not kept.
   *
   * @throws {AuthError} `invalid_credentials`, `invalid_client`, `access_denied`, …
   */
  signIn(credentials?: Credentials, options?: { readonly signal?: AbortSignal | undefined }): Promise<Session>
  /** What the provider said beside the token. Signs in when there is no session yet. */
  session(options?: { readonly signal?: AbortSignal | undefined }): Promise<Session>
  /**
   * The access token: cached, renewed ahead of its expiry, with one request however many callers.
   *
   * @throws {AuthError} `reauth_required`, `cooling_down`, `network`, …
   */
  getToken(options?: GetTokenOptions): Promise<Token>
  /**
   * Exactly the headers that present the token, for other HTTP clients. A `url` is checked as `fetch` does, and as such
   * a client would read it: below `apiBaseUrl` by the rules of the platform.
   *
   * @throws {AuthError} `origin_not_allowed`, `insecure_url`, and what `getToken` throws
   */
  headers(url?: string | URL, options?: { readonly signal?: AbortSignal | undefined }): Promise<Record<string, string>>
  /**
   * The platform's `fetch`, with the token: a rejected one is renewed and the request sent once more. Relative URLs
   * are below `apiBaseUrl`. The token goes nowhere else. A body is sent again as long as it is no stream, or one of a
   * Request of which no more than 1 MiB has been sent.
   *
   * @throws {AuthError} `origin_not_allowed` and `insecure_url` before anything is sent, and what `getToken` throws
   * @throws {TypeError} as the platform does, and where the body is a stream and the platform cannot send one
   */
  readonly fetch: (input: string | URL | Request, init?: AuthRequestInit) => Promise<Response>
  /**
   * Renews now; a newer token that somebody else stored counts as renewed. With `rejected`, only if that is still the
   * current token; else returns the newer one.
   */
  refresh(options?: RefreshOptions): Promise<Token>
  /**
   * Ends the session here, in the store and, where it has such a call, at the provider. Calls fail with
   * `reauth_required` until `signIn`. Other clients of the session on the same `store` learn of it when they renew or look at
   * the store.
   *
   * @throws {AuthError} when the provider could not be told. The session is forgotten all the same.
   */
  signOut(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>
  /** What the next use would find: see {@link AuthStatus}. Reading it makes no request. */
  readonly status: AuthStatus
  /** Waits for what runs, and stores a session that could not be stored before. It does not sign out. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Options of `getToken`. */
export interface GetTokenOptions {
  /** Ends this wait, and no other. */
  readonly signal?: AbortSignal | undefined
  /**
   * How long the token must still be valid, in milliseconds; at most 80 % of its life.
   *
   * @default 0
   */
  readonly minValidityMs?: number | undefined
}

/** Options of `refresh`. */
export interface RefreshOptions {
  /** The token that the API rejected. */
  readonly rejected?: Token | string | undefined
  /** Ends this wait, and no other. */
  readonly signal?: AbortSignal | undefined
}
