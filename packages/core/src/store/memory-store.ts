import { type Clock, systemClock } from '../clock.ts'
import type { TokenStore } from './token-store.ts'

// Twice the time that a token request may take. On Cloudflare Workers a request can end without any of its promises
// ever settling, so a holder may never let go.
const staleLockMs = 60_000

interface Lock {
  readonly takenAt: number
  /** Callers that wait for it, in order. */
  readonly queue: Array<() => void>
}

/**
 * A store that lives as long as the object. Each client has its own unless one is given.
 *
 * @param clock - Tells how old a lock is. The system's clock by default.
 */
export function createMemoryStore(clock: Pick<Clock, 'monotonic'> = systemClock): TokenStore {
  const values = new Map<string, string>()
  const locks = new Map<string, Lock>()

  function take(key: string, queue: Lock['queue']): Lock {
    const lock = { takenAt: clock.monotonic(), queue }
    locks.set(key, lock)
    return lock
  }

  function release(key: string, lock: Lock): void {
    if (locks.get(key) !== lock) return
    locks.delete(key)
    lock.queue.shift()?.()
  }

  /** Takes the lock when it is free, or was held for too long; else waits in line. */
  function acquire(key: string, signal: AbortSignal): Promise<Lock> | Lock {
    const held = locks.get(key)
    if (!held || clock.monotonic() - held.takenAt > staleLockMs) return take(key, held?.queue ?? [])
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener('abort', leave)
        resolve(take(key, held.queue))
      }
      const leave = (): void => {
        held.queue.splice(held.queue.indexOf(enter), 1)
        reject(signal.reason)
      }
      signal.addEventListener('abort', leave, { once: true })
      held.queue.push(enter)
    })
  }

  return {
    async read(key) {
      return values.get(key)
    },
    async update(key, change, { signal }) {
      signal.throwIfAborted()
      const lock = await acquire(key, signal)
      const letGo = (): void => release(key, lock)
      // At once, not when `change` gets to know of it: that may be never.
      signal.addEventListener('abort', letGo, { once: true })
      try {
        signal.throwIfAborted()
        const next = await change(values.get(key), signal)
        if (locks.get(key) !== lock) throw new Error('the lock was lost')
        if (next === undefined) values.delete(key)
        else values.set(key, next)
        return next
      } finally {
        signal.removeEventListener('abort', letGo)
        letGo()
      }
    },
  }
}
