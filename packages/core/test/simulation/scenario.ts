import { act } from './actions.ts'
import { Callers } from './callers.ts'
import { beginOutage } from './outages.ts'
import { requestBound } from './request-bound.ts'
import { type Breakage, createWorld, type World } from './world.ts'

/** What came of a scenario. */
export interface Outcome {
  readonly violations: readonly string[]
  readonly traceHash: string
  readonly trace: readonly string[]
  readonly tokenRequests: number
  readonly bound: number
  readonly virtualMs: number
  /** Refresh tokens that were used twice where that could not be helped. */
  readonly excusedReuses: number
}

export interface ScenarioOptions extends Breakage {
  /** How many turns of the event loop the clock waits for what is under way. */
  readonly turnsUntilIdle?: number
}

/** Lives through the scenario of a seed: the same seed, the same scenario. */
export async function runScenario(seed: number, options: ScenarioOptions = {}): Promise<Outcome> {
  const world = createWorld(seed, options, options.turnsUntilIdle)
  const callers = new Callers()
  const onUnhandled = (reason: unknown): void => {
    world.violations.push(`unhandled: ${reason}`)
  }
  const others = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', onUnhandled)
  try {
    await live(world, callers)
    await comeToRest(world, callers)
  } catch (error) {
    world.violations.push(error instanceof Error ? error.message : String(error))
  } finally {
    process.removeListener('unhandledRejection', onUnhandled)
    for (const listener of others) process.on('unhandledRejection', listener)
  }
  const { violations, trace, provider, clock, tally } = world
  tally.durationMs = clock.truth()
  tally.abandoned = provider.abandoned
  const bound = requestBound(tally)
  const { tokenRequests } = provider
  if (tokenRequests > bound) violations.push(`requests: ${tokenRequests}, where ${bound} are enough`)
  const { excusedReuses } = provider.families
  const virtualMs = clock.truth()
  return { violations, traceHash: trace.hash, trace: trace.lines, tokenRequests, bound, virtualMs, excusedReuses }
}

async function live(world: World, callers: Callers): Promise<void> {
  const { random, clock, clients, setting } = world
  if (!setting.hasCredentials && clients[0]) {
    world.tally.wishes += 1
    callers.follow(world, 'first signIn', clients[0].auth.signIn({ username: 'ada', password: 'correct horse' }))
    await clock.advance(10_000)
  }
  const steps = random.whole(15, 45)
  const endings: (() => void)[] = []
  for (let step = 0; step < steps; step += 1) {
    if (!world.provider.outage && random.chance(0.05)) endings.push(beginOutage(world))
    act(world, callers)
    await clock.advance(pauseOf(world))
  }
  for (const end of endings) end()
}

/** From one action to the next: at once, after a moment, or after a part of a token's life. */
function pauseOf({ random, setting }: World): number {
  const kind = random.next()
  if (kind < 0.2) return 0
  if (kind < 0.5) return random.between(0, 5000)
  return setting.lifeMs * (kind < 0.85 ? random.between(0, 0.4) : random.between(0.7, 1.3))
}

/** All troubles over, every caller answered, everything stored: what must hold in the end. */
async function comeToRest(world: World, callers: Callers): Promise<void> {
  const { clock, clients, provider, faults, violations, trace, tally } = world
  // Longer than Retry-After is ever believed, so that no cool-down is left.
  await clock.advance(4_000_000)
  provider.troubles.length = 0
  faults.fault = undefined
  world.locks.ahead = undefined
  for (const client of clients) {
    tally.moments += 1
    callers.followToken(world, client, client.auth.getToken())
    await clock.advance(120_000)
  }
  if (callers.waiting > 0) violations.push(`waiting: ${callers.waiting} callers were never answered`)
  if (clock.timers > 0) violations.push(`timers: ${clock.timers} are left`)
  const newest = provider.families.precious
  const isStored = newest === undefined || (faults.text ?? '').includes(`"${newest}"`)
  trace.add(`stored: ${isStored}`)
  if (!isStored) violations.push(`lost: nobody holds ${newest}, the newest refresh token`)
}
