import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AttemptOutcome, mayRetry, retryDelayMs } from '../../src/http/retry.ts'
import { RetryBudget } from '../../src/http/retry-budget.ts'

const answer = (status: number, retryAfterMs?: number): AttemptOutcome => ({ type: 'answer', status, retryAfterMs })
const network = (networkCode?: string): AttemptOutcome => ({ type: 'network', networkCode })
const timeout: AttemptOutcome = { type: 'timeout' }
const rules = ['repeatable', 'repeatable-except-500', 'unsent', 'never'] as const

describe('Whether a request may be sent again', () => {
  test.each<[string, AttemptOutcome, string[]]>([
    ['a refused connection', network('ECONNREFUSED'), ['repeatable', 'repeatable-except-500', 'unsent']],
    ['a name that is not resolved', network('ENOTFOUND'), ['repeatable', 'repeatable-except-500', 'unsent']],
    ['a name server that fails', network('EAI_AGAIN'), ['repeatable', 'repeatable-except-500', 'unsent']],
    ['a host out of reach', network('EHOSTUNREACH'), ['repeatable', 'repeatable-except-500', 'unsent']],
    ['a network out of reach', network('ENETUNREACH'), ['repeatable', 'repeatable-except-500', 'unsent']],
    ['a slow connect', network('UND_ERR_CONNECT_TIMEOUT'), ['repeatable', 'repeatable-except-500', 'unsent']],
    ['a reset connection', network('ECONNRESET'), ['repeatable', 'repeatable-except-500']],
    ['a network failure without a reason', network(), ['repeatable', 'repeatable-except-500']],
    ['no answer in time', timeout, ['repeatable', 'repeatable-except-500']],
    ['408', answer(408), ['repeatable', 'repeatable-except-500']],
    ['429', answer(429), ['repeatable', 'repeatable-except-500', 'unsent']],
    ['500', answer(500), ['repeatable']],
    ['502', answer(502), ['repeatable', 'repeatable-except-500']],
    ['503', answer(503), ['repeatable', 'repeatable-except-500', 'unsent']],
    ['504', answer(504), ['repeatable', 'repeatable-except-500']],
    ['200', answer(200), []],
    ['307', answer(307), []],
    ['400', answer(400), []],
    ['401', answer(401), []],
    ['403', answer(403), []],
    ['409', answer(409), []],
    ['501', answer(501), []],
    ['505', answer(505), []],
  ])('after %s is as its rule says.', (_, outcome, expected) => {
    expect(rules.filter((rule) => mayRetry(rule, outcome))).toEqual(expected)
  })
})

describe('The wait before a request is sent again', () => {
  test.each([
    [1, 250],
    [2, 500],
    [3, 1000],
    [4, 2000],
    [5, 4000],
    [6, 5000],
    [9, 5000],
  ])('after attempt %i is anything up to %i ms.', (attempt, ceiling) => {
    expect(retryDelayMs(attempt, timeout, () => 0)).toBe(0)
    expect(retryDelayMs(attempt, timeout, () => 0.5)).toBe(ceiling / 2)
    expect(retryDelayMs(attempt, network(), () => 1)).toBe(ceiling)
    expect(retryDelayMs(attempt, answer(503), () => 1)).toBe(ceiling)
  })

  test('is what Retry-After asks for plus up to a tenth, and never less.', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(fc.nat(3_600_000), fc.integer({ min: 1, max: 9 }), random, (asked, attempt, jitter) => {
        const delay = retryDelayMs(attempt, answer(429, asked), () => jitter)
        expect(delay).toBeGreaterThanOrEqual(asked)
        expect(delay).toBeLessThanOrEqual(asked * 1.1)
      }),
    )
  })
})

describe('A retry budget', () => {
  const spendAll = (budget: RetryBudget): number => {
    let spent = 0
    while (budget.spend()) spent += 1
    return spent
  }

  test('lasts for ten retries.', () => {
    expect(spendAll(new RetryBudget())).toBe(10)
  })

  test('gets a tenth of a retry back with each success, and never holds more than ten.', () => {
    const budget = new RetryBudget()
    spendAll(budget)
    for (let successes = 0; successes < 9; successes += 1) budget.refill()
    expect(budget.spend()).toBe(false)
    budget.refill()
    budget.refill()
    expect(spendAll(budget)).toBe(1)
    for (let successes = 0; successes < 1000; successes += 1) budget.refill()
    expect(spendAll(budget)).toBe(10)
  })
})
