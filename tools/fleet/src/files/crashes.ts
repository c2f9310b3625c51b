import { countFailures } from './expiries.ts'
import type { Fleet, Member } from './fleet.ts'
import type { Answer, Kind, Session, Step } from './messages.ts'

// The longest that a client waits after a failure.
const longestPauseMs = 61_000

/** What became of a session whose holder was killed or suspended in the middle of a renewal. */
export interface Outcome {
  readonly step: Step
  readonly kind: Kind
  /** Sign-ins and renewals after the first sign-in, and refresh tokens that were sent twice. */
  readonly signIns: number
  readonly renewals: number
  readonly reused: number
  /** Calls of the others that failed, and of the holder itself once it was through. */
  readonly failures: number
  /** The codes of those. */
  readonly codes: readonly string[]
  /** Whether everybody has one and the same token in the end. */
  readonly agreed: boolean
  /** The longest wait of the others. */
  readonly longestWaitMs: number
}

export interface Scene {
  readonly fleet: Fleet
  readonly victim: Member
  readonly others: readonly Member[]
  readonly session: Session
  readonly callers: number
}

/** Kills the holder (`kill -9`) at this step, while all the others wait for it. */
export function killAt(scene: Scene, step: Step): Promise<Outcome> {
  return disturb(scene, step, async ({ victim }, asking) => {
    await victim.kill()
    return asking
  })
}

/**
 * Suspends the holder at this step, and lets it go on once the others have got somewhere, or when `pauseMs` is over.
 *
 * @param pauseMs - 0: at once. The others have begun to wait, or are about to.
 */
export function suspendAt(scene: Scene, step: Step, pauseMs: number): Promise<Outcome> {
  return disturb(scene, step, async ({ fleet, victim, session }, asking, own) => {
    victim.signal('SIGSTOP')
    victim.goOn()
    const pause = Promise.withResolvers<void>()
    const timer = setTimeout(pause.resolve, pauseMs)
    await pause.promise
    clearTimeout(timer)
    victim.signal('SIGCONT')
    const answers = await asking
    // Its own call may have run out of time meanwhile, which is followed by a pause.
    const failed = Object.keys((await own).failures)
    if (failed.length > 0) fleet.pass(longestPauseMs)
    return [...answers, await victim.ask(session, 1)]
  })
}

type Disturb = (scene: Scene, asking: Promise<Answer[]>, own: Promise<Answer>) => Promise<Answer[]>

async function disturb(scene: Scene, step: Step, act: Disturb): Promise<Outcome> {
  const { fleet, victim, others, session, callers } = scene
  await victim.signIn(session)
  await Promise.all(others.map((member) => member.ask(session, 1)))
  const before = fleet.counts
  fleet.expire()
  const reached = victim.stopAt(step)
  const own = victim.ask(session, 1)
  own.catch(() => {})
  await reached
  const asking = Promise.all(others.map((member) => member.ask(session, callers)))
  const answers = await act(scene, asking, own)
  const after = fleet.counts
  return {
    step,
    kind: session.kind,
    signIns: after.signIns - before.signIns,
    renewals: after.renewals - before.renewals,
    reused: after.reused - before.reused,
    failures: countFailures(answers),
    codes: [...new Set(answers.flatMap(({ failures }) => Object.keys(failures)))],
    agreed: new Set(answers.flatMap(({ tokens }) => tokens)).size === 1,
    longestWaitMs: Math.max(...answers.flatMap(({ waitsMs }) => waitsMs)),
  }
}

/** What a run has lost, and why it could not be otherwise; `undefined` for nothing. */
export function lossOf({ step, kind, signIns, reused, failures, agreed }: Outcome): string | undefined {
  if (failures === 0 && agreed && reused === 0) return undefined
  const isBetween = step === 'after spending' || step === 'after the answer'
  if (!isBetween) return `UNEXPECTED: ${failures} calls failed, ${reused} refresh tokens were sent twice`
  const cause =
    'the holder was killed between the answer of the provider and the write: nobody else can have that token'
  if (kind === 'person') return `the session; ${cause}`
  return failures === 0 && agreed && signIns === 1
    ? `nothing for callers, at the price of one sign-in; ${cause}`
    : `UNEXPECTED: ${failures} calls of a service failed, ${signIns} sign-ins`
}
