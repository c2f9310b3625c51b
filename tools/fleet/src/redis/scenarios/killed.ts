import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { judge, type Outcome } from '../../common/outcome.ts'
import { type Lab, type LabOptions, openLab } from '../lab.ts'

/** When the process that renews is killed. */
export type Moment = 'before spending' | 'after spending' | 'after the answer' | 'after writing'

const lostForGood =
  'the newest refresh token: the provider has given it out, and the only process that was to have it is gone. Nobody can have it'

interface Course {
  /** Of a person's session and of a service: what it takes until all have a token again. */
  readonly person: Parameters<typeof judge>[2]
  readonly service: Parameters<typeof judge>[2]
  readonly lost?: { readonly person: string; readonly service: string }
  readonly strike: (lab: Lab) => Promise<unknown>
}

// Each process that is left finds out for itself.
const dead: Course['person'] = { requests: [2, 40], reuses: [1, 40], ends: true }
const lost = {
  person: `${lostForGood}: the session is over`,
  service: `${lostForGood}; a sign-in replaces the session`,
}

const courses: Readonly<Record<Moment, Course>> = {
  'before spending': {
    person: { requests: 2 },
    service: { requests: 2 },
    strike: async ({ fleet }) => kill((await fleet.catchAt('before-spending')).process),
  },
  'after spending': {
    ...{ person: dead, lost },
    service: { requests: 4, reuses: 1 },
    strike: ({ fleet, provider }) =>
      new Promise((resolve) => {
        provider.onHandled = ({ worker }) => {
          provider.onHandled = () => true
          resolve(kill(fleet.named(worker).process))
          return false
        }
      }),
  },
  'after the answer': {
    ...{ person: dead, lost },
    service: { requests: 4, reuses: 1 },
    strike: async ({ fleet }) => kill((await fleet.catchAt('after-answer')).process),
  },
  'after writing': {
    person: { requests: 2 },
    service: { requests: 2 },
    strike: async ({ fleet }) => kill((await fleet.catchAt('after-writing')).process),
  },
}

export const moments: readonly Moment[] = ['before spending', 'after spending', 'after the answer', 'after writing']

/** The process that renews is killed at a step; afterwards one more token ends. */
export async function runKilled(moment: Moment, options: LabOptions): Promise<Outcome> {
  await using lab = await openLab(options)
  const course = courses[moment]
  const kind = options.isService ? 'service' : 'person'
  await lab.expire()
  const struck = course.strike(lab)
  await Promise.all([lab.round(), struck])
  await lab.expire()
  await lab.round()
  const title = `kill -9 of the process that renews, ${moment}, ${kind === 'person' ? 'a person’s session' : 'a service'}`
  return judge(title, lab, course[kind], course.lost && { lost: course.lost[kind] })
}

async function kill(process: ChildProcess): Promise<void> {
  const ended = once(process, 'exit')
  process.kill('SIGKILL')
  await ended
}
