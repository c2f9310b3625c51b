import { registerHooks } from 'node:module'
import { createAuth } from '../../src/adapter.ts'
import type { AuthError } from '../../src/errors/auth-error.ts'
import { ada, testAdapter } from './test-adapter.ts'

// An application whose server is gone for as long as ky is asked for the first times.
let missing = Number(process.argv[2])
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'ky' || missing === 0) return next(specifier, context)
    missing -= 1
    throw new TypeError('error loading dynamically imported module')
  },
})
let sent = 0
const fetch = async (): Promise<Response> => {
  sent += 1
  return Response.json({ access_token: 'a-token', expires_in: 3600 })
}
const urls = { authBaseUrl: 'https://auth.example', apiBaseUrl: 'https://api.example' }
const clock = { now: Date.now, monotonic: () => performance.now(), schedule: immediately }
function immediately(callback: () => void, delayMs: number): () => void {
  // Waits before the next try are short here, and time limits far away.
  const timer = delayMs < 5000 ? setImmediate(callback) : undefined
  return () => clearImmediate(timer)
}
const auth = createAuth(testAdapter, { credentials: ada, fetch, clock }, urls)
const outcome = await auth.getToken().then(
  ({ value }) => ({ value }),
  ({ code, retryable, attempts, message }: AuthError) => ({ code, retryable, attempts, message }),
)
process.stdout.write(JSON.stringify({ ...outcome, sent }))
