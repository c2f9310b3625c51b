import type { Clock } from '../../src/index.ts'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'

/** A store in memory that fails on demand. */
export interface FaultyStore extends TokenStore {
  /** What goes wrong: nothing can be read, or what was decided cannot be written, or the writing never ends. */
  fault: 'read' | 'write' | 'endless-write' | undefined
  /** Whether it says that it can be written. */
  canWrite: boolean
  /** How often a write was tried. */
  readonly writes: number
  /** How often the lock was asked for. */
  readonly tries: number
  /** What is stored, whatever the key. */
  readonly text: string | undefined
}

/** The same store to those who do not listen when they are told that nobody waits any more. */
export function deaf(store: TokenStore): TokenStore {
  const signal = new AbortController().signal
  return { read: store.read, update: (key, change) => store.update(key, change, { signal }) }
}

export function createFaultyStore(clock: Clock): FaultyStore {
  const memory = createMemoryStore(clock)
  let key = ''
  let text: string | undefined
  let writes = 0
  let tries = 0
  const failure = new Error('disk full while writing refresh-token-1')
  const store: FaultyStore = {
    fault: undefined,
    canWrite: true,
    get writes() {
      return writes
    },
    get tries() {
      return tries
    },
    get text() {
      return text
    },
    async read(name, options) {
      if (store.fault === 'read') throw failure
      return memory.read(name, options)
    },
    async update(name, change, options) {
      key = name
      tries += 1
      if (store.fault === 'read') throw failure
      text = await memory.update(
        key,
        async (current, signal) => {
          const next = await change(current, signal)
          writes += 1
          if (store.fault === 'write') throw failure
          if (store.fault === 'endless-write') await new Promise((_, reject) => onAbort(signal, reject))
          return next
        },
        options,
      )
      return text
    },
  }
  return store
}

function onAbort(signal: AbortSignal, reject: (reason: unknown) => void): void {
  signal.addEventListener('abort', () => reject(signal.reason), { once: true })
}
