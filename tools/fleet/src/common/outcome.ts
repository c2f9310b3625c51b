import type { RoundCalls } from './protocol.ts'
import type { TokenRequest } from './provider.ts'

/** What a scenario promises. */
export interface Promised {
  /** How many token requests it takes, or the least and the most. */
  readonly requests: number | readonly [least: number, most: number]
  /** How many refresh tokens come a second time, or the least and the most. */
  readonly reuses?: number | readonly [least: number, most: number]
  /** Whether calls end without a token. */
  readonly ends?: boolean
}

/** What a scenario came to. */
export interface Outcome {
  readonly title: string
  readonly requests: number
  readonly signIns: number
  readonly reuses: number
  readonly calls: number
  /** Calls that failed and were made again. */
  readonly failures: number
  /** Calls that never got a token. */
  readonly ended: number
  readonly slowestMs: number
  /** What was lost, and why it could not be otherwise. */
  readonly lost: string
  /** What was not as promised. */
  readonly problems: readonly string[]
  /** Figures beside those. */
  readonly notes: readonly string[]
}

/** What was counted in a run. */
export interface Counted {
  readonly requests: readonly TokenRequest[]
  readonly calls: RoundCalls
  /** How many more token requests there may be than promised, on a machine that is slow. */
  readonly further?: number
}

export function judge(
  title: string,
  { requests, calls, further = 0 }: Counted,
  promised: Promised,
  { lost = 'nothing', notes = [] }: { readonly lost?: string; readonly notes?: readonly string[] } = {},
): Outcome {
  const reuses = requests.filter(({ isReuse }) => isReuse).length
  const ended = total(calls.ended)
  const problems = [
    ...differences('token requests', requests.length, withFurther(promised.requests, further)),
    ...differences('refresh tokens that came a second time', reuses, promised.reuses ?? 0),
    ...(ended > 0 === (promised.ends ?? false)
      ? []
      : [`${ended} calls ended without a token (${Object.keys(calls.ended).join(', ')})`]),
  ]
  return {
    ...{ title, reuses, ended, lost, problems, notes },
    requests: requests.length,
    signIns: requests.filter(({ grant }) => grant === 'password').length,
    calls: calls.waits.length + ended,
    failures: total(calls.failures),
    slowestMs: Math.round(Math.max(0, ...calls.waits)),
  }
}

/** Of a run that came to nothing. */
export function failedOutcome(problem: string): Outcome {
  const counts = { requests: 0, signIns: 0, reuses: 0, calls: 0, failures: 0, ended: 0, slowestMs: 0 }
  return { title: 'a run that failed by itself', ...counts, lost: 'nothing', notes: [], problems: [problem] }
}

export function describeOutcome(outcome: Outcome): string {
  const { title, requests, signIns, reuses, calls, failures, ended, slowestMs, lost, problems, notes } = outcome
  return [
    `${problems.length === 0 ? 'ok    ' : 'FAILED'} ${title}`,
    `       ${requests} token requests (${signIns} sign-ins), ${reuses} reuses; ${calls} calls, ${failures} tried again, ${ended} without a token, slowest ${slowestMs} ms`,
    `       lost: ${lost}`,
    ...notes.map((note) => `       ${note}`),
    ...problems.map((problem) => `       NOT AS PROMISED: ${problem}`),
  ].join('\n')
}

function withFurther(promised: Promised['requests'], further: number): readonly [least: number, most: number] {
  const [least, most] = typeof promised === 'number' ? [promised, promised] : promised
  return [least, most + further]
}

function differences(what: string, found: number, promised: NonNullable<Promised['reuses']>): string[] {
  const [least, most] = typeof promised === 'number' ? [promised, promised] : promised
  if (found >= least && found <= most) return []
  return [`${found} ${what} instead of ${[...new Set([least, most])].join(' to ')}`]
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
