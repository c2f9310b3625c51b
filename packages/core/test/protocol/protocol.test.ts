import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { digestAtOnce } from '../simulation/simulation-clock.ts'
import { beginCourse } from './course.ts'
import { explore } from './explore.ts'
import { scenarios } from './scenarios.ts'

// As many processes and faults as take minutes: `PROTOCOL_PROOF=long`.
const isLong = process.env['PROTOCOL_PROOF'] === 'long'
const limitMs = isLong ? 1_800_000 : 60_000

describe('Processes that share a session', () => {
  let undo: () => void
  beforeAll(() => {
    undo = digestAtOnce()
  })
  afterAll(() => undo())

  test.each(scenarios[isLong ? 'long' : 'short'])(
    'get on, whatever the order of their steps, and spend nothing twice: $deeds, $faults faults.',
    async (scenario) => {
      const { courses, longest, excused, problems } = await explore(() => beginCourse(scenario))
      console.info(
        `${scenario.deeds.join(', ')}: ${courses} courses of up to ${longest} steps, ${excused} with a loss that nobody could help, ${problems.length} problems`,
      )
      expect(problems).toEqual([])
    },
    limitMs,
  )

  test.each([
    ['lets two have the lock', 'renews', { lock: 'shared' }],
    ['does not compare before it writes', 'signs in', { compare: false }],
    ['keeps the lock of a process that is gone', 'renews', { expires: false }],
  ] as const)('come to grief with a store that %s.', async (_, deed, flaw) => {
    const { problems } = await explore(() => beginCourse({ deeds: ['renews', deed], faults: 1, flaw }))
    expect(problems).not.toEqual([])
  })
})
