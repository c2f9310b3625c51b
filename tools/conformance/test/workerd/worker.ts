import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'

/** What the test gives to the worker. */
export interface Environment {
  readonly tokenEndpoint: string
  /** Whether the client may sign in by itself. */
  readonly hasCredentials: boolean
}

const credentials = { username: 'ada', password: 'ada-password' }
const patienceMs = 8000
let aheadMs = 0
const clock = {
  now: () => Date.now() + aheadMs,
  monotonic: () => performance.now() + aheadMs,
  schedule(callback: () => void, delayMs: number) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}
let made: MeshyAuth | undefined

// One client for all requests, as applications have it, and no `waitUntil`.
function client({ tokenEndpoint, hasCredentials }: Environment): MeshyAuth {
  made ??= createMeshyAuth({
    accountName: 'demo',
    publicKey: 'pk_demo',
    authBaseUrl: tokenEndpoint,
    clock,
    ...(hasCredentials && { credentials }),
  })
  return made
}

/** What a call brought, or how it failed. One that takes too long fails with `impatient`. */
async function outcomeOf(call: Promise<{ readonly value: string }>): Promise<string> {
  const impatience = new Promise<string>((resolve) => setTimeout(() => resolve('impatient'), patienceMs))
  const outcome = call.then(
    ({ value }) => value,
    ({ name, code, message }) => (name === 'AuthError' ? code : `${name}: ${message}`),
  )
  return Promise.race([outcome, impatience])
}

const routes: Record<string, (auth: MeshyAuth, env: Environment) => Promise<string>> = {
  async '/sign-in'(auth) {
    await auth.signIn(credentials)
    return 'signed in'
  },
  async '/an-hour-passes'() {
    aheadMs += 3_600_000
    return 'passed'
  },
  /** The token is renewed ahead of time from now on. */
  async '/most-of-an-hour-passes'() {
    aheadMs += 3_500_000
    return 'passed'
  },
  async '/a-minute-passes'() {
    aheadMs += 60_000
    return 'passed'
  },
  /** Ends while the client's own request is out, and nobody waits for that. */
  async '/leave'(auth, { tokenEndpoint }) {
    auth.getToken().catch(() => {})
    await fetch(`${tokenEndpoint}/held`)
    return 'left'
  },
  /** Goes on until a token that was still good has been replaced. */
  async '/renewed'(auth, { tokenEndpoint }) {
    const { value } = await auth.getToken()
    for (;;) {
      const next = await auth.getToken()
      if (next.value !== value) return next.value
      await fetch(`${tokenEndpoint}/held`)
    }
  },
  '/token': (auth) => outcomeOf(auth.getToken()),
  '/token-with-signal': (auth) => outcomeOf(auth.getToken({ signal: new AbortController().signal })),
}

// biome-ignore lint/style/noDefaultExport: it is what makes a module a Worker.
export default {
  async fetch(request: Request, env: Environment): Promise<Response> {
    const route = routes[new URL(request.url).pathname]
    return route ? new Response(await route(client(env), env)) : new Response('no such route', { status: 404 })
  },
}
