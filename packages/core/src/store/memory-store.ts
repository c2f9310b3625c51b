import { type Clock, systemClock } from '../clock.ts'
import type { TokenStore } from './token-store.ts'

// Twice the time that a token request may take. On Cloudflare Workers a request can end without any of its promises
// ever settling, so a holder may never let go.
const staleLockMs = 60_000

interface Lock {
  readonly takenAt: number
}

type Change = Parameters<TokenStore['update']>[1]

/**
 * A store that lives as long as the object.
 *
 * @param clock - Tells how old a lock is. The system's clock by default.
 */
export function createMemoryStore(clock: Pick<Clock, 'monotonic'> = systemClock): TokenStore {
  const entries = new Map<string, Entry>()
  return {
    async read(key) {
      return entries.get(key)?.value
    },
    async update(key, change, options) {
      options.signal.throwIfAborted()
      const entry = entries.get(key) ?? new Entry(clock)
      entries.set(key, entry)
      try {
        return await entry.update(change, options.signal)
      } finally {
        // Whoever has lost the lock may come back when another entry has the name.
        if (entry.isEmpty && entries.get(key) === entry) entries.delete(key)
      }
    },
  }
}

/** What is kept for one key. */
class Entry {
  readonly #clock: Pick<Clock, 'monotonic'>
  value: string | undefined
  #lock: Lock | undefined
  /** Callers that wait for the lock, in order. */
  #queue: Array<() => void> | undefined

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock
  }

  /** Whether it can be forgotten. */
  get isEmpty(): boolean {
    return !this.#lock && this.value === undefined
  }

  async update(change: Change, signal: AbortSignal): ReturnType<Change> {
    const lock = await this.#acquire(signal)
    const letGo = (): void => {
      if (this.#lock !== lock) return
      this.#lock = undefined
      this.#queue?.shift()?.()
    }
    // At once, not when `change` gets to know of it: that may be never.
    signal.addEventListener('abort', letGo)
    try {
      signal.throwIfAborted()
      const next = await change(this.value, signal)
      if (this.#lock !== lock) throw new Error('the lock was lost')
      this.value = next
      return next
    } finally {
      signal.removeEventListener('abort', letGo)
      letGo()
    }
  }

  /** Takes the lock when it is free, or was held for too long; else waits in line. */
  #acquire(signal: AbortSignal): Promise<Lock> | Lock {
    if (!this.#lock || this.#clock.monotonic() - this.#lock.takenAt > staleLockMs) return this.#take()
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener('abort', leave)
        resolve(this.#take())
      }
      this.#queue ??= []
      const queue = this.#queue
      const leave = (): void => {
        queue.splice(queue.indexOf(enter), 1)
        reject(signal.reason)
      }
      signal.addEventListener('abort', leave)
      queue.push(enter)
    })
  }

  #take(): Lock {
    this.#lock = { takenAt: this.#clock.monotonic() }
    return this.#lock
  }
}
