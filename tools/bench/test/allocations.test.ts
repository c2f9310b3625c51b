import { expect, test } from 'vitest'
import { findOverBudget } from '../src/figures/allocations.ts'

const budgets = { '@auth/meshy': { getToken: 500, fetch: 4500 } }

test('a call within its budget is no problem', () => {
  expect(findOverBudget({ '@auth/meshy': { getToken: 500, fetch: 1 } }, budgets)).toEqual([])
})

test('a call over its budget is named, with both numbers; so is one that was not measured', () => {
  expect(findOverBudget({ '@auth/meshy': { getToken: 501, fetch: 1 } }, budgets)).toEqual([
    '@auth/meshy: getToken allocates 501 bytes, budget 500',
  ])
  expect(findOverBudget({}, budgets)).toHaveLength(2)
})
