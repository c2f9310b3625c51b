import { describe, expect, test } from 'vitest'
import { describeOutcome, judge } from '../src/common/outcome.ts'
import type { TokenRequest } from '../src/common/provider.ts'

const request: TokenRequest = { grant: 'refresh_token', worker: 'process 0', status: 200, isReuse: false }
const calls = { waits: [10, 200, 30], failures: { store_failed: 2 }, ended: {} }

describe('What a run of a fleet came to', () => {
  test('Is as promised where the numbers are.', () => {
    const outcome = judge('calm', { requests: [request, request], calls }, { requests: 2 })
    expect(outcome).toMatchObject({ calls: 3, failures: 2, ended: 0, slowestMs: 200, reuses: 0, problems: [] })
    expect(describeOutcome(outcome)).toMatch(/^ok {5}calm\n.*2 token requests/)
  })

  test.each([
    [{ requests: 1 }, '2 token requests instead of 1'],
    [{ requests: [3, 4] }, '2 token requests instead of 3 to 4'],
    [{ requests: 2, reuses: 1 }, '0 refresh tokens that came a second time instead of 1'],
    [{ requests: 2, ends: true }, '0 calls ended without a token'],
  ] as const)('Is not as promised with %j: %s.', (promised, problem) => {
    const outcome = judge('calm', { requests: [request, request], calls }, promised)
    expect(outcome.problems.join()).toContain(problem)
    expect(describeOutcome(outcome)).toMatch(/^FAILED calm/)
  })

  test('May take more token requests, where the machine was slow, and not fewer.', () => {
    const slow = { requests: [request, request], calls, further: 1 }
    expect(judge('slow', slow, { requests: 1 }).problems).toEqual([])
    expect(judge('slow', slow, { requests: 3 }).problems).toEqual(['2 token requests instead of 3 to 4'])
  })

  test('Counts refresh tokens that came twice, and calls that ended without a token.', () => {
    const ended = { ...calls, ended: { reauth_required: 4 } }
    const outcome = judge('lost', { requests: [{ ...request, isReuse: true }], calls: ended }, { requests: 1 })
    expect(outcome).toMatchObject({ reuses: 1, ended: 4, calls: 7 })
    expect(outcome.problems).toEqual([
      '1 refresh tokens that came a second time instead of 0',
      '4 calls ended without a token (reauth_required)',
    ])
  })
})
