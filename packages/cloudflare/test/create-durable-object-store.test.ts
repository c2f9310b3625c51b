import { expect, test } from 'vitest'
import { createDurableObjectStore } from '../src/create-durable-object-store.ts'
import type { SessionNamespace } from '../src/session-namespace.ts'

const missing: { readonly AUTH_SESSIONS?: SessionNamespace } = {}

test('A binding that is missing from the configuration is named when the store is made.', () => {
  // As in JavaScript, or with types that promise more than `wrangler.toml` has.
  expect(() => createDurableObjectStore(missing.AUTH_SESSIONS as SessionNamespace)).toThrow(
    new TypeError(
      '@auth/cloudflare: pass the binding of the Durable Object class `AuthSession`, such as `env.AUTH_SESSIONS`',
    ),
  )
})

test('A store tells the time of its machine until an object has answered.', async () => {
  const namespace: SessionNamespace = {
    idFromName: () => '',
    get: () => {
      throw new Error('nothing is to be asked')
    },
  }
  const before = Date.now()
  const now = Number(await createDurableObjectStore(namespace).now?.())
  expect(now).toBeGreaterThanOrEqual(before)
  expect(now).toBeLessThanOrEqual(Date.now())
})
