import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Outcome, runScenario } from './scenario.ts'
import { digestAtOnce } from './simulation-clock.ts'

const hourMs = 3_600_000
// More scenarios: SIMULATION_SCENARIOS=5000; others: SIMULATION_FIRST=3001. A single one, with what happened in it: SIMULATION_SEED=17.
const scenarios = Number(process.env['SIMULATION_SCENARIOS'] ?? 500)
const firstSeed = Number(process.env['SIMULATION_FIRST'] ?? 1)
const onlySeed = process.env['SIMULATION_SEED']
const longestTestMs = 60_000 + scenarios * 100

const restore = { digest: (): void => {} }
beforeAll(() => {
  restore.digest = digestAtOnce()
})
afterAll(() => restore.digest())

function explain(seed: number, { violations, traceHash }: Outcome): string {
  return `seed ${seed}, trace ${traceHash}: ${violations.slice(0, 3).join('; ')} (replay: SIMULATION_SEED=${seed} pnpm exec vitest run packages/core/test/simulation)`
}

describe('Clients that live through whatever may happen', () => {
  test(
    'keep every promise about tokens, requests, sessions, waits and timers.',
    async () => {
      const seeds = onlySeed ? [Number(onlySeed)] : Array.from({ length: scenarios }, (_, index) => firstSeed + index)
      const failures: string[] = []
      let tokenRequests = 0
      let virtualMs = 0
      let excusedReuses = 0
      for (const seed of seeds) {
        const outcome = await runScenario(seed)
        tokenRequests += outcome.tokenRequests
        virtualMs += outcome.virtualMs
        excusedReuses += outcome.excusedReuses
        if (outcome.violations.length > 0) failures.push(explain(seed, outcome))
        if (onlySeed) console.info([...outcome.trace, `trace ${outcome.traceHash}`].join('\n'))
      }
      const hours = Math.round(virtualMs / hourMs)
      console.info(
        `simulation: ${seeds.length} scenarios, ${hours} virtual hours, ${tokenRequests} token requests, ${excusedReuses} excused reuses, violations ${failures.length}`,
      )
      expect(failures).toEqual([])
    },
    longestTestMs,
  )

  test('live through the same scenario again when it has the same seed.', async () => {
    const seeds = Array.from({ length: 20 }, (_, index) => 1000 + index)
    const hashes = new Set<string>()
    for (const seed of seeds) {
      const first = await runScenario(seed)
      const again = await runScenario(seed)
      expect(again.traceHash).toBe(first.traceHash)
      hashes.add(first.traceHash)
    }
    expect(hashes.size).toBe(seeds.length)
  })

  test('do not live through another one when the clock waits longer for what is under way.', async () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const usual = await runScenario(seed)
      const patient = await runScenario(seed, { turnsUntilIdle: 25 })
      expect(patient.traceHash).toBe(usual.traceHash)
    }
  })
})
