import type { Part } from '../common/part.ts'
import { runCounting } from './counting.ts'
import { killAt, lossOf, type Outcome, suspendAt } from './crashes.ts'
import { type ExpiriesResult, runExpiries } from './expiries.ts'
import { Fleet } from './fleet.ts'
import { type Kind, type Step, steps } from './messages.ts'

/** How much is tried. */
interface Size {
  readonly processes: number
  readonly callers: number
  readonly expiries: number
  readonly rounds: number
}

const sizes: Readonly<Record<'short' | 'long', Size>> = {
  short: { processes: 4, callers: 25, expiries: 3, rounds: 1 },
  long: { processes: 10, callers: 100, expiries: 10, rounds: 3 },
}
// Longer than a holder may be silent whose process nobody can look at.
const pauseMs = 12_000
const kinds: readonly Kind[] = ['person', 'service']

/** Lets many processes share sessions in files, when all goes well and when the holder of the lock does not. */
export async function runFiles(isShort: boolean): Promise<Part> {
  const size = sizes[isShort ? 'short' : 'long']
  const outcomes: Tried[] = []
  let broken = 0
  const note = (tried: Tried): void => {
    outcomes.push(tried)
    print(tried)
  }
  {
    await using fleet = await Fleet.start()
    const members = await fleet.add(size.processes)
    const result = await runExpiries(fleet, members, { identity: 'ada', kind: 'person' }, size)
    const { requests, reused, failures, disagreements } = result
    if (requests !== size.expiries || reused + failures + disagreements > 0) broken += 1
    printExpiries(result)
  }
  {
    await using fleet = await Fleet.start()
    await runKills(fleet, size, note)
    if (!isShort) await runSuspensions(fleet, `suspended for ${pauseMs} ms`, { size, note, losses: {} })
  }
  if (!isShort) {
    await using fleet = await Fleet.start({ isApart: true })
    await runSuspensions(fleet, `suspended for ${pauseMs} ms, where nobody can look at its process,`, {
      ...{ size, note },
      losses: {
        'after spending':
          'the session; a holder that is silent for 10 s cannot be told from one that is dead, and has spent the token',
      },
    })
  }
  const counting = await runCounting(4, size.rounds * 15, Math.random)
  console.log(
    `4 processes that count up, ${counting.kills} of them killed at any moment: ${counting.updates} updates, ${counting.lost} lost,`,
    `${counting.unsaid} written by a process that was killed before it could say so, two holders at once ${counting.met} times`,
  )
  if (counting.lost + counting.met > 0) broken += 1
  const sum = (name: 'reused' | 'failures'): number => outcomes.reduce((all, { outcome }) => all + outcome[name], 0)
  const unharmed = outcomes.filter(({ loss }) => loss === undefined).length
  return {
    line: [
      `files: ${outcomes.length} holders killed or suspended`,
      `${unharmed} without any loss`,
      `${sum('reused')} refresh tokens sent twice and ${sum('failures')} failed calls in the others`,
      `${counting.updates} updates by processes that were killed ${counting.kills} times, ${counting.lost} lost`,
    ].join(', '),
    broken: broken + outcomes.filter(({ loss }) => loss?.startsWith('UNEXPECTED')).length,
  }
}

/** A holder that was killed or suspended, and what that has cost. */
interface Tried {
  readonly what: string
  readonly outcome: Outcome
  readonly loss: string | undefined
}

function print({ what, outcome, loss }: Tried): void {
  const { kind, step, signIns, renewals, reused, failures, codes, longestWaitMs } = outcome
  const counts = `renewals ${renewals}, sign-ins ${signIns}, reused ${reused}, failed calls ${failures}${codes.map((code) => ` (${code})`).join('')}`
  console.log(
    `${what} ${step}, ${kind}: ${counts}, longest wait ${Math.round(longestWaitMs)} ms. Lost: ${loss ?? 'nothing'}`,
  )
}

function printExpiries({ requests, reused, failures, signInMs, waitsMs, ...size }: ExpiriesResult): void {
  const waitOf = (share: number): string => `${Math.round(waitsMs[Math.floor(waitsMs.length * share)] ?? 0)} ms`
  console.log(
    `${size.processes} processes × ${size.callers} callers × ${size.expiries} expiries: token requests ${requests}, reused ${reused}, failed calls ${failures}`,
    `wait p50 ${waitOf(0.5)}, p99 ${waitOf(0.99)}; one sign-in alone ${Math.round(signInMs)} ms`,
  )
}

async function runKills(fleet: Fleet, { rounds, callers }: Size, note: (tried: Tried) => void): Promise<void> {
  const others = await fleet.add(3)
  for (let round = 0; round < rounds; round += 1) {
    for (const step of steps) {
      for (const kind of kinds) {
        const [victim] = await fleet.add(1)
        if (!victim) continue
        const session = { identity: crypto.randomUUID(), kind }
        const outcome = await killAt({ fleet, victim, others, session, callers }, step)
        note({ what: 'kill -9', outcome, loss: lossOf(outcome) })
      }
    }
  }
}

interface Suspensions {
  readonly size: Size
  readonly note: (tried: Tried) => void
  /** What cannot be saved, by step. */
  readonly losses: Partial<Record<Step, string>>
}

async function runSuspensions(fleet: Fleet, what: string, { size, note, losses }: Suspensions): Promise<void> {
  const [victim, ...others] = await fleet.add(4)
  if (!victim) return
  for (const step of ['before spending', 'after spending'] as const) {
    const session = { identity: crypto.randomUUID(), kind: 'person' } as const
    const outcome = await suspendAt({ ...{ fleet, victim, others, session }, callers: size.callers }, step, pauseMs)
    const isUnharmed = outcome.failures === 0 && outcome.reused === 0 && outcome.agreed
    note({ what, outcome, loss: isUnharmed ? undefined : (losses[step] ?? 'UNEXPECTED') })
  }
}
