import { expect, test } from 'vitest'
import { budgets, findMissingBudgets, findSizeProblems } from '../src/sizes.ts'

test('a package within its budget is no problem, and one byte more is', () => {
  const [[name, budget] = ['', { withoutKy: 0, withKy: 0 }]] = Object.entries(budgets)
  expect(findSizeProblems([{ name, ...budget }])).toEqual([])
  const tooBig = findSizeProblems([{ name, withoutKy: budget.withoutKy + 1, withKy: budget.withKy + 1 }])
  expect(tooBig).toEqual([
    `${name}: ${budget.withoutKy + 1} bytes without ky, budget ${budget.withoutKy}`,
    `${name}: ${budget.withKy + 1} bytes with ky, budget ${budget.withKy}`,
  ])
})

test('a provider without a budget is named, and core and the emulator need none', () => {
  const provider = { dependencies: { '@auth/core': '^1.0.0' } }
  const manifest = { version: '1.0.0', exports: {} }
  const packed = [
    { name: '@auth/core', manifest: { ...manifest, name: '@auth/core', dependencies: { ky: '2.1.0' } } },
    { name: '@auth/meshy', manifest: { ...manifest, name: '@auth/meshy', ...provider } },
    { name: '@auth/acme', manifest: { ...manifest, name: '@auth/acme', ...provider } },
  ]
  expect(findMissingBudgets(packed)).toEqual([expect.stringContaining('@auth/acme: no size budget')])
})
