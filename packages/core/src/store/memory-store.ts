import { type Clock, systemClock } from '../clock.ts'
import type { TokenStore } from './token-store.ts'

// Twice the time that a token request may take. On Cloudflare Workers a request can end without any of its promises
// ever settling, so a holder may never let go.
const staleLockMs = 60_000

interface Lock {
  readonly takenAt: number
}

/** What is kept for one key. */
interface Entry {
  value: string | undefined
  lock: Lock | undefined
  /** Callers that wait for the lock, in order. */
  readonly queue: Array<() => void>
}

/**
 * A store that lives as long as the object. Each client has its own unless one is given.
 *
 * @param clock - Tells how old a lock is. The system's clock by default.
 */
export function createMemoryStore(clock: Pick<Clock, 'monotonic'> = systemClock): TokenStore {
  const entries = new Map<string, Entry>()
  return {
    async read(key) {
      return entries.get(key)?.value
    },
    async update(key, change, { signal }) {
      signal.throwIfAborted()
      const entry = entries.get(key) ?? { value: undefined, lock: undefined, queue: [] }
      entries.set(key, entry)
      const lock = await acquire(entry, clock, signal)
      const letGo = (): void => {
        if (entry.lock !== lock) return
        entry.lock = undefined
        entry.queue.shift()?.()
        if (!entry.lock && entry.value === undefined) entries.delete(key)
      }
      // At once, not when `change` gets to know of it: that may be never.
      signal.addEventListener('abort', letGo)
      try {
        signal.throwIfAborted()
        const next = await change(entry.value, signal)
        if (entry.lock !== lock) throw new Error('the lock was lost')
        entry.value = next
        return next
      } finally {
        signal.removeEventListener('abort', letGo)
        letGo()
      }
    },
  }
}

/** Takes the lock when it is free, or was held for too long; else waits in line. */
function acquire(entry: Entry, clock: Pick<Clock, 'monotonic'>, signal: AbortSignal): Promise<Lock> | Lock {
  const take = (): Lock => {
    entry.lock = { takenAt: clock.monotonic() }
    return entry.lock
  }
  if (!entry.lock || clock.monotonic() - entry.lock.takenAt > staleLockMs) return take()
  return new Promise((resolve, reject) => {
    const enter = (): void => {
      signal.removeEventListener('abort', leave)
      resolve(take())
    }
    const leave = (): void => {
      entry.queue.splice(entry.queue.indexOf(enter), 1)
      reject(signal.reason)
    }
    signal.addEventListener('abort', leave)
    entry.queue.push(enter)
  })
}
