// #region
import { createEmulator } from '@auth/emulator/fetch'
import { createMeshyAuth } from '@auth/meshy'

const emulator = createEmulator()
const { accountName, publicKey, username, password } = emulator.credentials.meshy
const auth = createMeshyAuth({
  ...emulator.urls.meshy, // without this line and the next, it is the real MeshyDB
  fetch: emulator.fetch,
  accountName,
  publicKey,
  credentials: { username, password },
})

const response = await auth.fetch('/users/me')
const user = (await response.json()) as { username: string }
console.log(`Hello, ${user.username}`)
// #endregion
