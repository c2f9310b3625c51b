import type { Fleet, Member } from './fleet.ts'
import type { Answer, Session } from './messages.ts'

export interface ExpiriesResult {
  readonly processes: number
  readonly callers: number
  readonly expiries: number
  /** Token requests after the first sign-in. */
  readonly requests: number
  readonly reused: number
  readonly failures: number
  /** How often callers of one moment got different tokens. */
  readonly disagreements: number
  readonly signInMs: number
  /** What callers waited, over all expiries, in order. */
  readonly waitsMs: readonly number[]
}

/** Lets every process ask at once, each time that the token has expired. */
export async function runExpiries(
  fleet: Fleet,
  members: readonly Member[],
  session: Session,
  { callers, expiries }: { callers: number; expiries: number },
): Promise<ExpiriesResult> {
  const [first] = members
  const before = fleet.counts
  // The first request of a process also pays for what is loaded then.
  await first?.signIn(session)
  const signIn = await first?.signIn(session)
  await Promise.all(members.map((member) => member.ask(session, 1)))
  const afterSignIn = fleet.counts
  const waitsMs: number[] = []
  let failures = 0
  let disagreements = 0
  for (let expiry = 0; expiry < expiries; expiry += 1) {
    fleet.expire()
    const answers = await Promise.all(members.map((member) => member.ask(session, callers)))
    waitsMs.push(...answers.flatMap((answer) => answer.waitsMs))
    failures += countFailures(answers)
    if (new Set(answers.flatMap(({ tokens }) => tokens)).size !== 1) disagreements += 1
  }
  const { signIns, renewals, reused } = fleet.counts
  return {
    processes: members.length,
    callers,
    expiries,
    requests: signIns - afterSignIn.signIns + renewals - afterSignIn.renewals + reused - afterSignIn.reused,
    reused: reused - before.reused,
    failures,
    disagreements,
    signInMs: signIn?.waitsMs[0] ?? 0,
    waitsMs: waitsMs.sort((one, other) => one - other),
  }
}

export function countFailures(answers: readonly Answer[]): number {
  return answers.flatMap(({ failures }) => Object.values(failures)).reduce((sum, count) => sum + count, 0)
}
