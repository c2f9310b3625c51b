import { setTimeout as sleep } from 'node:timers/promises'
import { judge, type Outcome } from '../../common/outcome.ts'
import type { Worker } from '../fleet.ts'
import { type LabOptions, openLab } from '../lab.ts'

const lostForGood =
  'the session: the answer lay unread while the lock’s life ended, and who came next had only the spent refresh token. A longer `lockTtlMs` bridges longer pauses'

/** The process that renews is suspended once its request is out, for so many lives of the lock. */
export async function runSuspended(lives: number, options: LabOptions): Promise<Outcome> {
  const { lockTtlMs = 10_000, isService = false } = options
  await using lab = await openLab(options)
  await lab.expire()
  const { fleet, provider } = lab
  const suspended = new Promise<Worker>((resolve) => {
    provider.onHandled = ({ worker }) => {
      provider.onHandled = () => true
      fleet.named(worker).process.kill('SIGSTOP')
      resolve(fleet.named(worker))
      return true
    }
  })
  const round = lab.round()
  const { process } = await suspended
  await sleep(lives * lockTtlMs)
  process.kill('SIGCONT')
  await round
  await lab.expire()
  await lab.round()
  const isLost = lives > 1
  const promised = isLost
    ? isService
      ? { requests: [3, 6] as const, reuses: 1 }
      : { requests: [2, 40] as const, reuses: [1, 40] as const, ends: true }
    : // The token may have ended before its process woke.
      { requests: [2, 3] as const }
  const replaced = `${lostForGood}; a sign-in replaces it`
  const title = `SIGSTOP of the process that renews with its request out, for ${lives} × the lock’s life, ${isService ? 'a service' : 'a person’s session'}`
  return judge(title, lab, promised, isLost ? { lost: isService ? replaced : lostForGood } : {})
}

/** The process that has the lock is suspended past its life before it sends anything: when it wakes, it sends nothing. */
export async function runSuspendedEarly(options: LabOptions): Promise<Outcome> {
  const { lockTtlMs = 10_000 } = options
  await using lab = await openLab(options)
  await lab.expire()
  const caught = lab.fleet.catchAt('after-locking')
  const round = lab.round()
  const { process, send } = await caught
  process.kill('SIGSTOP')
  await sleep(1.3 * lockTtlMs)
  process.kill('SIGCONT')
  send({ do: 'pass' })
  await round
  await lab.expire()
  await lab.round()
  return judge('SIGSTOP of the process that has the lock, past its life, before it sends', lab, { requests: 2 })
}
