import { describeOutcome, type Outcome } from '../common/outcome.ts'
import { measureFigures } from './figures.ts'
import { findPrograms } from './programs.ts'
import { listScenarios } from './scenarios/all.ts'

const isShort = process.argv.includes('--short')
const programs = await findPrograms()
const startedAt = performance.now()
for (const line of await measureFigures(programs.old, isShort)) console.log(line)
const outcomes: Outcome[] = []
for (const scenario of listScenarios(programs, isShort)) {
  if (isShort && !scenario.isShort) continue
  const outcome = await scenario.run()
  outcomes.push(outcome)
  console.log(describeOutcome(outcome))
}

const total = (count: (outcome: Outcome) => number): number => outcomes.reduce((sum, one) => sum + count(one), 0)
const failed = outcomes.filter(({ problems }) => problems.length > 0)
const lost = outcomes.filter(({ lost }) => lost !== 'nothing')
console.log(
  [
    `fleet on Redis: ${outcomes.length} runs, ${total(({ calls }) => calls)} calls`,
    `${total(({ requests }) => requests)} token requests`,
    `${total(({ reuses }) => reuses)} refresh tokens sent twice, all in the ${lost.length} runs in which the newest was lost with its process`,
    `${failed.length} not as promised`,
    `${Math.round((performance.now() - startedAt) / 1000)} s`,
  ].join(', '),
)
process.exit(failed.length > 0 ? 1 : 0)
