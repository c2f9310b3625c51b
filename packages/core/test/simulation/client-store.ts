import type { TokenStore } from '../../src/index.ts'
import type { SimulationClock } from './simulation-clock.ts'

/** How often a store runs `change`, and which result it writes. */
export type Runs = 'once' | 'again' | 'at once, first' | 'at once, second'

/** When a lock is lost: before `change` begins, or so many milliseconds later. */
export type Loss = 'at once' | number

/** The locks of a store. */
export interface Locks {
  /** What happens to the lock that is taken next. */
  ahead: Loss | undefined
  /** Who holds a lock now, and what makes them lose it. */
  readonly holders: Map<string, () => void>
}

export interface ClientStoreOptions {
  readonly client: string
  readonly clock: SimulationClock
  readonly locks: Locks
  readonly runs: Runs
  /** How long the store takes before it has read, and again before it has written. */
  readonly latencyMs: number
  /** Called when the client takes the lock; the result, when it loses it. */
  readonly onLocked: () => () => void
  /** Told what the store has now, if that is something else than before. */
  readonly onChanged: (text: string | undefined) => void
}

type Change = Parameters<TokenStore['update']>[1]

/**
 * The store as one client reaches it: slow, with a lock that can be lost (`signal` says so, somebody else may take it,
 * and nothing is written), and with a habit of running `change` twice.
 */
export function createClientStore(store: TokenStore, options: ClientStoreOptions): TokenStore {
  const { client, clock, locks, runs, latencyMs, onLocked, onChanged } = options
  const travel = (): Promise<void> | undefined =>
    latencyMs > 0 ? new Promise((resolve) => clock.schedule(resolve, latencyMs)) : undefined

  return {
    async read(key, { signal }) {
      await travel()
      return store.read(key, { signal })
    },
    async update(key, change, { signal }) {
      const lost = new AbortController()
      const held = AbortSignal.any([signal, lost.signal])
      let before: string | undefined
      const underLock: Change = async (current) => {
        before = current
        const onLost = onLocked()
        const lose = (): void => {
          if (held.aborted) return
          onLost()
          lost.abort(new Error('the lock was lost'))
        }
        const { ahead } = locks
        locks.ahead = undefined
        if (ahead === 'at once') lose()
        const cancel = typeof ahead === 'number' ? clock.schedule(lose, ahead) : (): void => {}
        locks.holders.set(client, lose)
        try {
          await travel()
          const next = await run(runs, change, current, held)
          await travel()
          return next
        } finally {
          cancel()
          if (locks.holders.get(client) === lose) locks.holders.delete(client)
        }
      }
      const after = await store.update(key, underLock, { signal: held })
      if (after !== before) onChanged(after)
      return after
    },
  }
}

async function run(
  runs: Runs,
  change: Change,
  current: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (runs === 'once') return change(current, signal)
  if (runs === 'again') {
    await change(current, signal)
    return change(current, signal)
  }
  const both = [change(current, signal), change(current, signal)] as const
  await Promise.allSettled(both)
  return runs === 'at once, first' ? both[0] : both[1]
}
