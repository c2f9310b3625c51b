import { describe, expect, test } from 'vitest'
import { createTally, requestBound } from './request-bound.ts'

const hourMs = 3_600_000
const quiet = { ...createTally(), shortestLifeMs: hourMs, durationMs: 1000, moments: 1000 }
const outage = { durationMs: 60_000, retryAfterMs: 0, resets: 0, moments: 1000 }

/** What is granted beyond the first token. */
function granted(changes: Partial<typeof quiet>): number {
  return requestBound({ ...quiet, ...changes }) - requestBound(quiet)
}

describe('The bound on requests', () => {
  test('grants one token for each life, however many ask.', () => {
    expect(requestBound(quiet)).toBe(1)
    expect(granted({ durationMs: 8 * hourMs })).toBe(10)
  })

  test('grants three requests at the beginning of an outage, and then one after each pause.', () => {
    expect(granted({ outages: [outage] })).toBe(3 + 7)
    expect(granted({ outages: [{ ...outage, retryAfterMs: 25_000 }] })).toBe(3 + 3)
  })

  test('grants nothing to callers who left after there was an answer, and one request for each that had none.', () => {
    expect(granted({ aborts: 60 })).toBe(0)
    expect(granted({ aborts: 60, abandoned: 2 })).toBe(2)
    expect(granted({ aborts: 2, abandoned: 60 })).toBe(2)
  })

  test('grants two requests for each client while every token is refused, and then one after each pause.', () => {
    expect(granted({ storms: [{ durationMs: 60_000 }] })).toBe(2 + 7)
  })

  test('counts moments that come one soon after the other as those of one short time.', () => {
    const long = { ...quiet, durationMs: 100 * hourMs, moments: 30 }
    const series = [{ moments: 30, durationMs: 30_000 }]
    expect(requestBound(long)).toBe(31)
    expect(requestBound({ ...long, series })).toBe(2)
  })
})
