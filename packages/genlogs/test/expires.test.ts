import { expect, test } from 'vitest'
import { parseExpires } from '../src/expires.ts'

const noon = Date.UTC(2026, 0, 1, 12)

test.each([
  ['2026-01-01T12:00:00.123456', noon + 123],
  ['2026-01-01T12:00:00.1', noon + 100],
  ['2026-01-01T12:00:00Z', noon],
  ['2026-01-01T12:00:00.999999Z', noon + 999],
  ['2026-01-01T12:00:00+00:00', noon],
  ['2026-01-01T12:00:00.123456+00:00', noon + 123],
  ['2026-01-01T07:00:00-05:00', noon],
  ['2026-01-01T17:30:00+0530', noon],
  ['2026-01-01 12:00:00', noon],
  ['2026-01-01t12:00z', noon],
  // As `exp` in the token itself.
  ['1767268800', noon],
  ['1767268800.25', noon + 250],
] as const)('%s is understood.', (text, expiresAt) => {
  expect(parseExpires(text)).toEqual({ expiresAt })
})

test.each(['', 'soon', '1e9', '-5', '2026-01-01', '12:00:00', '2026-13-01T12:00:00', '2026-01-01T25:00:00Z'])(
  'The unreadable "%s" is not a number, rather than no expiry.',
  (text) => {
    expect(parseExpires(text)).toEqual({ expiresAt: Number.NaN })
  },
)

test('A missing time is said to be missing.', () => {
  expect([parseExpires(null), parseExpires(undefined)]).toEqual(['missing', 'missing'])
})
