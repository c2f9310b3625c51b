import { type Clock, systemClock } from '../clock.ts'
import { type AuthOptions, allowInsecureRequests, type Fetch } from '../options/auth-options.ts'
import { isNetworkError } from './network-error.ts'
import { type Http, openHttp } from './open-http.ts'
import { createRetryBudget, type RetryBudget } from './retry-budget.ts'

/** How requests to a token endpoint are carried. Shared by all calls of one client. */
export interface Channel {
  readonly provider: string
  readonly baseUrl: string
  readonly clock: Clock
  readonly random: () => number
  readonly attemptTimeoutMs: number
  readonly totalTimeoutMs: number
  readonly maxRetryAfterMs: number
  readonly maxAttempts: number
  readonly budget: RetryBudget
  readonly allowInsecure: boolean
  /** The `headers` option. */
  readonly headers: TransportOptions['headers']
  /** Values of the `headers` option: they may be keys, so they are never shown. */
  readonly privateValues: readonly string[]
  /**
   * Calls the `fetch` option, or the platform's, looked up at each call: with a URL as text, and an init, since a Request
   * of the platform means nothing to that of another library. What it resolves to is to be checked: see `checkResponse`.
   */
  fetch(url: string, init: RequestInit): Promise<unknown>
  /** Whether what that threw says that the network failed. */
  isNetworkError(error: unknown): boolean
  /** What carries requests, loaded at the first use. A failure to load it is not kept: the next call tries again. */
  http(): Promise<Http>
}

/** What {@link createTransport} takes. */
export interface TransportOptions {
  /** The provider's name, for errors. */
  readonly provider: string
  /** Where the operations are served, for example `https://auth.meshydb.com`. */
  readonly baseUrl: string
  /** @default `globalThis.fetch`, read at each call */
  readonly fetch?: Fetch | undefined
  /** Headers of every request. They do not replace those of an operation. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** @default the system's clock */
  readonly clock?: Clock | undefined
  /** A number from 0 up to 1, for jitter. @default `Math.random` */
  readonly random?: (() => number) | undefined
  /** Time for one attempt, in milliseconds. @default 10_000 */
  readonly attemptTimeoutMs?: number | undefined
  /** Time for all attempts of a call, in milliseconds. @default 30_000 */
  readonly totalTimeoutMs?: number | undefined
  /** How often a request is sent at most, where its rule allows more than once. @default 3 */
  readonly maxAttempts?: number | undefined
  /** The longest `Retry-After` that is believed, in milliseconds. @default 3_600_000 */
  readonly maxRetryAfterMs?: number | undefined
  /** Allows a base URL without TLS beyond loopback. Credentials then travel in the open. @default false */
  readonly [allowInsecureRequests]?: boolean | undefined
}

/** The options of a client that say how its requests are carried. */
export type ChannelOptions = Pick<
  AuthOptions<unknown>,
  'fetch' | 'headers' | 'clock' | 'random' | 'timing' | 'retry' | typeof allowInsecureRequests
>

export function createChannel(options: TransportOptions): Channel {
  return new HttpChannel(options.provider, options.baseUrl, { ...options, timing: options, retry: options })
}

/** Reads its options where they are kept already: there may be one for each of many people. */
export class HttpChannel implements Channel {
  readonly provider: string
  readonly baseUrl: string
  readonly #options: ChannelOptions
  readonly budget: RetryBudget = createRetryBudget()
  #http: Http | undefined

  constructor(provider: string, baseUrl: string, options: ChannelOptions) {
    this.provider = provider
    this.baseUrl = baseUrl
    this.#options = options
  }

  get clock(): Clock {
    return this.#options.clock ?? systemClock
  }

  get random(): () => number {
    return this.#options.random ?? Math.random
  }

  get attemptTimeoutMs(): number {
    return this.#options.timing?.attemptTimeoutMs ?? 10_000
  }

  get totalTimeoutMs(): number {
    return this.#options.timing?.totalTimeoutMs ?? 30_000
  }

  get maxRetryAfterMs(): number {
    return this.#options.retry?.maxRetryAfterMs ?? 3_600_000
  }

  get maxAttempts(): number {
    return this.#options.retry?.maxAttempts ?? 3
  }

  get allowInsecure(): boolean {
    return this.#options[allowInsecureRequests] === true
  }

  get headers(): TransportOptions['headers'] {
    return this.#options.headers
  }

  get privateValues(): readonly string[] {
    // A short value would drop every provider text; keys are long.
    return Object.values(this.headers ?? {}).filter((value) => value.length >= 6)
  }

  fetch(url: string, init: RequestInit): Promise<unknown> {
    const fetch = this.#options.fetch ?? globalThis.fetch
    return fetch(url, init)
  }

  isNetworkError(error: unknown): boolean {
    return isNetworkError(error, (this.#options.fetch ?? globalThis.fetch) === globalThis.fetch)
  }

  async http(): Promise<Http> {
    // No promise is kept: on Cloudflare Workers it may never settle for a later request.
    this.#http ??= await openHttp()
    return this.#http
  }
}
