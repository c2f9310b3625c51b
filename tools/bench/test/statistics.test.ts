import { expect, test } from 'vitest'
import { compare } from '../src/figures/compare.ts'
import { formatNumber, formatSpread } from '../src/format.ts'
import { differencesOf, ratiosOf, spreadOf } from '../src/statistics.ts'

test('a spread is the least, the middle and the greatest, in whatever order the rounds came', () => {
  expect(spreadOf([3, 1, 10])).toEqual({ min: 1, median: 3, max: 10 })
  expect(spreadOf([4, 1, 2, 3])).toEqual({ min: 1, median: 2.5, max: 4 })
})

test('of no rounds nothing is known, and nothing is shown', () => {
  expect(spreadOf([]).median).toBeNaN()
  expect(formatSpread(spreadOf([]))).toBe('')
})

test('ratios and differences are taken round by round, so that a slow round counts as any other', () => {
  expect(ratiosOf([2, 20], [1, 10])).toEqual([2, 2])
  expect(differencesOf([2, 20], [1, 10])).toEqual([1, 10])
})

test('series that have not had the same rounds are not compared', () => {
  expect(() => ratiosOf([1], [1, 2])).toThrow(RangeError)
  expect(() => differencesOf([1], [1, 2])).toThrow(RangeError)
})

test('numbers have three digits that count', () => {
  expect([0.1234, 1.234, 12.34, 123.4, 1234].map(formatNumber)).toEqual(['0.12', '1.23', '12.3', '123', '1234'])
})

test('a table shows ratios to the base, rows in which ours lose included', () => {
  const { table, bars } = compare(
    {
      names: ['@auth/meshy', 'ky'],
      rounds: [
        [2, 4],
        [1, 2],
      ],
    },
    'ky',
    'ms',
  )

  expect(table.split('\n')).toEqual([
    '|  | ÷ ky | ms |',
    '| --- | ---: | ---: |',
    '| `@auth/meshy` | 2.00 (2.00 – 2.00) | 3.00 (2.00 – 4.00) |',
    '| `ky` | 1.00 (1.00 – 1.00) | 1.50 (1.00 – 2.00) |',
  ])
  expect(bars).toEqual([
    { label: '@auth/meshy', value: 3 },
    { label: expect.stringMatching(/^ky \d+\.\d+\.\d+$/), value: 1.5 },
  ])
})

test('beside an earlier build there is a column of ratios to it', () => {
  const names = ['@auth/meshy', '@auth/meshy at main', 'ky']
  const { table } = compare(
    {
      names,
      rounds: [
        [1, 1],
        [4, 2],
        [1, 1],
      ],
    },
    'ky',
    'ms',
  )

  expect(table).toContain('| ÷ ky | ms | ÷ the earlier one |')
  expect(table).toContain('| `@auth/meshy` | 1.00 (1.00 – 1.00) | 1.00 (1.00 – 1.00) | 0.38 (0.25 – 0.50) |')
  expect(table).toMatch(/\| `ky` \|.*\| {2}\|$/m)
})
