import type { Adapter } from '../adapter-contract.ts'
import { type Clock, systemClock } from '../clock.ts'
import { createEmitter, type EmitEvent } from '../events.ts'
import { Channel } from '../http/channel.ts'
import { createLog } from '../log/create-log.ts'
import { readLogLevel } from '../log/log-level.ts'
import type { Settings } from '../settings.ts'
import type { TokenStore } from '../store/token-store.ts'
import { type AuthOptions, allowInsecureRequests } from './auth-options.ts'
import { checkOptions, type OptionRules } from './check.ts'
import { checkPlatform } from './platform.ts'
import {
  absoluteUrl,
  clock as clockRule,
  credentials as credentialsRule,
  headers,
  interval,
  logger,
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
  'clock?': clockRule,
  'random?': 'function',
  'waitUntil?': 'function',
  'timing?': 'object',
  'retry?': 'object',
  'onStoreFailure?': ['keep', 'fail'],
  'onEvent?': 'function',
  'logger?': logger,
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
  adapter: Pick<Adapter<Credentials, unknown>, 'name' | 'identity' | 'tells'>,
  options: AuthOptions<Credentials>,
  urls: ProviderUrls,
): ClientSettings<Credentials> {
  const caller = `@auth/${adapter.name}`
  checkPlatform(caller)
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
  const settings = new ClientSettings(adapter, copyOptions(options), urls)
  if (options[allowInsecureRequests] !== true) {
    const check = (name: string, url: string): void => requireSecure(adapter.name, name, url)
    check('authBaseUrl', settings.authBaseUrl)
    check('apiBaseUrl', settings.apiBaseUrl)
    for (const [index, url] of (options.origins ?? []).entries()) check(`origins[${index}]`, url)
  }
  return settings
}

/** Marks options that nobody else has. */
const own: unique symbol = Symbol('own')

/** Copies options: what was checked stays as it is, whatever happens to the objects that were given. */
export function copyOptions<Options extends AuthOptions<unknown>>(options: Options): Options {
  if (own in options) return options
  const { origins, headers, timing, retry } = options
  return {
    ...options,
    ...(origins && { origins: [...origins] }),
    ...(headers && { headers: { ...headers } }),
    ...(timing && { timing: { ...timing } }),
    ...(retry && { retry: { ...retry } }),
    [own]: true,
  }
}

/** What is not needed by a client that nobody uses is made at its first use: there may be one for each of many people. */
export class ClientSettings<Credentials> implements Settings<Credentials> {
  readonly authBaseUrl: string
  readonly apiBaseUrl: string
  readonly clock: Clock
  readonly #options: AuthOptions<Credentials>
  #origins: readonly string[] | undefined
  #channel: Channel | undefined
  readonly #adapter: Pick<Adapter<Credentials, unknown>, 'name' | 'tells'>
  #emit: EmitEvent | undefined

  constructor(
    adapter: Pick<Adapter<Credentials, unknown>, 'name' | 'tells'>,
    options: AuthOptions<Credentials>,
    urls: ProviderUrls,
  ) {
    this.#adapter = adapter
    this.authBaseUrl = options.authBaseUrl ?? urls.authBaseUrl
    this.apiBaseUrl = options.apiBaseUrl ?? urls.apiBaseUrl
    this.clock = options.clock ?? systemClock
    this.#options = options
  }

  get options(): AuthOptions<Credentials> {
    return this.#options
  }

  get provider(): string {
    return this.#adapter.name
  }

  get credentials(): Settings<Credentials>['credentials'] {
    return this.#options.credentials
  }

  get store(): TokenStore | undefined {
    return this.#options.store
  }

  get identity(): string | undefined {
    return this.#options.identity
  }

  get origins(): readonly string[] {
    const { origins = [] } = this.#options
    this.#origins ??= [...new Set([this.apiBaseUrl, ...origins].map((url) => new URL(url).origin))]
    return this.#origins
  }

  get allowInsecure(): boolean {
    return this.channel.allowInsecure
  }

  get random(): () => number {
    return this.channel.random
  }

  get waitUntil(): Settings<Credentials>['waitUntil'] {
    return this.#options.waitUntil
  }

  get failOnStoreFailure(): boolean {
    return this.#options.onStoreFailure === 'fail'
  }

  get recheckMs(): number {
    return this.#options.timing?.recheckMs ?? 60_000
  }

  get retryRequests(): boolean {
    return this.#options.retry?.requests ?? false
  }

  get channel(): Channel {
    this.#channel ??= new Channel(this.provider, this.authBaseUrl, this.#options)
    return this.#channel
  }

  get emit(): EmitEvent {
    if (this.#emit) return this.#emit
    const { onEvent, logger = readLogLevel() } = this.#options
    const listeners = [onEvent, logger && createLog(logger)]
    this.#emit = createEmitter(this.provider, this.clock, listeners, this.#adapter)
    return this.#emit
  }
}
