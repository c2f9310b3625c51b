import { parseArgs } from 'node:util'
import { runCounting } from './counting.ts'
import { killAt, lossOf, type Outcome, suspendAt } from './crashes.ts'
import { type ExpiriesResult, runExpiries } from './expiries.ts'
import { Fleet } from './fleet.ts'
import { type Kind, type Step, steps } from './messages.ts'

// Prints what many processes make of one session in files, when all goes well and when the holder of the lock does not.

const { values } = parseArgs({
  options: {
    processes: { type: 'string', default: '10' },
    callers: { type: 'string', default: '100' },
    expiries: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    'pause-ms': { type: 'string', default: '12000' },
  },
})
const [processes, callers, expiries, rounds, pauseMs] = [
  Number(values.processes),
  Number(values.callers),
  Number(values.expiries),
  Number(values.rounds),
  Number(values['pause-ms']),
] as const
const kinds: readonly Kind[] = ['person', 'service']
const outcomes: Outcome[] = []
let unexpected = 0

function print(what: string, outcome: Outcome, loss: string | undefined): void {
  outcomes.push(outcome)
  if (loss?.startsWith('UNEXPECTED')) unexpected += 1
  const { kind, step, signIns, renewals, reused, failures, codes, longestWaitMs } = outcome
  const counts = `renewals ${renewals}, sign-ins ${signIns}, reused ${reused}, failed calls ${failures}${codes.map((code) => ` (${code})`).join('')}`
  console.log(
    `${what} ${step}, ${kind}: ${counts}, longest wait ${Math.round(longestWaitMs)} ms. Lost: ${loss ?? 'nothing'}`,
  )
}

function printExpiries(result: ExpiriesResult): void {
  const { requests, reused, failures, disagreements, signInMs, waitsMs } = result
  if (requests !== expiries || reused + failures + disagreements > 0) unexpected += 1
  const waitOf = (share: number): string => `${Math.round(waitsMs[Math.floor(waitsMs.length * share)] ?? 0)} ms`
  console.log(
    `${processes} processes × ${callers} callers × ${expiries} expiries: token requests ${requests}, reused ${reused}, failed calls ${failures}`,
    `wait p50 ${waitOf(0.5)}, p99 ${waitOf(0.99)}; one sign-in alone ${Math.round(signInMs)} ms`,
  )
}

async function runKills(fleet: Fleet): Promise<void> {
  const others = await fleet.add(3)
  for (let round = 0; round < rounds; round += 1) {
    for (const step of steps) {
      for (const kind of kinds) {
        const [victim] = await fleet.add(1)
        if (!victim) continue
        const session = { identity: crypto.randomUUID(), kind }
        const outcome = await killAt({ fleet, victim, others, session, callers }, step)
        print('kill -9', outcome, lossOf(outcome))
      }
    }
  }
}

async function runSuspensions(fleet: Fleet, what: string, losses: Partial<Record<Step, string>>): Promise<void> {
  const [victim, ...others] = await fleet.add(4)
  if (!victim) return
  for (const step of ['before spending', 'after spending'] as const) {
    const session = { identity: crypto.randomUUID(), kind: 'person' } as const
    const outcome = await suspendAt({ fleet, victim, others, session, callers }, step, pauseMs)
    const isUnharmed = outcome.failures === 0 && outcome.reused === 0 && outcome.agreed
    print(what, outcome, isUnharmed ? undefined : (losses[step] ?? 'UNEXPECTED'))
  }
}

{
  await using fleet = await Fleet.start()
  const members = await fleet.add(processes)
  printExpiries(await runExpiries(fleet, members, { identity: 'ada', kind: 'person' }, { callers, expiries }))
}
{
  await using fleet = await Fleet.start()
  await runKills(fleet)
  await runSuspensions(fleet, `suspended for ${pauseMs} ms`, {})
}
{
  await using fleet = await Fleet.start({ isApart: true })
  await runSuspensions(fleet, `suspended for ${pauseMs} ms, where nobody can look at its process,`, {
    'after spending':
      'the session; a holder that is silent for 10 s cannot be told from one that is dead, and has spent the token',
  })
}

const counting = await runCounting(4, rounds * 15, Math.random)
if (counting.lost + counting.met > 0) unexpected += 1
console.log(
  `4 processes that count up, ${counting.kills} of them killed at any moment: ${counting.updates} updates, ${counting.lost} lost,`,
  `${counting.unsaid} written by a process that was killed before it could say so, two holders at once ${counting.met} times`,
)

const sum = (name: 'reused' | 'failures'): number => outcomes.reduce((total, outcome) => total + outcome[name], 0)
console.log(
  `files: ${outcomes.length} holders killed or suspended, ${outcomes.filter((outcome) => lossOf(outcome) === undefined).length} without any loss,`,
  `${sum('reused')} refresh tokens sent again, ${sum('failures')} failed calls, ${unexpected} unexpected`,
)
process.exitCode = unexpected > 0 ? 1 : 0
