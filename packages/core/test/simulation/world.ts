import type { TokenStore } from '../../src/index.ts'
import { createFaultyStore } from '../support/faulty-store.ts'
import { ada, createTestAuth, type TestAuth, testAdapter } from '../support/test-adapter.ts'
import { createClientStore, type Locks, type Runs } from './client-store.ts'
import { createProvider, type Provider } from './provider.ts'
import { createRandom, type SeededRandom } from './random.ts'
import { createTally, type Tally } from './request-bound.ts'
import { isTombstone, SignOuts } from './sign-outs.ts'
import { createSimulationClock, type SimulationClock } from './simulation-clock.ts'
import { createTrace, type Trace } from './trace.ts'

/** What is made faulty, to show that the simulation notices. */
export interface Breakage {
  readonly auth?: (auth: TestAuth, clock: SimulationClock) => TestAuth
  readonly adapter?: Partial<typeof testAdapter>
  readonly store?: (store: TokenStore) => TokenStore
  /** How much longer than true the provider says that its tokens live. */
  readonly overstatement?: number
  /** What is not left to chance. */
  readonly setting?: Partial<Setting>
}

/** What a scenario is like from beginning to end. */
export interface Setting {
  /** How wall time goes wrong. A machine that sleeps while its clock is set back has no way to know: only one of them. */
  readonly wallTime: 'true' | 'steps' | 'sleeps'
  readonly hasCredentials: boolean
  /** Whether sessions can be renewed: else every token takes a sign-in. */
  readonly renews: boolean
  readonly rotates: boolean
  /** Whether the provider is told of a sign-out: else the session goes on there. */
  readonly revokes: boolean
  readonly lifeMs: number
  readonly clients: number
  readonly storeRuns: Runs
  readonly storeLatencyMs: number
  readonly recheckMs: number
}

/** A client, and the tokens that it gave to its callers. */
export interface Client {
  readonly name: string
  readonly auth: TestAuth
  /** In the order of hand-out, without repetitions. */
  readonly given: string[]
  /** What callers reported as refused. */
  readonly rejected: Set<string>
  /** Whether `signOut` was called on it, and no `signIn` since. */
  signedOut: boolean
}

export interface World {
  readonly random: SeededRandom
  readonly clock: SimulationClock
  readonly trace: Trace
  readonly tally: Tally
  readonly violations: string[]
  readonly setting: Setting
  readonly provider: Provider
  readonly clients: readonly Client[]
  readonly faults: ReturnType<typeof createFaultyStore>
  readonly locks: Locks
  readonly signOuts: SignOuts
  /** Whether the API refuses every token. */
  readonly storm: { isOn: boolean }
}

const secondMs = 1000
const lives = [1, 2, 5, 10, 60, 300, 900, 3600, 86_400, 30 * 86_400] as const

function chooseSetting(random: SeededRandom): Setting {
  const hasCredentials = random.chance(0.6)
  return {
    wallTime: random.pick(['true', 'steps', 'sleeps']),
    hasCredentials,
    renews: !hasCredentials || random.chance(0.7),
    rotates: random.chance(0.8),
    revokes: random.chance(0.5),
    lifeMs: random.pick(lives) * secondMs * random.between(1, 1.5),
    clients: random.pick([1, 1, 2, 3]),
    storeRuns: random.pick(['once', 'once', 'once', 'again', 'at once, first', 'at once, second']),
    storeLatencyMs: random.pick([0, 0, 20]),
    recheckMs: random.pick([5, 60]) * secondMs,
  }
}

export function createWorld(seed: number, breakage: Breakage, turnsUntilIdle?: number): World {
  const random = createRandom(seed)
  const clock = createSimulationClock(turnsUntilIdle)
  const trace = createTrace(clock.truth)
  const violations: string[] = []
  const setting = { ...chooseSetting(random), ...breakage.setting }
  trace.add(JSON.stringify(setting))
  const provider = createProvider(clock, createRandom(random.whole(0, 1e9)), trace, {
    rotates: setting.rotates,
    overstatement: breakage.overstatement ?? 1,
    onViolation: (what) => violations.push(what),
  })
  provider.lifeMs = setting.lifeMs
  provider.latencyMs = latencyFor(setting, random)
  const tally = { ...createTally(), clients: setting.clients, shortestLifeMs: setting.lifeMs }
  const signOuts = new SignOuts(setting.recheckMs)
  const locks: Locks = { ahead: undefined, holders: new Map() }
  const faults = createFaultyStore(clock)

  function onChanged(client: string, text: string | undefined): void {
    const now = clock.truth()
    const isMark = text === undefined || isTombstone(text)
    const session = provider.find(/access-token-\d+/.exec(text ?? '')?.[0] ?? '')?.session
    trace.add(`${client} stores ${isMark ? 'that nobody is signed in' : `session ${session}`}`)
    if (!isMark && session !== undefined) provider.families.store(session)
    const marked = isMark ? signOuts.marked(text, now) : undefined
    const violation = isMark || session === undefined ? marked : signOuts.written(session, now)
    if (violation) violations.push(violation)
    if (isMark) for (const over of signOuts.over) provider.families.giveUp(over)
  }

  function onLockLost(client: string, requestsBefore: number): void {
    trace.add(`${client} loses its lock`)
    tally.lostLocks += 1
    provider.excusedAt = clock.truth()
    const use = provider.spentBy(client)
    if (!use || use.order <= requestsBefore) return
    // Others may spend it again before they can know.
    provider.families.excuse(use.refreshToken, { loser: client, order: provider.tokenRequests })
    tally.lostSessions += 1
  }

  const createClient = (_: unknown, index: number): Client => {
    const name = `client-${index + 1}`
    const own = createRandom(random.whole(0, 1e9))
    const reached = createClientStore(faults, {
      client: name,
      clock,
      locks,
      runs: setting.storeRuns,
      latencyMs: setting.storeLatencyMs,
      onLocked() {
        const { tokenRequests } = provider
        return () => onLockLost(name, tokenRequests)
      },
      onChanged: (text) => onChanged(name, text),
    })
    // Ages in a store are wall times: where those may be wrong, it takes a store with a clock of its own.
    const store = setting.wallTime === 'true' ? reached : { ...reached, now: ownTime }
    const { auth } = createTestAuth({
      clock,
      fetch: provider.fetchOf(name),
      store: breakage.store?.(store) ?? store,
      identity: 'ada',
      random: own.next,
      timing: { recheckMs: setting.recheckMs },
      credentials: setting.hasCredentials ? ada : undefined,
      onEvent: (event) => trace.add(`${name} ${event.type} ${'code' in event ? event.code : ''}`),
      adapter: {
        ...testAdapter,
        ...(setting.renews ? {} : { renew: async () => undefined }),
        ...(setting.revokes ? {} : { signOut: async () => {} }),
        ...breakage.adapter,
      },
    })
    return { name, auth: breakage.auth?.(auth, clock) ?? auth, given: [], rejected: new Set(), signedOut: false }
  }

  /** A store that cannot be read cannot tell its time either. */
  async function ownTime(): Promise<number> {
    if (faults.fault === 'read') throw new Error('the store does not answer')
    return clock.truth()
  }

  const clients = Array.from({ length: setting.clients }, createClient)
  const storm = { isOn: false }
  return { random, clock, trace, tally, violations, setting, provider, clients, faults, locks, signOuts, storm }
}

/** Answers take up to 8 s, and never so long that most tokens arrive dead. */
export function latencyFor({ lifeMs }: Setting, random: SeededRandom): number {
  return random.chance(0.2) ? 0 : Math.min(lifeMs / 3, random.pick([20, 200, 1000, 8000] as const))
}
