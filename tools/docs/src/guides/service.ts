// #region
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import { account, env } from './config.ts'

export const auth: MeshyAuth = createMeshyAuth({
  ...account,
  credentials: { username: env('MESHY_USERNAME'), password: env('MESHY_PASSWORD') },
})
// #endregion
