import type { Transport } from '../api/operation.ts'
import type { Clock } from '../clock.ts'
import { type AuthOptions, allowInsecureRequests, type Fetch } from '../options/auth-options.ts'
import { checkOptions, type OptionRules } from '../options/check.ts'
import { absoluteUrl, clock, headers, maxAttempts } from '../options/rules.ts'
import { requireSecure } from '../options/urls.ts'
import { Channel } from './channel.ts'
import { openTransport } from './transport.ts'

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

const transportRules: OptionRules = {
  provider: 'text',
  baseUrl: absoluteUrl,
  'fetch?': 'function',
  'headers?': headers,
  'clock?': clock,
  'random?': 'function',
  'attemptTimeoutMs?': 'duration',
  'totalTimeoutMs?': 'duration',
  'maxAttempts?': maxAttempts,
  'maxRetryAfterMs?': 'duration',
}

/**
 * Makes what carries generated operations, for those who want the bare calls. It throws an {@link AuthError} only when
 * there is no documented answer: network, timeout, redirect, or a success that breaks its schema.
 *
 * @throws {TypeError} for a wrong option
 * @throws {AuthError} `insecure_url` for a base URL without TLS
 * @example
 * ```ts
 * const transport = createTransport({ provider: 'meshy', baseUrl: 'https://auth.meshydb.com' })
 * const result = await createToken(transport, { accountName, body: { grant_type: 'password', … } })
 * if (result.status === 200) use(result.data.access_token)
 * ```
 */
export function createTransport(options: TransportOptions): Transport {
  checkOptions('@auth/core: createTransport', options, transportRules)
  const { provider, baseUrl } = options
  if (options[allowInsecureRequests] !== true) requireSecure(provider, 'baseUrl', baseUrl)
  return openCalls(new Channel(provider, baseUrl, { ...options, timing: options, retry: options }), () => [])
}

/**
 * A transport for a provider's other calls, with the options of its client, which has checked them.
 *
 * @param secrets - What no text of an answer may show, beside what its request carries.
 */
export function createTransportFor(
  provider: string,
  baseUrl: string,
  options: AuthOptions<unknown>,
  secrets: () => Iterable<string> = () => [],
): Transport {
  return openCalls(new Channel(provider, baseUrl, options), secrets)
}

function openCalls(channel: Channel, secrets: () => Iterable<string>): Transport {
  // One set of secrets a call: a long-lived transport must not remember them.
  return (operation, request, callOptions) =>
    openTransport(channel, { phase: 'call', secrets: new Set([...channel.privateValues, ...secrets()]) })(
      operation,
      request,
      callOptions,
    )
}
