import { createLockingStore, type TokenStore } from '@auth/core/store'
import { callsOf } from './call-object.ts'
import { systemClock } from './clock.ts'
import { ObjectClock } from './object-clock.ts'
import type { SessionNamespace } from './session-namespace.ts'
import { takeLock } from './take-lock.ts'
import { unlessAborted } from './unless-aborted.ts'

/** What `createDurableObjectStore` takes beside the binding. */
export interface DurableObjectStoreOptions {
  /**
   * Where an object is placed when it is first used, such as `weur`: near what uses the session most. A hint, and of no
   * effect on objects that are there already. For a guarantee, pass a namespace with a jurisdiction.
   * @default near the Worker that uses it first
   * @see https://developers.cloudflare.com/durable-objects/reference/data-location/
   */
  readonly locationHint?: string | undefined
}

/**
 * Makes a store that keeps each session in a Durable Object of its own, for all Workers that have the binding.
 *
 * @param namespace - The binding of the class `AuthSession`. With a jurisdiction:
 * `env.AUTH_SESSIONS.jurisdiction('eu')`.
 * @throws TypeError where it is no such binding.
 * @example
 * ```ts
 * const store = createDurableObjectStore(env.AUTH_SESSIONS)
 * const auth = createMeshyAuth({ accountName, publicKey, store, identity: userId, waitUntil })
 * ```
 */
export function createDurableObjectStore(
  namespace: SessionNamespace,
  { locationHint }: DurableObjectStoreOptions = {},
): TokenStore {
  if (typeof namespace?.idFromName !== 'function') {
    throw new TypeError(
      '@auth/cloudflare: pass the binding of the Durable Object class `AuthSession`, such as `env.AUTH_SESSIONS`',
    )
  }
  const clock = systemClock
  const objectClock = new ObjectClock(clock)
  const open = (key: string) => callsOf({ namespace, key, locationHint, clock, objectClock })
  return createLockingStore({
    read: (key, { signal }) =>
      unlessAborted(
        open(key)((object) => object.read()),
        signal,
      ),
    lock: (key, { signal }) => takeLock(open(key), signal, clock),
    now: async () => objectClock.now(),
  })
}
