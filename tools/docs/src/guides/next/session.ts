// #region
import { encrypted } from '@auth/core/encrypted'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import { cookies } from 'next/headers'
import { account, env } from '../config.ts'
import { createCookieStore } from '../cookie-store.ts'

const cookie = { path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge: 30 * 24 * 3600 } as const

async function openSession(canSet: boolean): Promise<MeshyAuth> {
  const jar = await cookies()
  const inCookie = createCookieStore({
    get: () => jar.get('session')?.value,
    set: (value) => (value === undefined ? jar.delete('session') : jar.set('session', value, cookie)),
    canSet: () => canSet,
  })
  const secret = Buffer.from(env('SESSION_KEY'), 'base64') // 32 bytes, as `openssl rand -base64 32` makes them
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt', 'decrypt'])
  return createMeshyAuth({ ...account, store: encrypted(inCookie, key), identity: 'this-browser' })
}

/** For route handlers and server actions: a session can start, be renewed and end. */
export const writableSession = (): Promise<MeshyAuth> => openSession(true)

/** For server components: a valid token is used, and a refresh token is not spent. */
export const readableSession = (): Promise<MeshyAuth> => openSession(false)
// #endregion
