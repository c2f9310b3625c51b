/* global expect, test */
import { isAuthError } from '@auth/core'
import { createEmulator } from '@auth/emulator/fetch'
import { createMeshyAuth } from '@auth/meshy'

const emulator = createEmulator()
const { accountName, publicKey, username, password } = emulator.credentials.meshy
const create = (credentials) =>
  createMeshyAuth({ ...emulator.urls.meshy, fetch: emulator.fetch, accountName, publicKey, credentials })

test('it greets the user, also after the token was revoked', async () => {
  const auth = create({ username, password })
  expect((await auth.fetch('/users/me')).status).toBe(200)
  emulator.revokeAccessTokens('meshy')
  const user = await (await auth.fetch('/users/me')).json()
  expect(user.username).toBe(username)
})

test('a wrong password is an AuthError', async () => {
  const error = await create({ username, password: 'wrong' })
    .getToken()
    .catch((thrown) => thrown)
  expect(isAuthError(error, 'invalid_credentials')).toBe(true)
})
