import { createMeshyAuth, type MeshyAuth, type MeshyAuthOptions } from '@auth/meshy'
import { type Cookie, createCookieStore } from './cookie-store.ts'

type Handle = (auth: MeshyAuth) => Promise<Response>

export function createWithSession(options: MeshyAuthOptions) {
  // #region
  async function withSession(userId: string, cookie: Cookie, handle: Handle): Promise<Response> {
    await using auth = createMeshyAuth({ ...options, store: createCookieStore(cookie), identity: userId })
    return await handle(auth)
  }
  // #endregion
  return withSession
}
