// Not public: the model of the protocol is a test of core, and runs here in its long form.
import { beginCourse } from '../../../../packages/core/test/protocol/course.ts'
import { explore } from '../../../../packages/core/test/protocol/explore.ts'
import { scenarios } from '../../../../packages/core/test/protocol/scenarios.ts'
import { digestAtOnce } from '../../../../packages/core/test/simulation/simulation-clock.ts'
import type { Part } from '../common/part.ts'

/** Goes through every order of steps that two and three processes can take, with faults at each. */
export async function runProtocol(isShort: boolean): Promise<Part> {
  const undo = digestAtOnce()
  let courses = 0
  let excused = 0
  let broken = 0
  for (const scenario of scenarios[isShort ? 'short' : 'long']) {
    const found = await explore(() => beginCourse(scenario))
    courses += found.courses
    excused += found.excused
    broken += found.problems.length
    console.log(
      `${scenario.deeds.join(', ')}, ${scenario.faults} faults: ${found.courses} courses of up to ${found.longest} steps,`,
      `${found.excused} with a loss that nobody could help, ${found.problems.length} problems`,
    )
    for (const problem of found.problems) console.log(`       NOT AS PROMISED: ${problem}`)
  }
  undo()
  return {
    line: `${courses} courses of the protocol, ${excused} of them with a loss that nobody could help`,
    broken,
  }
}
