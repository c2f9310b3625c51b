import { register, registerHooks } from 'node:module'
import { createAuth } from '../../src/adapter.ts'
import type { AuthError } from '../../src/errors/auth-error.ts'
import { createMemoryStore } from '../../src/index.ts'
import { testAdapter } from './test-adapter.ts'

// An application whose server is gone for as long as a part is asked for the first times, or never answers for it.
const [, , part, times, status, kept] = process.argv
let missing = Number(times)
/** What was loaded at its first use, and not only since that needs it. */
const late: string[] = []
const needed = new Set<string | undefined>()
registerHooks({
  resolve(specifier, context, next) {
    const isNeeded = needed.has(context.parentURL)
    if (!isNeeded && context.parentURL?.includes('/src/')) late.push(specifier)
    if (specifier !== part || missing === 0) {
      const found = next(specifier, context)
      needed.add(found.url)
      return found
    }
    missing -= 1
    throw new TypeError('error loading dynamically imported module')
  },
})
const hangs = times === 'hangs'
if (hangs) {
  const hook = `export const resolve = (name, context, next) =>
    name === ${JSON.stringify(part)} ? new Promise(() => {}) : next(name, context)`
  register(`data:text/javascript,${encodeURIComponent(hook)}`)
}
let sent = 0
const fetch = async (): Promise<Response> => {
  sent += 1
  if (status === '200') return Response.json({ access_token: 'a-token', expires_in: 3600 })
  return Response.json({ error: 'unknown', reason: 'hunter2-hunter2 is wrong' }, { status: Number(status) })
}
const urls = { authBaseUrl: 'https://auth.example', apiBaseUrl: 'https://api.example' }
const clock = { now: Date.now, monotonic: () => performance.now(), schedule: immediately }
function immediately(callback: () => void, delayMs: number): () => void {
  // Waits before the next try are short here, and so is the time for a part that hangs. Other time limits are far away.
  const timer = delayMs < (hangs ? 5000 : 3000) ? setImmediate(callback) : undefined
  return () => clearImmediate(timer)
}
// Beside a short secret, words would be left out anyway.
const credentials = { username: 'ada-lovelace', password: 'hunter2-hunter2' }
const store = kept === 'in a store' ? createMemoryStore() : undefined
const auth = createAuth(testAdapter, { credentials, fetch, clock, store }, urls)
// What hangs keeps no process alive.
const alive = setInterval(() => {}, 1000)
const outcome = await auth.getToken().then(
  ({ value }) => ({ value }),
  ({ code, retryable, attempts, message }: AuthError) => ({ code, retryable, attempts, message }),
)
clearInterval(alive)
process.stdout.write(JSON.stringify({ ...outcome, sent, late }))
