import type { TokenStore } from '../store/token-store.ts'

type Answer = (current: string | undefined) => string | undefined

/** One run of a change. */
export interface Run {
  readonly current: string | undefined
  readonly signal: AbortSignal
}

/** An update whose change the case controls. */
export interface Update {
  /** The runs of the change so far. */
  readonly runs: readonly Run[]
  /** Resolves with the first run. */
  readonly entered: Promise<Run>
  readonly result: Promise<string | undefined>
  /** Aborts the signal that the store was given. */
  abort(): void
  /** Lets the change return this, in this run and in later ones. */
  finish(next: string | undefined | Answer): void
  /** Lets the change fail. */
  throw(error: unknown): void
}

export function startUpdate(store: TokenStore, key: string, lifeMs?: number): Update {
  const controller = new AbortController()
  const entered = Promise.withResolvers<Run>()
  const answer = Promise.withResolvers<Answer>()
  const runs: Run[] = []
  const change = async (current: string | undefined, signal: AbortSignal): Promise<string | undefined> => {
    const run = { current, signal }
    runs.push(run)
    entered.resolve(run)
    return (await answer.promise)(current)
  }
  // In a `then`, so that a store that throws instead of rejecting is told apart by nobody.
  const result = Promise.resolve().then(() =>
    store.update(key, change, { signal: controller.signal, ...(lifeMs !== undefined && { lifeMs }) }),
  )
  result.catch(() => {})
  answer.promise.catch(() => {})
  return {
    runs,
    entered: entered.promise,
    result,
    abort: () => controller.abort(new Error('nobody waits any more')),
    finish: (next) => answer.resolve(typeof next === 'function' ? next : () => next),
    throw: (error) => answer.reject(error),
  }
}
