import { type Clock, systemClock } from '../clock.ts'
import { type AuthOptions, allowInsecureRequests } from '../options/auth-options.ts'
import type { Http } from './http.ts'
import { isNetworkError } from './network-error.ts'
import { RetryBudget } from './retry-budget.ts'

/** The options of a client that say how its requests are carried. */
export type ChannelOptions = Pick<
  AuthOptions<unknown>,
  'fetch' | 'headers' | 'clock' | 'random' | 'timing' | 'retry' | typeof allowInsecureRequests
>

/**
 * How requests to a token endpoint are carried. Shared by all calls of one client. Options are read where they are kept
 * already: there may be one for each of many people.
 */
export class Channel {
  readonly provider: string
  readonly baseUrl: string
  readonly #options: ChannelOptions
  readonly budget: RetryBudget = new RetryBudget()
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

  /** The `headers` option. */
  get headers(): ChannelOptions['headers'] {
    return this.#options.headers
  }

  /** Values of the `headers` option: they may be keys, so they are never shown. */
  get privateValues(): readonly string[] {
    // A short value would drop every provider text; keys are long.
    return Object.values(this.headers ?? {}).filter((value) => value.length >= 6)
  }

  /**
   * Calls the `fetch` option, or the platform's, looked up at each call: with a URL as text, and an init, since a Request
   * of the platform means nothing to that of another library. What it resolves to is to be checked: see `checkResponse`.
   */
  fetch(url: string, init: RequestInit): Promise<unknown> {
    const fetch = this.#options.fetch ?? globalThis.fetch
    return fetch(url, init)
  }

  /** Whether what that threw says that the network failed. */
  isNetworkError(error: unknown): boolean {
    return isNetworkError(error, (this.#options.fetch ?? globalThis.fetch) === globalThis.fetch)
  }

  /** What carries requests, ky, loaded at the first use. A failure to load it is not kept: the next call tries again. */
  async http(): Promise<Http> {
    // No promise is kept: on Cloudflare Workers it may never settle for a later request.
    this.#http ??= (await import('ky')).default
    return this.#http
  }
}
