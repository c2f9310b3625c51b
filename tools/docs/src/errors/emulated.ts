// #region
import { createEmulator } from '@auth/emulator/fetch'

/** All providers without a network: options that lead to them, and credentials that sign in. */
export function emulated() {
  const emulator = createEmulator()
  const { fetch, urls, credentials } = emulator
  const { accountName, publicKey, username, password } = credentials.meshy
  const { clientId, passwordProfileId } = credentials.elasticpath
  return {
    emulator,
    meshy: { ...urls.meshy, fetch, accountName, publicKey },
    elasticpath: { ...urls.elasticpath, fetch, clientId, passwordProfileId },
    credentials: { meshy: { username, password } },
  }
}
// #endregion
