import { type Callers, impatience } from './callers.ts'
import type { Loss } from './client-store.ts'
import { chooseTrouble } from './outages.ts'
import { overtakeRenewal, signIn, signOut, signOutElsewhere } from './sessions.ts'
import { hurry, refuseAll } from './storms.ts'
import { type Client, latencyFor, type World } from './world.ts'

type Act = (world: World, callers: Callers, client: Client) => void

/** Many callers at once. Some have little patience, some want a token that lasts. */
const ask: Act = ({ random, clock, tally, ...world }, callers, client) => {
  const all = { ...world, random, clock, tally }
  tally.moments += 1
  const count = random.chance(0.3) ? random.whole(5, 20) : 1
  for (let index = 0; index < count; index += 1) {
    const minValidityMs = random.chance(0.05) ? random.between(0, 1) * world.setting.lifeMs : 0
    if (minValidityMs > 0) {
      tally.wishes += 1
      world.provider.excusedAt = clock.truth()
    }
    const signal = random.chance(0.15) ? impatience(all, random.pick([0, 10, 300, 3000])) : undefined
    callers.followToken(all, client, client.auth.getToken({ signal, minValidityMs }))
  }
}

/** The API refused a token that was handed out, now or some time ago, and several callers say so. */
const reject: Act = (world, callers, client) => {
  const { random, tally } = world
  const back = random.chance(0.6) ? 1 : random.whole(1, 4)
  const token = client.given.at(-back)
  tally.moments += 1
  if (token === undefined) return
  if (world.clients.every((other) => !other.rejected.has(token))) tally.rejections += 1
  // A refused token that this client has replaced already may be in use with another.
  client.rejected.add(token)
  world.trace.add(`${client.name} rejects ${token}`)
  const count = random.whole(1, 10)
  for (let index = 0; index < count; index += 1) {
    callers.followToken(world, client, client.auth.refresh({ rejected: token }), [token])
  }
}

const refresh: Act = (world, callers, client) => {
  world.tally.wishes += 1
  world.tally.moments += 1
  world.trace.add(`${client.name} refreshes`)
  callers.followToken(world, client, client.auth.refresh())
}

const singleTroubles: Act = ({ random, provider, tally, trace, setting, clients }) => {
  const count = random.whole(1, 3)
  for (let index = 0; index < count; index += 1) {
    const trouble = chooseTrouble(random)
    tally.troubles += 1
    provider.troubles.push(trouble)
    trace.add(`trouble ahead: ${trouble.kind}`)
    if (trouble.kind === 'lost' && setting.rotates) tally.lostSessions += clients.length
  }
}

const endSessions: Act = ({ provider, tally, trace }) => {
  tally.lostSessions += 1
  trace.add('the provider ends every session')
  provider.families.endAll()
}

const changeWallTime: Act = ({ clock, random, setting, tally, trace }) => {
  const ms = random.between(0.01, 2) * random.pick([1000, setting.lifeMs, 3_600_000])
  if (setting.wallTime === 'sleeps') {
    trace.add(`the machine sleeps for ${ms} ms`)
    clock.sleep(ms)
  } else if (setting.wallTime === 'steps') {
    const ahead = random.chance(0.5)
    if (ahead) tally.stepsAhead += 1
    trace.add(`the wall clock is set by ${ahead ? ms : -ms} ms`)
    clock.step(ahead ? ms : -ms)
  }
}

const changeLatency: Act = ({ provider, random, setting }) => {
  provider.latencyMs = latencyFor(setting, random)
}

const breakStore: Act = ({ faults, random, clock, clients, trace, signOuts, provider }) => {
  // A token that one client could not store is not known to the others, who then use what it has used up.
  const kind = clients.length > 1 ? 'read' : random.pick(['read', 'write', 'endless-write'] as const)
  trace.add(`the store fails: ${kind}`)
  faults.fault = kind
  if (kind === 'read') provider.families.storeDownUntil = Infinity
  clock.schedule(
    () => {
      trace.add('the store works again')
      faults.fault = undefined
      if (kind === 'read') provider.families.storeDownUntil = clock.truth()
      signOuts.storeWorks(clock.truth())
    },
    random.pick([100, 5000, 60_000]),
  )
}

/** The lock that somebody holds is lost, or else the next one: often while all clients want it at once. */
const loseLock: Act = (world, callers, client) => {
  const { locks, random, provider, setting, clients, tally, trace } = world
  const longestMs = 4 * setting.storeLatencyMs + 1.5 * provider.latencyMs
  const ahead = random.pick<Loss>(['at once', random.between(0, longestMs), random.between(0, 2000)])
  const [lose] = locks.holders.values()
  if (lose) lose()
  else locks.ahead = ahead
  const token = client.given.at(-1)
  if (token === undefined || random.chance(0.4)) return
  tally.rejections += 1
  trace.add(`all reject ${token}`)
  for (const other of clients) {
    tally.moments += 1
    if (other.given.includes(token)) {
      other.rejected.add(token)
      callers.followToken(world, other, other.auth.refresh({ rejected: token }), [token])
    } else {
      tally.wishes += 1
      callers.followToken(world, other, other.auth.refresh())
    }
  }
}

/** How often each action comes, relative to the others. */
const shares: readonly (readonly [number, Act])[] = [
  [40, ask],
  [12, reject],
  [5, refresh],
  [4, signIn],
  [2, signOut],
  [2, signOutElsewhere],
  [2, overtakeRenewal],
  [7, singleTroubles],
  [1, endSessions],
  [8, changeWallTime],
  [3, changeLatency],
  [3, breakStore],
  [4, loseLock],
  [3, hurry],
  [2, refuseAll],
]
/** After these, nobody has a reason to replace a token before its time. */
const everyday: ReadonlySet<Act> = new Set([ask, hurry, singleTroubles, changeLatency])
const allShares = shares.reduce((sum, [share]) => sum + share, 0)

/** Does something, and most often makes somebody ask for a token. */
export function act(world: World, callers: Callers): void {
  const { random, clients, clock, provider } = world
  const client = clients[random.whole(0, clients.length - 1)]
  let left = random.next() * allShares
  for (const [share, action] of shares) {
    left -= share
    if (left < 0) {
      const isEveryday = everyday.has(action)
      if (!isEveryday) provider.excusedAt = clock.truth()
      if (client) action(world, callers, client)
      // A machine that slept is late.
      if (!isEveryday) provider.excusedAt = clock.truth()
      return
    }
  }
}
