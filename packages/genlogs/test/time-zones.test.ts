import { afterEach, expect, test, vi } from 'vitest'
import { parseExpires } from '../src/expires.ts'

const noon = Date.UTC(2026, 0, 1, 12)

afterEach(() => {
  vi.unstubAllEnvs()
})

test.each(['UTC', 'America/New_York', 'Pacific/Apia'])('A time without a zone is UTC where the zone is %s.', (zone) => {
  vi.stubEnv('TZ', zone)
  // Otherwise the zone of the process would not be what is tested.
  expect(Date.parse('2026-01-01T12:00:00') === noon).toBe(zone === 'UTC')
  expect(parseExpires('2026-01-01T12:00:00')).toEqual({ expiresAt: noon })
})
