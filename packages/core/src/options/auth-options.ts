import type { Clock } from '../clock.ts'
import type { AuthEvent } from '../events.ts'
import type { AuthLogger } from '../log/logger.ts'
import type { TokenStore } from '../store/token-store.ts'

/** Set to `true` in the options, it allows base URLs without TLS. A symbol, so that plain JSON cannot set it. */
export const allowInsecureRequests: unique symbol = Symbol('allowInsecureRequests')

/** A function like the platform's `fetch`. It is called with a URL as text and an init. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** Why credentials are asked for. */
export interface CredentialsRequest {
  /** Aborted when nobody waits for the result any more. */
  readonly signal: AbortSignal
  /** `no-session`: there was none. `session-over`: there was one, which cannot be renewed. */
  readonly reason: 'no-session' | 'session-over'
}

/** Options that every provider has, with the same meaning. */
export interface AuthOptions<Credentials> {
  /**
   * Who signs in: a value, or a callback that brings it (from a secret manager, a prompt). The callback runs once per
   * sign-in, and its result is not kept. Without it, sessions start with `signIn(credentials)`.
   *
   * @example
   * ```ts
   * credentials: async ({ signal }) => secrets.get('meshy', { signal })
   * ```
   */
  readonly credentials?: Credentials | ((request: CredentialsRequest) => Credentials | Promise<Credentials>) | undefined
  /** Where the session is kept. @default none: in memory, for this object alone */
  readonly store?: TokenStore | undefined
  /**
   * Whom the session is for: part of its name in the store, so not a secret. Required with a `store` when
   * `credentials` is a callback or absent, since two people must never share a session.
   *
   * @default a digest of the user name
   */
  readonly identity?: string | undefined
  /** Base URL of the token endpoint. @default the provider's own */
  readonly authBaseUrl?: string | undefined
  /** Base URL of the API: relative URLs of `fetch` are below it. @default the provider's own */
  readonly apiBaseUrl?: string | undefined
  /** Further origins that may receive the token, such as `https://api.example.com`. @default [] */
  readonly origins?: readonly string[] | undefined
  /** Headers to send with token requests. @default {} */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /**
   * Sends every request, of tokens and of the API. It is called with a URL as text and an init, so that those of undici
   * and node-fetch fit. What it throws is a network failure if it looks like one; anything else reaches the caller as
   * it is.
   *
   * @default `globalThis.fetch`, read at each call
   * @throws {TypeError} from the call, when it gives something else than a Response
   * @example
   * ```ts
   * import { fetch, ProxyAgent } from 'undici'
   *
   * const dispatcher = new ProxyAgent('http://proxy.example.com:8080')
   * const options = { fetch: (url, init) => fetch(url, { ...init, dispatcher }) }
   * ```
   */
  readonly fetch?: Fetch | undefined
  /** @default the system's clock */
  readonly clock?: Clock | undefined
  /** A number from 0 up to 1, for jitter. @default `Math.random` */
  readonly random?: (() => number) | undefined
  /**
   * Keeps a worker alive until what it is given has ended: `(promise) => ctx.waitUntil(promise)`. It gets every sign-in,
   * renewal and sign-out, whether or not somebody waits for it, every look at the store while a token is fresh, and every
   * write to it that is tried again.
   */
  readonly waitUntil?: ((promise: Promise<unknown>) => void) | undefined
  /** Time limits of token requests. */
  readonly timing?: TimingOptions | undefined
  /** When requests are sent again. */
  readonly retry?: RetryOptions | undefined
  /**
   * What a store that fails does to a call. `keep`: a token that could not be written is kept in memory and written
   * later; where the store cannot even be locked, a client with `credentials` signs in on its own, and nobody spends a
   * refresh token. `fail`: the call fails with `store_failed`.
   *
   * @default 'keep'
   */
  readonly onStoreFailure?: 'keep' | 'fail' | undefined
  /** Told what happens, for logs and metrics. It may call any method; what it throws is ignored. */
  readonly onEvent?: ((event: AuthEvent) => unknown) | undefined
  /**
   * Gets one line of text for each event, at a level: pino, winston and `console` fit. A failure that a caller sees is
   * an `error`. No line holds a secret; what the logger throws is ignored.
   *
   * @default none; on Node, Deno (with `--allow-env=AUTH_LOG`) and Bun, the environment variable `AUTH_LOG` (`debug`,
   * `info`, `warn` or `error`) writes the lines of that level and above to standard error
   * @throws {TypeError} when one of the four functions is missing
   * @example
   * ```ts
   * logger: console
   * ```
   */
  readonly logger?: AuthLogger | undefined
  /** Allows base URLs without TLS beyond loopback. Credentials and tokens then travel in the open. @default false */
  readonly [allowInsecureRequests]?: boolean | undefined
}

/** Time limits of token requests, and how often a shared store is looked at, in milliseconds. */
export interface TimingOptions {
  /** For one attempt. @default 10_000 */
  readonly attemptTimeoutMs?: number | undefined
  /** For all attempts of a sign-in or renewal. @default 30_000 */
  readonly totalTimeoutMs?: number | undefined
  /**
   * How old the last look at a `store` may be when a token is handed out: this long a session that was signed out
   * elsewhere may still be used here. A look is one `read`, whatever the number of callers; when it fails, the token in
   * memory is handed out. `Infinity`: only when the token has to be renewed.
   *
   * @default 60_000
   * @example
   * ```ts
   * timing: { recheckMs: 5_000 }
   * ```
   */
  readonly recheckMs?: number | undefined
}

/** When requests are sent again. */
export interface RetryOptions {
  /** How often a token request is sent at most, from 1 to 10. @default 3 */
  readonly maxAttempts?: number | undefined
  /** The longest `Retry-After` that is believed, in milliseconds. @default 3_600_000 */
  readonly maxRetryAfterMs?: number | undefined
  /**
   * Whether `fetch` sends requests to the API again after transient failures, with the same limits: after 408 and 429
   * and when the server was never reached; after 5xx and other network failures only if the method is idempotent. A
   * body that is a stream is sent once only.
   *
   * @default false
   */
  readonly requests?: boolean | undefined
}
