// #region
import type { Clock } from '@auth/core'
import { createEmulator } from '@auth/emulator/fetch'
import { createMeshyAuth } from '@auth/meshy'
import { expect, test } from 'vitest'
// #endregion
import { greeting } from './support/greeting.ts'

// #region
test('it keeps working when the token has expired, and when it was revoked', async () => {
  let now = Date.UTC(2030, 0, 1)
  const schedule: Clock['schedule'] = (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  }
  const clock: Clock = { now: () => now, monotonic: () => now, schedule }
  const emulator = createEmulator({ clock })
  const { accountName, publicKey, username, password } = emulator.credentials.meshy
  const auth = createMeshyAuth({
    ...emulator.urls.meshy,
    fetch: emulator.fetch,
    clock,
    accountName,
    publicKey,
    credentials: { username, password },
  })
  expect(await greeting(auth)).toBe('Hello, ada')
  now += 3_600_000
  expect(await greeting(auth)).toBe('Hello, ada')
  emulator.revokeAccessTokens('meshy')
  expect(await greeting(auth)).toBe('Hello, ada')
  const grants = emulator.requests.map(({ parameters }) => parameters['grant_type']).filter(Boolean)
  expect(grants).toEqual(['password', 'refresh_token', 'refresh_token'])
})
// #endregion
