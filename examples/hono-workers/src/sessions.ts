import { waitUntil } from 'cloudflare:workers'
import { createDurableObjectStore } from '@auth/cloudflare'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Bindings } from './bindings'

type Here = Context<{ Bindings: Bindings }>

const attributes = { path: '/', httpOnly: true, secure: true, sameSite: 'Lax', maxAge: 30 * 24 * 3600 } as const
const sessionId = /^[\da-f-]{36}$/

function sessionOf({ env }: Here, identity: string): MeshyAuth {
  return createMeshyAuth({
    accountName: env.MESHY_ACCOUNT_NAME,
    publicKey: env.MESHY_PUBLIC_KEY,
    authBaseUrl: env.MESHY_AUTH_BASE_URL,
    apiBaseUrl: env.MESHY_API_BASE_URL,
    store: createDurableObjectStore(env.AUTH_SESSIONS),
    identity,
    waitUntil,
  })
}

/** The session of who asks; `undefined` where nobody has signed in. */
export function currentSession(context: Here): MeshyAuth | undefined {
  const id = getCookie(context, 'session')
  // A cookie may hold anything.
  return id && sessionId.test(id) ? sessionOf(context, id) : undefined
}

export async function startSession(context: Here, username: string, password: string): Promise<void> {
  const id = crypto.randomUUID() // a new ID at each sign-in, which nobody can guess
  await sessionOf(context, id).signIn({ username, password })
  setCookie(context, 'session', id, attributes)
}

export async function endSession(context: Here): Promise<void> {
  deleteCookie(context, 'session', attributes)
  await currentSession(context)?.signOut()
}
