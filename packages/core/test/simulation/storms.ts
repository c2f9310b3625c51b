import { type Callers, impatience } from './callers.ts'
import { beginOutage } from './outages.ts'
import { stormBound } from './request-bound.ts'
import type { Client, World } from './world.ts'

interface Series {
  readonly count: number
  readonly everyMs: number
  step(): void
  onEnd?(): void
}

/** Does the same again and again. */
function repeat({ clock }: Pick<World, 'clock'>, { count, everyMs, step, onEnd }: Series): void {
  let left = count
  const next = (): void => {
    left -= 1
    if (left < 0) {
      onEnd?.()
      return
    }
    step()
    clock.schedule(next, everyMs)
  }
  next()
}

/**
 * A service whose own requests time out after a second or less: each has left before the next one asks. Often they come
 * when the API has just refused the token, and the provider is in trouble.
 */
export function hurry(world: World, callers: Callers, client: Client): void {
  const { random, tally, trace, provider, clock } = world
  const everyMs = random.pick([100, 300, 1000])
  const isPatient = random.chance(0.25)
  const count = random.whole(5, 30)
  trace.add(`${client.name} is asked every ${everyMs} ms`)
  tally.series.push({ moments: count, durationMs: count * everyMs })
  const token = client.given.at(-1)
  if (token !== undefined && random.chance(0.7)) {
    beginOutage(world, 1.5 * count * everyMs)
    provider.excusedAt = clock.truth()
    tally.rejections += 1
    client.rejected.add(token)
    trace.add(`${client.name} rejects ${token}`)
    const signal = impatience(world, everyMs)
    callers.followToken(world, client, client.auth.refresh({ rejected: token, signal }), [token])
  }
  repeat(world, {
    count,
    everyMs,
    step() {
      tally.moments += 1
      const signal = isPatient ? undefined : impatience(world, everyMs)
      callers.followToken(world, client, client.auth.getToken({ signal }))
    },
  })
}

/** For a while the API refuses every token, however new, and all who were given one say so at once. */
export function refuseAll(world: World, callers: Callers): void {
  const { random, tally, trace, clients, storm, provider, clock, violations } = world
  if (storm.isOn) return
  storm.isOn = true
  const durationMs = random.pick([2000, 20_000, 120_000])
  const count = random.pick([10, 40])
  trace.add(`the API refuses every token for ${durationMs} ms`)
  tally.storms.push({ durationMs })
  tally.series.push({ moments: count * clients.length, durationMs })
  const before = othersIn(world)
  const { tokenRequests } = provider
  const refuse = (client: Client, value: string): void => {
    provider.excusedAt = clock.truth()
    client.rejected.add(value)
    for (let index = 0; index < 3; index += 1) {
      callers.followToken(world, client, client.auth.refresh({ rejected: value }), [value])
    }
  }
  const askAndRefuse = (client: Client): void => {
    tally.moments += 1
    callers.followToken(world, client, client.auth.getToken(), [], (value) => refuse(client, value))
  }
  repeat(world, {
    count,
    everyMs: durationMs / count,
    step: () => clients.forEach(askAndRefuse),
    onEnd() {
      storm.isOn = false
      trace.add('the API accepts tokens again')
      // Where nothing else went on, it is judged on its own. A session may have ended before it, unnoticed.
      const requests = provider.tokenRequests - tokenRequests
      const bound = stormBound(tally, durationMs) + 2 * clients.length
      if (othersIn(world) === before && requests > bound) {
        violations.push(`storm: ${requests} requests while every token was refused, where ${bound} are enough`)
      }
    },
  })
}

/** What costs token requests for other reasons than that tokens are refused: it must not change meanwhile. */
function othersIn({ tally, provider }: World): string {
  const { wishes, rejections, resets, stepsAhead, aborts, troubles, lostLocks, lostSessions, outages } = tally
  const troubled = [outages.length, provider.troubles.length, provider.outage?.kind]
  return [wishes, rejections, resets, stepsAhead, aborts, troubles, lostLocks, lostSessions, ...troubled].join()
}
