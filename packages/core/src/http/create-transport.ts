import type { Transport } from '../api/operation.ts'
import type { AuthOptions } from '../options/auth-options.ts'
import { allowInsecureRequests } from '../options/auth-options.ts'
import { checkOptions, type OptionRules } from '../options/check.ts'
import { absoluteUrl, clock, headers, maxAttempts } from '../options/rules.ts'
import { requireSecure } from '../options/urls.ts'
import { createChannel, type TransportOptions } from './channel.ts'
import { openTransport } from './transport.ts'

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

/** A transport for a provider's other calls, with the options of its client. */
export function createTransportFor(provider: string, baseUrl: string, options: AuthOptions<unknown>): Transport {
  const { headers, fetch, clock, random, timing, retry } = options
  return createTransport({
    ...{ provider, baseUrl, headers, fetch, clock, random },
    ...{ attemptTimeoutMs: timing?.attemptTimeoutMs, totalTimeoutMs: timing?.totalTimeoutMs },
    ...{ maxAttempts: retry?.maxAttempts, maxRetryAfterMs: retry?.maxRetryAfterMs },
    [allowInsecureRequests]: options[allowInsecureRequests],
  })
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
  if (options[allowInsecureRequests] !== true) requireSecure(options.provider, { baseUrl: options.baseUrl })
  const channel = createChannel(options)
  // One set of secrets a call: a long-lived transport must not remember them.
  return (operation, request, callOptions) =>
    openTransport(channel, { phase: 'call', secrets: new Set(channel.privateValues) })(operation, request, callOptions)
}
