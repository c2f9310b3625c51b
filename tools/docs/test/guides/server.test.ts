// #region
import { startEmulator } from '@auth/emulator'
import { createGenlogsAuth } from '@auth/genlogs'
import { expect, test } from 'vitest'

test('it works over HTTP', async () => {
  await using emulator = await startEmulator()
  const { apiKey, email, password } = emulator.credentials.genlogs
  const auth = createGenlogsAuth({ ...emulator.urls.genlogs, apiKey, credentials: { email, password } })
  expect((await auth.fetch('/me')).status).toBe(200)
})
// #endregion
