import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parseDateTime } from '../src/adapter.ts'

const noon = Date.UTC(2030, 0, 1, 12)

// Elsewhere than where UTC is the local time.
beforeAll(() => void vi.stubEnv('TZ', 'America/New_York'))
afterAll(() => void vi.unstubAllEnvs())

describe('An ISO 8601 date-time', () => {
  test.each([
    ['2030-01-01T12:00:00Z', noon],
    ['2030-01-01t12:00:00z', noon],
    ['2030-01-01 12:00:00', noon],
    ['  2030-01-01T12:00Z\n', noon],
    ['2030-01-01T12:00:00.25Z', noon + 250],
    ['2030-01-01T12:00:00.123456789Z', noon + 123],
    ['2030-01-01T12:00:00.123456', noon + 123],
    ['2030-01-01T14:00:00+02:00', noon],
    ['2030-01-01T14:00:00+0200', noon],
    ['2030-01-01T06:30:00-0530', noon],
    ['2030-01-01T06:30:00.5-05:30', noon + 500],
  ])('%j is read.', (text, time) => {
    expect(parseDateTime(text)).toBe(time)
  })

  test.each([
    '',
    'tomorrow',
    '2030-01-01',
    '12:00:00Z',
    'on 2030-01-01T12:00:00Z',
    '2030-01-01T12:00:00Z or later',
    '2030-01-01T12Z',
    '2030-13-01T12:00:00Z',
    '2030-01-01T12:00:00 CET',
    '1893499200000',
  ])('%j is none.', (text) => {
    expect(parseDateTime(text)).toBeNaN()
  })
})
