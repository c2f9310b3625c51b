import { setTimeout as sleep } from 'node:timers/promises'
import { describeOutcome, failedOutcome, type Outcome } from '../common/outcome.ts'
import type { Part } from '../common/part.ts'
import { clientNames } from './clients.ts'
import { type Conformance, runConformance } from './conformance.ts'
import { measureFigures } from './figures.ts'
import { findPrograms, type Program } from './programs.ts'
import { listScenarios, type Scenario } from './scenarios/all.ts'
import { startServer } from './server.ts'

// The longest takes half a minute on a quiet machine.
const limitMs = 300_000

/** Runs fleets on real servers, with everything that can happen to either. */
export async function runRedis(isShort: boolean): Promise<Part> {
  const programs = await findPrograms()
  for (const line of await measureFigures(programs.old, isShort)) console.log(line)
  const suite = await conform(programs.old)
  const scenarios = listScenarios(programs, isShort).filter((scenario) => !isShort || scenario.isShort)
  const outcomes: Outcome[] = []
  const work = async (): Promise<void> => {
    for (let scenario = scenarios.shift(); scenario; scenario = scenarios.shift()) {
      const outcome = await tryOut(scenario)
      outcomes.push(outcome)
      console.log(describeOutcome(outcome))
    }
  }
  // Most of the time, a fleet waits for its tokens to end.
  await Promise.all(Array.from({ length: isShort ? 3 : 2 }, work))
  const total = (count: (outcome: Outcome) => number): number => outcomes.reduce((sum, one) => sum + count(one), 0)
  const lost = outcomes.filter(({ lost }) => lost !== 'nothing')
  return {
    line: [
      `${suite.cases} cases of the suite for stores with four clients of Redis`,
      `${outcomes.length} runs on it`,
      `${total(({ calls }) => calls)} calls`,
      `${total(({ requests }) => requests)} token requests`,
      `${total(({ reuses }) => reuses)} refresh tokens sent twice, all in the ${lost.length} runs in which the newest was lost with its process`,
    ].join(', '),
    broken: suite.problems.length + outcomes.filter(({ problems }) => problems.length > 0).length,
  }
}

/** Holds the store against the suite, with each client. */
async function conform(program: Program): Promise<Conformance> {
  await using server = await startServer(program)
  const all = await Promise.all(
    clientNames.map(async (name) => {
      const found = await runConformance(server, name)
      console.log(`the suite for stores, with ${name}: ${found.cases} cases, ${found.problems.length} problems`)
      for (const problem of found.problems) console.log(`       NOT AS PROMISED: ${problem}`)
      return found
    }),
  )
  return {
    cases: all.reduce((sum, { cases }) => sum + cases, 0),
    problems: all.flatMap(({ problems }) => problems),
  }
}

/** One that fails, or does not end, does not keep the others from being tried. */
async function tryOut({ run }: Scenario): Promise<Outcome> {
  const over = new AbortController()
  const late = sleep(limitMs, failedOutcome(`it has not ended after ${limitMs / 1000} s`), over)
  try {
    return await Promise.race([run(), late])
  } catch (error) {
    return failedOutcome(error instanceof Error ? (error.stack ?? error.message) : String(error))
  } finally {
    over.abort()
    late.catch(() => {})
  }
}
