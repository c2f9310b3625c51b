import { createMeshyAuth, type MeshyAuth, type MeshyAuthOptions } from '@auth/meshy'
// #region
import pino from 'pino'

// #endregion
export function createLogged(options: MeshyAuthOptions, destination: pino.DestinationStream): MeshyAuth {
  const log = pino({ level: 'debug' }, destination)
  // #region
  const auth = createMeshyAuth({ ...options, logger: log.child({ component: 'auth' }) })
  // #endregion
  return auth
}
