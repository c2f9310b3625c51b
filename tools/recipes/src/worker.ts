// #region

import { env, waitUntil } from 'cloudflare:workers'
import { createMeshyAuth } from '@auth/meshy'

const auth = createMeshyAuth({
  accountName: env.MESHY_ACCOUNT_NAME,
  publicKey: env.MESHY_PUBLIC_KEY,
  credentials: { username: env.MESHY_USERNAME, password: env.MESHY_PASSWORD },
  waitUntil,
})

// biome-ignore lint/style/noDefaultExport: it is what makes a module a Worker.
export default {
  fetch: (): Promise<Response> => auth.fetch('/users/me'),
}
// #endregion
