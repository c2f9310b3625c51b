import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { digestAtOnce } from '../simulation/simulation-clock.ts'
import { beginCourse, type Scenario } from './course.ts'
import { explore } from './explore.ts'

const short: readonly Scenario[] = [
  { deeds: ['renews', 'renews'], faults: 1 },
  { deeds: ['renews', 'signs out'], faults: 1 },
  { deeds: ['renews', 'signs in'], faults: 0 },
  { deeds: ['renews', 'renews', 'renews'], faults: 0 },
]
const long: readonly Scenario[] = [
  { deeds: ['renews', 'renews'], faults: 2 },
  { deeds: ['renews', 'signs out'], faults: 2 },
  { deeds: ['renews', 'signs in'], faults: 1 },
  { deeds: ['renews', 'renews', 'renews'], faults: 1 },
  { deeds: ['renews', 'renews', 'signs out'], faults: 1 },
]
// As many processes and faults as take minutes: `PROTOCOL_PROOF=long`.
const isLong = process.env['PROTOCOL_PROOF'] === 'long'
const limitMs = isLong ? 1_800_000 : 60_000

describe('Processes that share a session', () => {
  let undo: () => void
  beforeAll(() => {
    undo = digestAtOnce()
  })
  afterAll(() => undo())

  test.each(isLong ? long : short)(
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
