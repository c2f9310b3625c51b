import { createMemoryStore, type TokenStore } from '../../src/index.ts'

/** A store without a lock, that notices when somebody else has written meanwhile. */
export interface OptimisticStore extends TokenStore {
  /** What is stored, whatever the key. */
  text: string | undefined
}

/** @param onConflict - What follows when somebody else has written: the change is run again, or it has failed. */
export function createOptimisticStore(onConflict: 'run again' | 'fail'): OptimisticStore {
  let version = 0
  let text: string | undefined
  return {
    get text() {
      return text
    },
    set text(next) {
      version += 1
      text = next
    },
    read: async () => text,
    async update(_, change, { signal }) {
      for (;;) {
        signal.throwIfAborted()
        const before = version
        const next = await change(text, signal)
        signal.throwIfAborted()
        if (version === before) {
          this.text = next
          return next
        }
        if (onConflict === 'fail') throw new Error('somebody else has written')
      }
    },
  }
}

/** A store that runs each change twice, at once or one after the other, and writes what the later run returned. */
export function createDoublingStore(how: 'at once' | 'one after the other'): TokenStore {
  const memory = createMemoryStore()
  return {
    read: memory.read,
    update: (key, change, options) =>
      memory.update(
        key,
        async (current, signal) => {
          const first = change(current, signal)
          if (how === 'one after the other') await first
          const [, later] = await Promise.all([first, change(current, signal)])
          return later
        },
        options,
      ),
  }
}

/** A store whose lock can be lost. */
export interface LeaseStore extends TokenStore {
  /** What is stored, whatever the key. */
  readonly text: string | undefined
  /** Takes the lock from whoever holds it, and tells them. What they bring is not written. */
  revoke(): void
}

export function createLeaseStore(): LeaseStore {
  let text: string | undefined
  let holder: AbortController | undefined
  let freed = Promise.withResolvers<void>()
  const letGo = (own: AbortController | undefined): void => {
    if (!own || holder !== own) return
    holder = undefined
    freed.resolve()
    freed = Promise.withResolvers<void>()
  }
  return {
    get text() {
      return text
    },
    read: async () => text,
    async update(_, change, { signal }) {
      while (holder) await Promise.race([freed.promise, aborted(signal)])
      signal.throwIfAborted()
      const own = new AbortController()
      holder = own
      const leave = (): void => letGo(own)
      signal.addEventListener('abort', leave)
      try {
        const next = await change(text, AbortSignal.any([own.signal, signal]))
        if (holder !== own) throw new Error('the lock was lost')
        text = next
        return next
      } finally {
        signal.removeEventListener('abort', leave)
        letGo(own)
      }
    },
    revoke() {
      const lost = holder
      letGo(lost)
      lost?.abort(new Error('the lock was lost'))
    },
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
