import { isMainThread } from 'node:worker_threads'
import { afterEach, expect, test, vi } from 'vitest'
import { parseExpires } from '../src/expires.ts'

const noon = Date.UTC(2026, 0, 1, 12)

afterEach(() => {
  vi.unstubAllEnvs()
})

// A worker thread cannot change the zone: mutation testing runs in one, and in a zone other than UTC.
test.skipIf(!isMainThread).for(['UTC', 'America/New_York', 'Pacific/Apia'])(
  'A time without a zone is UTC where the zone is %s.',
  (zone) => {
    vi.stubEnv('TZ', zone)
    // Otherwise the zone of the process would not be what is tested.
    expect(Date.parse('2026-01-01T12:00:00') === noon).toBe(zone === 'UTC')
    expect(parseExpires('2026-01-01T12:00:00')).toEqual({ expiresAt: noon })
  },
)

test.for([
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
] as const)('%s is understood.', ([text, expiresAt]) => {
  expect(parseExpires(text)).toEqual({ expiresAt })
})

test.for(['', 'soon', '1e9', '-5', '2026-01-01', '12:00:00', '2026-13-01T12:00:00', '2026-01-01T25:00:00Z'])(
  'The unreadable "%s" is not a number, rather than no expiry.',
  (text) => {
    expect(parseExpires(text)).toEqual({ expiresAt: Number.NaN })
  },
)

test('A missing time is said to be missing.', () => {
  expect([parseExpires(null), parseExpires(undefined)]).toEqual(['missing', 'missing'])
})
