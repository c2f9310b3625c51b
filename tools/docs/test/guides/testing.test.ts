// #region
import { createEmulator } from '@auth/emulator/fetch'
import { createMeshyAuth } from '@auth/meshy'
import { expect, test } from 'vitest'

function setUp() {
  const emulator = createEmulator()
  const { accountName, publicKey, username, password } = emulator.credentials.meshy
  const auth = createMeshyAuth({
    ...emulator.urls.meshy,
    fetch: emulator.fetch,
    accountName,
    publicKey,
    credentials: { username, password },
  })
  return { emulator, auth }
}

test('a revoked token is replaced, once for all callers', async () => {
  const { emulator, auth } = setUp()
  await auth.getToken()
  emulator.revokeAccessTokens('meshy')
  const answers = await Promise.all([1, 2, 3].map(() => auth.fetch('/users/me')))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(emulator.requests.filter(({ endpoint }) => endpoint === 'token')).toHaveLength(2)
})

test('a rate limit is reported with the time to wait', async () => {
  const { emulator, auth } = setUp()
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind: 'rate-limit', retryAfter: 90 })
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 90_000 })
})
// #endregion
