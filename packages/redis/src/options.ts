import type { Clock } from '@auth/core'
import { checkOptions } from '@auth/core/adapter'
import type { RedisClient } from './clients/connect.ts'

/** How sessions are kept on Redis. */
export interface RedisStoreOptions {
  /**
   * What the names of all keys and channels begin with. Stores with different prefixes share nothing. Without braces.
   * @default 'auth:'
   * @example 'shop:sessions:'
   */
  prefix?: string | undefined
  /**
   * A second client of the same package, connected, that does nothing else: on it messages come when the first client
   * cannot subscribe beside its commands, as `iovalkey`, GLIDE, and any client with RESP2. Without it, who waits for a
   * lock asks up to 20 times a second, and other clients learn late of a sign-out.
   * @default the first client, where it can subscribe
   * @example client.duplicate()
   */
  subscriber?: RedisClient | undefined
  /**
   * How long the lock of a process that was killed delays the others, in milliseconds; at least 1,000. While its holder
   * lives, it is renewed at a third of that. A holder that is suspended for longer loses it, and where it has spent a
   * refresh token, the session may be over: do not shorten it without need.
   * @default 10_000
   */
  lockTtlMs?: number | undefined
  /**
   * How long one command may take, with tries again after a lost connection, in milliseconds; at most a third of
   * `lockTtlMs`. After that it has failed: the error is `store_failed`, unless a valid token is in memory.
   * @default 2_000
   */
  commandTimeoutMs?: number | undefined
  /**
   * Time, as the store takes it. Replace it to run tests in virtual time.
   * @default the system's
   */
  clock?: Clock | undefined
}

export interface RedisStoreSettings {
  readonly prefix: string
  readonly lockTtlMs: number
  readonly commandTimeoutMs: number
  readonly clock: Clock
}

const leastTtlMs = 1000

/** @throws {TypeError} which names the option that is wrong */
export function resolveOptions(options: RedisStoreOptions): RedisStoreSettings {
  checkOptions('@auth/redis', options, {
    'prefix?': 'line',
    'subscriber?': 'object',
    'lockTtlMs?': 'duration',
    'commandTimeoutMs?': 'duration',
    'clock?': 'object',
  })
  const { prefix = 'auth:', lockTtlMs = 10_000, clock = systemClock } = options
  const { commandTimeoutMs = Math.min(2000, lockTtlMs / 3) } = options
  if (/[{}]/.test(prefix)) {
    throw new TypeError(
      '@auth/redis: `prefix` must be without braces: in a cluster, they would put all sessions on one node',
    )
  }
  if (lockTtlMs < leastTtlMs) throw new TypeError(`@auth/redis: \`lockTtlMs\` must be at least ${leastTtlMs}`)
  if (commandTimeoutMs > lockTtlMs / 3) {
    throw new TypeError('@auth/redis: `commandTimeoutMs` must be at most a third of `lockTtlMs`, or locks are lost')
  }
  return { prefix, lockTtlMs: Math.round(lockTtlMs), commandTimeoutMs, clock }
}

const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule(callback, delayMs) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}
