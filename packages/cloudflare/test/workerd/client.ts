import { waitUntil } from 'cloudflare:workers'
import { createDurableObjectStore, type SessionNamespace } from '@auth/cloudflare'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'

interface Environment {
  readonly AUTH_SESSIONS: SessionNamespace
  readonly authBaseUrl: string
  /** Answered when the token request that is held has come. */
  readonly heldUrl: string
}

const credentials = { username: 'ada', password: 'ada-password' }
let aheadMs = 0
const clock = {
  now: () => Date.now() + aheadMs,
  monotonic: () => performance.now() + aheadMs,
  schedule(callback: () => void, delayMs: number) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}
const made = new Map<string, MeshyAuth>()

/** One client for all requests of the isolate, as applications have it. */
function client({ AUTH_SESSIONS, authBaseUrl }: Environment, kind: string): MeshyAuth {
  const auth =
    made.get(kind) ??
    createMeshyAuth({
      accountName: 'demo',
      publicKey: 'pk_demo',
      identity: 'ada',
      authBaseUrl,
      clock,
      store: createDurableObjectStore(AUTH_SESSIONS),
      timing: { recheckMs: kind === 'watchful' ? 1000 : 60_000 },
      ...(kind === 'service' && { credentials }),
      ...(kind !== 'without-wait-until' && { waitUntil }),
    })
  made.set(kind, auth)
  return auth
}

/** What a call brought, or how it failed. */
function outcomeOf(call: Promise<{ readonly value: string }>): Promise<string> {
  return call.then(
    ({ value }) => value,
    ({ name, code, message }) => (name === 'AuthError' ? code : `${name}: ${message}`),
  )
}

const routes: Record<string, (auth: MeshyAuth, environment: Environment) => Promise<string>> = {
  async '/sign-in'(auth) {
    await auth.signIn(credentials)
    return 'signed in'
  },
  async '/sign-out'(auth) {
    await auth.signOut()
    return 'signed out'
  },
  async '/an-hour-passes'() {
    aheadMs += 3_600_000
    return 'passed'
  },
  async '/a-second-passes'() {
    aheadMs += 1000
    return 'passed'
  },
  '/token': (auth) => outcomeOf(auth.getToken()),
  /** Ends while the client's own request is out, and nobody waits for that. */
  async '/leave'(auth, { heldUrl }) {
    auth.getToken().catch(() => {})
    await fetch(heldUrl)
    return 'left'
  },
  /** Its caller stops waiting while the client's own request is out. */
  async '/abort'(auth, { heldUrl }) {
    const caller = new AbortController()
    const outcome = outcomeOf(auth.getToken({ signal: caller.signal }))
    await fetch(heldUrl)
    caller.abort(new Error('enough'))
    return outcome
  },
}

// biome-ignore lint/style/noDefaultExport: it is what makes a module a Worker.
export default {
  async fetch(request: Request, environment: Environment): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const route = routes[pathname]
    if (!route) return new Response('no such route', { status: 404 })
    return new Response(await route(client(environment, searchParams.get('client') ?? 'person'), environment))
  },
}
