import type { Adapter } from '../adapter-contract.ts'
import { systemClock } from '../clock.ts'
import { createEmitter } from '../events.ts'
import { createChannel } from '../http/channel.ts'
import type { Settings } from '../settings.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { type AuthOptions, allowInsecureRequests } from './auth-options.ts'
import { checkOptions, type OptionRules } from './check.ts'
import {
  absoluteUrl,
  clock,
  credentials as credentialsRule,
  headers,
  interval,
  maxAttempts,
  origins,
  store,
} from './rules.ts'
import { requireSecure } from './urls.ts'

/** The rules of the options that every provider has. A provider adds its own. */
export const sharedOptions: OptionRules = {
  'credentials?': credentialsRule,
  'store?': store,
  'identity?': 'text',
  'authBaseUrl?': absoluteUrl,
  'apiBaseUrl?': absoluteUrl,
  'origins?': origins,
  'headers?': headers,
  'fetch?': 'function',
  'clock?': clock,
  'random?': 'function',
  'waitUntil?': 'function',
  'timing?': 'object',
  'retry?': 'object',
  'onStoreFailure?': ['keep', 'fail'],
  'onEvent?': 'function',
}

/** Where a provider is, when the options do not say. */
export interface ProviderUrls {
  /** Where tokens come from. */
  readonly authBaseUrl: string
  /** Where relative URLs of `fetch` go. */
  readonly apiBaseUrl: string
}

/** Checks the shared options and fills in defaults. */
export function resolveSettings<Credentials>(
  adapter: Pick<Adapter<Credentials, unknown>, 'name' | 'identity'>,
  options: AuthOptions<Credentials>,
  urls: ProviderUrls,
): Settings<Credentials> {
  const caller = `@auth/${adapter.name}`
  checkOptions(`${caller}: \`timing\``, options.timing ?? {}, {
    'attemptTimeoutMs?': 'duration',
    'totalTimeoutMs?': 'duration',
    'recheckMs?': interval,
  })
  checkOptions(`${caller}: \`retry\``, options.retry ?? {}, {
    'maxAttempts?': maxAttempts,
    'maxRetryAfterMs?': 'duration',
    'requests?': 'boolean',
  })
  const { credentials, identity } = options
  if (options.store && !identity && (credentials === undefined || typeof credentials === 'function')) {
    throw new TypeError(
      `${caller}: \`identity\` must be given with a \`store\` when \`credentials\` is a callback or absent: it keeps people's sessions apart`,
    )
  }
  const time = options.clock ?? systemClock
  const { recheckMs = 60_000, ...timing } = options.timing ?? {}
  const allowInsecure = options[allowInsecureRequests] === true
  const authBaseUrl = options.authBaseUrl ?? urls.authBaseUrl
  const apiBaseUrl = options.apiBaseUrl ?? urls.apiBaseUrl
  if (!allowInsecure) {
    const further = Object.fromEntries((options.origins ?? []).map((url, index) => [`origins[${index}]`, url]))
    requireSecure(adapter.name, { authBaseUrl, apiBaseUrl, ...further })
  }
  return {
    provider: adapter.name,
    credentials,
    store: options.store ?? createMemoryStore(time),
    privateStore: options.store === undefined,
    identity,
    authBaseUrl,
    apiBaseUrl,
    origins: [...new Set([apiBaseUrl, ...(options.origins ?? [])].map((url) => new URL(url).origin))],
    allowInsecure,
    clock: time,
    random: options.random ?? Math.random,
    waitUntil: options.waitUntil,
    failOnStoreFailure: options.onStoreFailure === 'fail',
    recheckMs,
    channel: createChannel({
      ...timing,
      ...options.retry,
      provider: adapter.name,
      baseUrl: authBaseUrl,
      fetch: options.fetch,
      headers: options.headers,
      clock: time,
      random: options.random,
      [allowInsecureRequests]: allowInsecure,
    }),
    retryRequests: options.retry?.requests ?? false,
    emit: createEmitter(adapter.name, () => time.now(), options.onEvent),
  }
}
