import type { EmulatorClock, ProviderContext, ProviderEmulator, ProviderName } from './contract.ts'
import { withCors } from './cors.ts'
import { createElasticPath, type ElasticPathOptions, elasticPathCredentials } from './elasticpath.ts'
import { createExchange } from './exchange.ts'
import { checkedFault } from './fault-check.ts'
import { createFaultQueue, type Fault, networkError, type PendingFault } from './faults.ts'
import { createGenlogs, type GenlogsOptions, genlogsCredentials } from './genlogs.ts'
import { createGooru, type GooruOptions, gooruCredentials } from './gooru.ts'
import { createJournal, type JournalEntry } from './journal.ts'
import { type LiveToken, liveTokens } from './live-tokens.ts'
import { createMeshy, type MeshyOptions, meshyCredentials } from './meshy.ts'
import type { Observer } from './observer.ts'
import { checkedProfile, type EmulatorProfile, withProfile } from './profile.ts'
import { randomOf } from './random.ts'
import { type ProviderUrls, providerUrls } from './routes.ts'

/** Options of `createEmulator`. Each has a default. */
export interface EmulatorOptions {
  /**
   * Where the emulated servers seem to be.
   * @default 'https://emulator.test'
   */
  origin?: string
  /**
   * The servers' time.
   * @default the system's, moved by `advance()`
   */
  clock?: EmulatorClock
  /**
   * Source of random numbers from 0 to 1, for faults with a `probability`: a seeded one makes them repeatable.
   * @default Math.random, or the numbers that follow from `seed`
   */
  random?: () => number
  /**
   * A whole number from which all random numbers follow: with the same one, faults with a `probability` hit the same
   * requests in every run. Cannot be combined with `random`.
   * @default none
   */
  seed?: number
  /**
   * How many requests `requests` keeps: the newest. 0 keeps none, `Infinity` all.
   * @default 1_000
   */
  journalLimit?: number
  /**
   * Whether pages of other origins may read the answers, and preflights are answered. GenLogs' and Gooru's real
   * services do not allow it: false restores that.
   * @default true
   */
  cors?: boolean
  /**
   * Which of a provider's documented servers to emulate, by name. The provider's own options take precedence.
   * @default {}
   */
  profile?: EmulatorProfile
  /** How MeshyDB behaves, and who can sign in. */
  meshy?: MeshyOptions
  /** How Elastic Path behaves, and who can sign in. */
  elasticpath?: ElasticPathOptions
  /** How Gooru behaves, and who can sign in. */
  gooru?: GooruOptions
  /** How GenLogs behaves, and who can sign in. */
  genlogs?: GenlogsOptions
}

/** The credentials that each provider accepts by default, with users for special cases. */
export interface EmulatorCredentials {
  /** An account, a user, an inactive one, an anonymous one. */
  readonly meshy: typeof meshyCredentials
  /** A store, and members of one account, of three and of none. */
  readonly elasticpath: typeof elasticPathCredentials
  /** Applications, and users with unusual passwords or none. */
  readonly gooru: typeof gooruCredentials
  /** A customer, a user, one without a permission. */
  readonly genlogs: typeof genlogsCredentials
}

/** The four providers, without a network. */
export interface Emulator {
  /**
   * A drop-in fetch that never touches the network. Another origin fails like a name that cannot be looked up.
   * Redirects are never followed: the answer is returned as it is, or refused with `redirect: 'error'`.
   */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  /** The base URLs of each provider, fit for the options of its package. */
  readonly urls: Readonly<Record<ProviderName, ProviderUrls>>
  /** The credentials that sign in unless the options name other users. */
  readonly credentials: EmulatorCredentials
  /** What arrived, oldest first, secrets masked: the newest 1,000, or as many as the option `journalLimit` says. */
  readonly requests: readonly JournalEntry[]
  /**
   * Adds a fault. Faults apply in the order in which they were added. Throws a TypeError for one that could never hit,
   * for example because of a misspelled endpoint.
   */
  fail(fault: Fault): void
  /** Forgets the faults that have not been used up. */
  clearFaults(): void
  /** The tokens that would be accepted now, masked. */
  liveTokens(): readonly LiveToken[]
  /** The servers' time, in epoch milliseconds. */
  now(): number
  /** Moves the servers' clock. Throws when `options.clock` is set. */
  advance(ms: number): void
  /** Makes every access token that a provider has issued so far invalid. Refresh tokens stay. */
  revokeAccessTokens(provider: ProviderName): void
  /** Forgets requests and faults, not sessions. */
  reset(): void
}

/** Makes the four providers, without a network. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  return assembleEmulator(options).emulator
}

/** The emulator, with what only its server may do. */
export interface AssembledEmulator {
  readonly emulator: Emulator
  /** What `emulator.fetch` does with a request to its own origin. */
  answer(request: Request): Promise<Response>
  readonly providers: Readonly<Record<ProviderName, ProviderEmulator>>
  /** The faults that are still to hit. */
  pendingFaults(): readonly PendingFault[]
}

/** @param observer - Is told of whatever changes. */
export function assembleEmulator(options: EmulatorOptions, observer?: Observer): AssembledEmulator {
  const origin = new URL(options.origin ?? 'https://emulator.test').origin
  let offsetMs = 0
  const clock = options.clock ?? { now: () => Date.now() + offsetMs }
  const random = randomOf(options)
  const providers = createProviders(options, { clock, random })
  const { requests, record } = createJournal(options.journalLimit)
  const faults = createFaultQueue(random)
  const exchange = createExchange({ clock, providers, faults, record, observer })
  const answer = options.cors === false ? exchange : withCors(exchange)
  const emulator: Emulator = {
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const url = new URL(request.url)
      if (url.origin !== origin) throw networkError('ENOTFOUND', url.hostname)
      return answer(request)
    },
    urls: providerUrls(origin),
    credentials: {
      meshy: meshyCredentials,
      elasticpath: elasticPathCredentials,
      gooru: gooruCredentials,
      genlogs: genlogsCredentials,
    },
    requests,
    fail: (fault) => {
      const checked = checkedFault(fault)
      faults.add(checked, providers[checked.provider].absentEndpoints)
      observer?.changed()
    },
    clearFaults: () => {
      faults.clear()
      observer?.changed()
    },
    liveTokens: () => liveTokens(providers, clock),
    now: () => clock.now(),
    advance: (ms) => {
      if (options.clock !== undefined) throw new TypeError('@auth/emulator: advance() needs the default clock')
      offsetMs += ms
      observer?.changed()
    },
    revokeAccessTokens: (provider) => {
      providers[provider].revokeAccessTokens()
      observer?.changed()
    },
    reset: () => {
      requests.length = 0
      faults.clear()
      observer?.changed()
    },
  }
  return { emulator, answer, providers, pendingFaults: () => faults.pending() }
}

function createProviders(options: EmulatorOptions, context: ProviderContext): Record<ProviderName, ProviderEmulator> {
  const { meshy, gooru, genlogs } = withProfile(checkedProfile({ ...options.profile }), options)
  return {
    meshy: createMeshy(meshy, context),
    elasticpath: createElasticPath(options.elasticpath ?? {}, context),
    gooru: createGooru(gooru, context),
    genlogs: createGenlogs(genlogs, context),
  }
}
