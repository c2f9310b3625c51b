import { expect, test } from 'vitest'
import { formatLeft, formatTime, toneOf } from '../src/page/app/format.ts'
import { lifeOf } from '../src/page/app/life.ts'

const token = { provider: 'meshy', kind: 'access', issuedAt: 1000, expiresAt: 3_601_000 } as const

test('A bar shows what has passed of a life, with the window and the margin at its end.', () => {
  expect(lifeOf(token, 901_000)).toEqual({ passed: 25, soft: 100 / 12, hard: 100 / 360 })
})

test.each([
  ['a life of a minute', { ...token, expiresAt: 61_000 }, { passed: 0, soft: 20, hard: 10 }],
  ['a refresh token', { ...token, kind: 'refresh' as const }, { passed: 0, soft: 0, hard: 0 }],
  ['Gooru, which says no end', { ...token, provider: 'gooru' as const }, { passed: 0, soft: 0, hard: 0 }],
])('The bar of %s has the zones that clients keep to.', (_, one, expected) => {
  expect(lifeOf(one, 1000)).toEqual(expected)
})

test.each([
  ['before its beginning', 0, 0],
  ['after its end', 9_999_999, 100],
])('A clock %s leaves the bar whole.', (_, now, passed) => {
  expect(lifeOf(token, now).passed).toBe(passed)
  expect(lifeOf({ ...token, expiresAt: token.issuedAt }, now).passed).toBeLessThanOrEqual(100)
})

test.each([
  [2_591_319_000, '29 d'],
  [86_400_000, '1 d'],
  [86_399_999, '23 h'],
  [3_600_000, '1 h'],
  [3_599_999, '59 min'],
  [59_999, '59 s'],
  [-1, '0 s'],
])('%i ms are %s.', (ms, text) => {
  expect(formatLeft(ms)).toBe(text)
})

test('A time of day has its milliseconds.', () => {
  expect(formatTime(new Date(2026, 0, 1, 9, 5, 3, 7).getTime())).toBe('09:05:03.007')
})

test.each([
  [204, 'good'],
  [302, 'moved'],
  [429, 'wrong'],
  [503, 'broken'],
  ['refuse', 'broken'],
  ['pending', 'waiting'],
] as const)('The status %s looks %s.', (status, tone) => {
  expect(toneOf(status)).toBe(tone)
})
