import type { Adapter } from '../adapter-contract.ts'
import { systemClock } from '../clock.ts'
import { createFailures } from '../errors/failures.ts'
import { createEmitter } from '../events.ts'
import { createChannel } from '../http/channel.ts'
import type { Settings } from '../settings.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { type AuthOptions, allowInsecureRequests } from './auth-options.ts'
import { checkOptions, type OptionRules } from './check.ts'

/** The rules of the options that every provider has. A provider adds its own. */
export const sharedOptions: OptionRules = {
  'credentials?': (value) =>
    typeof value === 'function' || (typeof value === 'object' && value !== null)
      ? undefined
      : 'an object or a function that returns one',
  'store?': (value) =>
    typeof value === 'object' && value !== null && 'read' in value && 'update' in value
      ? undefined
      : 'a TokenStore, with `read` and `update`',
  'identity?': 'text',
  'authBaseUrl?': absoluteUrl,
  'apiBaseUrl?': absoluteUrl,
  'origins?': (value) =>
    Array.isArray(value) && value.every((item) => absoluteUrl(item) === undefined)
      ? undefined
      : 'an array of origins such as `https://api.example.com`',
  'headers?': 'object',
  'fetch?': 'function',
  'clock?': 'object',
  'random?': 'function',
  'waitUntil?': 'function',
  'timing?': 'object',
  'retry?': 'object',
  'onStoreFailure?': ['keep', 'fail'],
  'onEvent?': 'function',
}

/** Where a provider is, when the options do not say. */
export interface ProviderUrls {
  readonly authBaseUrl: string
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
  })
  checkOptions(`${caller}: \`retry\``, options.retry ?? {}, {
    'maxSends?': (value) =>
      Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 10 ? undefined : 'a whole number from 1 to 10',
    'maxRetryAfterMs?': 'duration',
  })
  const { credentials, store, identity } = options
  if (store && !identity && (credentials === undefined || typeof credentials === 'function')) {
    throw new TypeError(
      `${caller}: \`identity\` must be given with a \`store\` when \`credentials\` is a callback or absent: it keeps people's sessions apart`,
    )
  }
  const clock = options.clock ?? systemClock
  const allowInsecure = options[allowInsecureRequests] === true
  const authBaseUrl = options.authBaseUrl ?? urls.authBaseUrl
  const apiBaseUrl = options.apiBaseUrl ?? urls.apiBaseUrl
  const named = {
    authBaseUrl,
    apiBaseUrl,
    ...Object.fromEntries((options.origins ?? []).map((url, index) => [`origins[${index}]`, url])),
  }
  for (const [name, url] of Object.entries(named)) {
    if (allowInsecure || isSecure(new URL(url))) continue
    throw createFailures(
      adapter.name,
      'configure',
      [],
    )('insecure_url', {
      message: `\`${name}\` must start with https:// (http:// is for loopback only), or set the option [allowInsecureRequests]`,
    })
  }
  return {
    provider: adapter.name,
    credentials,
    store: store ?? createMemoryStore(),
    privateStore: store === undefined,
    identity,
    authBaseUrl,
    apiBaseUrl,
    origins: [...new Set([apiBaseUrl, ...(options.origins ?? [])].map((url) => new URL(url).origin))],
    allowInsecure,
    fetch: options.fetch,
    clock,
    random: options.random ?? Math.random,
    waitUntil: options.waitUntil,
    failOnStoreFailure: options.onStoreFailure === 'fail',
    channel: createChannel({
      ...options.timing,
      ...options.retry,
      provider: adapter.name,
      baseUrl: authBaseUrl,
      fetch: options.fetch,
      headers: options.headers,
      clock,
      random: options.random,
    }),
    emit: createEmitter(adapter.name, () => clock.now(), options.onEvent),
    // A short value would drop every provider text; keys are long.
    privateValues: Object.values(options.headers ?? {}).filter((value) => value.length >= 6),
  }
}

/** TLS, or an address that never leaves the machine. */
export function isSecure(url: URL): boolean {
  if (url.protocol === 'https:') return true
  const loopback =
    url.hostname === 'localhost' ||
    url.hostname.endsWith('.localhost') ||
    url.hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(url.hostname)
  return url.protocol === 'http:' && loopback
}

function absoluteUrl(value: unknown): string | undefined {
  return typeof value === 'string' && /^https?:/i.test(value) && URL.canParse(value) && !/[?#]/.test(value)
    ? undefined
    : 'an absolute URL such as `https://api.example.com`, without query or fragment'
}
