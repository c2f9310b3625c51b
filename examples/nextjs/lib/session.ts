import { createFileStore } from '@auth/core/file-store'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import { cookies } from 'next/headers'
import { account } from './settings'

const cookie = { path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge: 30 * 24 * 3600 } as const
const sessionId = /^[\da-f-]{36}$/

// Nothing is read or opened when this module is loaded: a build has no settings, and no folder to write to.
function sessionOf(identity: string): MeshyAuth {
  const store = createFileStore({ directory: process.env.SESSIONS_DIRECTORY ?? '.sessions' })
  return createMeshyAuth({ ...account(), store, identity })
}

/** The session of who asks; `undefined` where nobody has signed in. For pages, actions and route handlers. */
export async function currentSession(): Promise<MeshyAuth | undefined> {
  const id = (await cookies()).get('session')?.value
  // A cookie may hold anything.
  return id && sessionId.test(id) ? sessionOf(id) : undefined
}

/** For actions and route handlers, which can set cookies. */
export async function startSession(username: string, password: string): Promise<void> {
  const id = crypto.randomUUID() // a new ID at each sign-in, which nobody can guess
  await sessionOf(id).signIn({ username, password })
  const jar = await cookies()
  jar.set('session', id, cookie)
}

/** For actions and route handlers, which can set cookies. */
export async function endSession(): Promise<void> {
  const auth = await currentSession()
  const jar = await cookies()
  jar.delete({ name: 'session', path: '/', secure: true })
  await auth?.signOut()
}
