import type { Clock } from '../clock.ts'

/** Why a flight's result is not wanted any more: a `signIn` or `signOut` came after it. */
export const superseded: unique symbol = Symbol('superseded')

/** One token request (with its retries) that any number of callers wait for. */
export interface Flight<Result> {
  readonly signal: AbortSignal
  /** The result, for those who watch without waiting: they do not keep the flight going. */
  readonly result: Promise<Result>
  /** How many callers wait for it. */
  readonly waiters: number
  /** Set when something was sent that works only once: from then on it runs to its end, whoever leaves. */
  keepRunning(): void
  /** Waits for the result. An aborted signal ends this wait only, unless it was the last. */
  join(signal: AbortSignal | undefined): Promise<Result>
  /** Ends every wait with {@link superseded}. */
  supersede(): void
  /** Whether it ended because every caller left. */
  readonly left: boolean
}

export function startFlight<Result>(
  clock: Clock,
  deadline: { readonly afterMs: number; readonly error: () => unknown },
  run: (flight: Flight<Result>) => Promise<Result>,
): Flight<Result> {
  const controller = new AbortController()
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  let waiters = 0
  let spent = false
  let left = false
  const cancelDeadline = clock.schedule(() => {
    reject(deadline.error())
    controller.abort()
  }, deadline.afterMs)
  const flight: Flight<Result> = {
    signal: controller.signal,
    result: promise,
    get waiters() {
      return waiters
    },
    get left() {
      return left
    },
    keepRunning() {
      spent = true
    },
    join(signal) {
      waiters += 1
      // A caller without a signal never leaves.
      if (!signal) return promise
      return new Promise((settle, fail) => {
        const leave = (): void => {
          waiters -= 1
          fail(signal.reason)
          if (waiters > 0 || spent) return
          left = true
          reject(signal.reason)
          controller.abort(signal.reason)
        }
        if (signal.aborted) return leave()
        signal.addEventListener('abort', leave, { once: true })
        const stay = (): void => signal.removeEventListener('abort', leave)
        promise.then(
          (result) => {
            stay()
            settle(result)
          },
          (error) => {
            stay()
            fail(error)
          },
        )
      })
    },
    supersede() {
      reject(superseded)
      if (!spent) controller.abort()
    },
  }
  promise.then(cancelDeadline, cancelDeadline)
  run(flight).then(resolve, reject)
  return flight
}
