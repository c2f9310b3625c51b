import type { TokenStore } from '../../src/index.ts'
import { createLockingStore, type Lease } from '../../src/store.ts'
import type { SimulationClock } from '../simulation/simulation-clock.ts'

/** Waits until the script lets this step of a process happen. */
export type Pace = (step: string, signal?: AbortSignal | null) => Promise<void>

interface Holder {
  readonly process: string
  readonly lost: AbortController
}

/** What is wrong with a store. */
export interface Flaw {
  /** `shared`: whoever asks has the lock. */
  readonly lock?: 'shared'
  /** `false`: it writes whatever is stored. */
  readonly compare?: false
  /** `false`: a lock never expires. */
  readonly expires?: false
}

/** One value behind one lock, as several processes reach it. */
export interface ScriptedStore {
  text: string | undefined
  /** Who has the lock. */
  readonly holder: string | undefined
  /** How many wait for a lock that can expire. */
  readonly waiting: number
  /** The lock goes to the next one, and its holder is not told. */
  expire(): void
  /** Tells a process of each lock that it has lost. */
  tell(process: string): void
  /** The store as a process reaches it, while it runs. */
  reachedBy(process: string, pace: Pace, runs: () => boolean): TokenStore
}

export function createScriptedStore(clock: SimulationClock, flaw: Flaw = {}): ScriptedStore {
  let holder: Holder | undefined
  let line: Array<() => void> = []
  let losers: Holder[] = []

  function letGo(): void {
    holder = undefined
    const [next, ...others] = line
    line = others
    next?.()
  }

  function lease(own: Holder, pace: Pace, runs: () => boolean): Lease {
    return {
      current: store.text,
      lost: own.lost.signal,
      async replace(expected, next, { signal }) {
        await pace('writes', signal)
        if (store.text !== expected && flaw.compare !== false) return false
        store.text = next
        return true
      },
      async release() {
        if (holder === own && runs()) letGo()
      },
    }
  }

  const store: ScriptedStore = {
    text: undefined,
    get holder() {
      return holder?.process
    },
    get waiting() {
      return flaw.expires === false ? 0 : line.length
    },
    expire() {
      if (holder) losers = [...losers, holder]
      letGo()
    },
    tell(process) {
      for (const loser of losers) if (loser.process === process) loser.lost.abort()
    },
    reachedBy(process, pace, runs) {
      const engine = {
        async read() {
          await pace('reads')
          return store.text
        },
        async lock(_: string, { signal }: { readonly signal: AbortSignal }): Promise<Lease> {
          await pace('asks for the lock', signal)
          const own: Holder = { process, lost: new AbortController() }
          if (!holder || flaw.lock === 'shared') holder = own
          else await turn(own, signal)
          return lease(own, pace, runs)
        },
      }
      return createLockingStore(engine, { clock })
    },
  }

  /** Waits in line for the lock. */
  function turn(own: Holder, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener('abort', leave)
        holder = own
        resolve()
      }
      const leave = (): void => {
        line = line.filter((other) => other !== enter)
        reject(signal.reason)
      }
      signal.addEventListener('abort', leave)
      line = [...line, enter]
    })
  }
  return store
}
