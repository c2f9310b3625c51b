import type { TokenStore } from '../../src/index.ts'
import { createFaultyStore } from '../support/faulty-store.ts'
import { ada, createTestAuth, type TestAuth, testAdapter } from '../support/test-adapter.ts'
import { createProvider, type Provider } from './provider.ts'
import { createRandom, type SeededRandom } from './random.ts'
import { createTally, type Tally } from './request-bound.ts'
import { createSimulationClock, type SimulationClock } from './simulation-clock.ts'
import { createTrace, type Trace } from './trace.ts'

/** What is made faulty, to show that the simulation notices. */
export interface Breakage {
  readonly auth?: (auth: TestAuth, clock: SimulationClock) => TestAuth
  readonly adapter?: Partial<typeof testAdapter>
  readonly store?: (store: TokenStore) => TokenStore
  /** How much longer than true the provider says that its tokens live. */
  readonly overstatement?: number
}

/** What a scenario is like from beginning to end. */
export interface Setting {
  /** How wall time goes wrong. A machine that sleeps while its clock is set back has no way to know: only one of them. */
  readonly wallTime: 'true' | 'steps' | 'sleeps'
  readonly hasCredentials: boolean
  readonly rotates: boolean
  readonly lifeMs: number
  readonly clients: number
}

/** A client, and the tokens that it gave to its callers. */
export interface Client {
  readonly name: string
  readonly auth: TestAuth
  /** In the order of hand-out, without repetitions. */
  readonly given: string[]
  /** What callers reported as refused. */
  readonly rejected: Set<string>
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
}

const secondMs = 1000
const lives = [1, 2, 5, 10, 60, 300, 900, 3600, 86_400, 30 * 86_400] as const

function chooseSetting(random: SeededRandom): Setting {
  return {
    wallTime: random.pick(['true', 'steps', 'sleeps']),
    hasCredentials: random.chance(0.6),
    rotates: random.chance(0.8),
    lifeMs: random.pick(lives) * secondMs * random.between(1, 1.5),
    clients: random.pick([1, 1, 2, 3]),
  }
}

export function createWorld(seed: number, breakage: Breakage, turnsUntilIdle?: number): World {
  const random = createRandom(seed)
  const clock = createSimulationClock(turnsUntilIdle)
  const trace = createTrace(clock.truth)
  const violations: string[] = []
  const setting = chooseSetting(random)
  trace.add(JSON.stringify(setting))
  const provider = createProvider(clock, createRandom(random.whole(0, 1e9)), trace, {
    rotates: setting.rotates,
    overstatement: breakage.overstatement ?? 1,
    onViolation: (what) => violations.push(what),
  })
  provider.lifeMs = setting.lifeMs
  provider.latencyMs = latencyFor(setting, random)
  const faults = createFaultyStore(clock)
  // Ages in a store are wall times: where those may be wrong, it takes a store with a clock of its own.
  const ownClock = setting.wallTime === 'true' ? {} : { now: async () => clock.truth() }
  const store = Object.assign(faults, ownClock)
  const createClient = (_: unknown, index: number): Client => {
    const name = `client-${index + 1}`
    const own = createRandom(random.whole(0, 1e9))
    const { auth } = createTestAuth({
      clock,
      fetch: provider.fetchOf(name),
      store: breakage.store?.(store) ?? store,
      identity: 'ada',
      random: own.next,
      credentials: setting.hasCredentials ? ada : undefined,
      onEvent: (event) => trace.add(`${name} ${event.type} ${'code' in event ? event.code : ''}`),
      adapter: { ...testAdapter, ...breakage.adapter },
    })
    return { name, auth: breakage.auth?.(auth, clock) ?? auth, given: [], rejected: new Set() }
  }
  const clients = Array.from({ length: setting.clients }, createClient)
  const tally = { ...createTally(), clients: setting.clients, shortestLifeMs: setting.lifeMs }
  return { random, clock, trace, tally, violations, setting, provider, clients, faults }
}

/** Answers take up to 8 s, and never so long that most tokens arrive dead. */
export function latencyFor({ lifeMs }: Setting, random: SeededRandom): number {
  return random.chance(0.2) ? 0 : Math.min(lifeMs / 3, random.pick([20, 200, 1000, 8000] as const))
}
