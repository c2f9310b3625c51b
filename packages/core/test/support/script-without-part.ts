import { registerHooks } from 'node:module'
import { createAuth } from '../../src/adapter.ts'
import type { AuthError } from '../../src/errors/auth-error.ts'
import { testAdapter } from './test-adapter.ts'

// An application whose server is gone for as long as a part is asked for the first times.
const [, , part, times, status] = process.argv
let missing = Number(times)
/** What was loaded at its first use. */
const late: string[] = []
registerHooks({
  resolve(specifier, context, next) {
    if (context.parentURL?.includes('/src/')) late.push(specifier)
    if (specifier !== part || missing === 0) return next(specifier, context)
    missing -= 1
    throw new TypeError('error loading dynamically imported module')
  },
})
let sent = 0
const fetch = async (): Promise<Response> => {
  sent += 1
  if (status === undefined) return Response.json({ access_token: 'a-token', expires_in: 3600 })
  return Response.json({ error: 'unknown', reason: 'hunter2-hunter2 is wrong' }, { status: Number(status) })
}
const urls = { authBaseUrl: 'https://auth.example', apiBaseUrl: 'https://api.example' }
const clock = { now: Date.now, monotonic: () => performance.now(), schedule: immediately }
function immediately(callback: () => void, delayMs: number): () => void {
  // Waits before the next try are short here, and time limits far away.
  const timer = delayMs < 5000 ? setImmediate(callback) : undefined
  return () => clearImmediate(timer)
}
// Beside a short secret, words would be left out anyway.
const credentials = { username: 'ada-lovelace', password: 'hunter2-hunter2' }
const auth = createAuth(testAdapter, { credentials, fetch, clock }, urls)
const outcome = await auth.getToken().then(
  ({ value }) => ({ value }),
  ({ code, retryable, attempts, message }: AuthError) => ({ code, retryable, attempts, message }),
)
process.stdout.write(JSON.stringify({ ...outcome, sent, late }))
