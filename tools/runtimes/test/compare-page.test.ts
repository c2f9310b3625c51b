import { expect, test } from 'vitest'
import { saysTheSame } from '../src/host/compare-page.ts'

const page = (cell: string, first: string, all: string): string =>
  `| case | ${cell} |\n| ---- | --- |\n\n| MeshyDB | ${first}, ${all} in all | ${all} |\n`

test('A page whose weights differ by less than a twentieth says the same.', () => {
  expect(saysTheSame(page('✓', '20.0', '40.0'), page('✓', '20.9', '41.0'))).toBe(true)
})

test('A page whose weights differ by more does not.', () => {
  expect(saysTheSame(page('✓', '20.0', '40.0'), page('✓', '20.0', '43.0'))).toBe(false)
  expect(saysTheSame(page('✓', '20.0', '40.0'), page('✓', '17.0', '40.0'))).toBe(false)
})

test('A page with another cell does not.', () => {
  expect(saysTheSame(page('✓', '20.0', '40.0'), page('(1)', '20.0', '40.0'))).toBe(false)
  expect(saysTheSame('', page('✓', '20.0', '40.0'))).toBe(false)
})
