import { act, chooseTrouble } from './actions.ts'
import { Callers } from './callers.ts'
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
  } finally {
    process.removeListener('unhandledRejection', onUnhandled)
    for (const listener of others) process.on('unhandledRejection', listener)
  }
  const { violations, trace, provider, clock, tally } = world
  tally.durationMs = clock.truth()
  const bound = requestBound(tally)
  const { tokenRequests } = provider
  if (tokenRequests > bound) violations.push(`requests: ${tokenRequests}, where ${bound} are enough`)
  return { violations, traceHash: trace.hash, trace: trace.lines, tokenRequests, bound, virtualMs: clock.truth() }
}

async function live(world: World, callers: Callers): Promise<void> {
  const { random, clock, clients, setting } = world
  if (!setting.hasCredentials && clients[0]) {
    world.tally.wishes += 1
    callers.follow(world, 'first signIn', clients[0].auth.signIn({ username: 'ada', password: 'correct horse' }))
    await clock.advance(10_000)
  }
  const steps = random.whole(15, 45)
  const outages: Outage[] = []
  for (let step = 0; step < steps; step += 1) {
    if (!world.provider.outage && random.chance(0.05)) outages.push(beginOutage(world))
    const { resets, moments } = world.tally
    act(world, callers)
    for (const outage of outages) {
      if (!outage.isOn) continue
      outage.resets += world.tally.resets - resets
      outage.moments += world.tally.moments - moments
    }
    await clock.advance(pauseOf(world))
  }
  for (const outage of outages) outage.end()
}

interface Outage {
  isOn: boolean
  resets: number
  moments: number
  end(): void
}

function beginOutage({ provider, random, clock, tally, trace }: World): Outage {
  const durationMs = random.pick([2000, 30_000, 300_000, 3_600_000]) * random.between(0.5, 1.5)
  const trouble = chooseTrouble(random)
  // Answers that are lost again and again use up a session each time: single ones are enough.
  provider.outage = trouble.kind === 'lost' ? { kind: 'refused' } : trouble
  trace.add(`outage: ${provider.outage.kind}`)
  const startedAt = clock.truth()
  const outage: Outage = {
    isOn: true,
    resets: 0,
    moments: 0,
    end() {
      if (!outage.isOn) return
      outage.isOn = false
      cancel()
      provider.outage = undefined
      trace.add('the outage is over')
      tally.outages.push({ durationMs: clock.truth() - startedAt, resets: outage.resets, moments: outage.moments })
    },
  }
  const cancel = clock.schedule(outage.end, durationMs)
  return outage
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
