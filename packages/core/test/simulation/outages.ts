import type { Trouble } from './provider.ts'
import type { SeededRandom } from './random.ts'
import type { World } from './world.ts'

export function chooseTrouble(random: SeededRandom): Trouble {
  const kind = random.pick(['status', 'status', 'status', 'refused', 'lost', 'silent', 'dead'] as const)
  if (kind !== 'status') return { kind }
  const status = random.pick([429, 429, 503, 500, 502])
  return { kind, status, retryAfter: random.chance(0.5) ? String(random.pick([0, 1, 5, 30, 120, 900])) : undefined }
}

/** Every request has the same trouble for a while. Returns what ends it before its time. */
export function beginOutage(world: World, longestMs?: number): () => void {
  const { provider, random, clock, tally, trace } = world
  if (provider.outage) return () => {}
  const durationMs = (longestMs ?? random.pick([2000, 30_000, 300_000, 3_600_000]) * 1.5) * random.between(1 / 3, 1)
  const trouble = chooseTrouble(random)
  // Answers that are lost again and again use up a session each time: single ones are enough.
  provider.outage = trouble.kind === 'lost' ? { kind: 'refused' } : trouble
  trace.add(`outage: ${provider.outage.kind}`)
  const startedAt = clock.truth()
  const { resets, moments } = tally
  const retryAfterMs = Number(trouble.kind === 'status' ? (trouble.retryAfter ?? 0) : 0) * 1000
  const end = (): void => {
    if (!cancel()) return
    provider.outage = undefined
    trace.add('the outage is over')
    tally.outages.push({
      durationMs: clock.truth() - startedAt,
      retryAfterMs,
      resets: tally.resets - resets,
      moments: tally.moments - moments,
    })
  }
  const cancel = once(clock.schedule(end, durationMs))
  return end
}

/** Says whether it is the first time. */
function once(work: () => void): () => boolean {
  let isDone = false
  return () => {
    if (isDone) return false
    isDone = true
    work()
    return true
  }
}
