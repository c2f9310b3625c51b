/** A wait that can be ended. */
export interface Wait<Result> {
  readonly promise: Promise<Result>
  /** Ends the wait with a result of its own. */
  stop(result: Result): void
}

/**
 * Waits for a promise, or rejects with the reason of the signal as soon as that is aborted: also where what is waited for
 * does not listen to the signal. Nothing is left behind on either.
 */
export function waitFor<Result>(
  awaited: Promise<Result>,
  signal: AbortSignal | undefined,
  onAbort: () => void,
): Wait<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  const leave = (): void => {
    waiter.reject?.(signal?.reason)
    onAbort()
  }
  // Emptied when the wait ends: the promise that was awaited may hold on to this object for long.
  const waiter: Waiter<Result> = {
    resolve(result) {
      clear()
      resolve(result)
    },
    reject(error) {
      clear()
      reject(error)
    },
  }
  const clear = (): void => {
    signal?.removeEventListener('abort', leave)
    waiter.resolve = waiter.reject = undefined
  }
  if (signal?.aborted) leave()
  else signal?.addEventListener('abort', leave)
  attach(awaited, waiter)
  return { promise, stop: (result) => waiter.resolve?.(result) }
}

interface Waiter<Result> {
  resolve: ((result: Result) => void) | undefined
  reject: ((error: unknown) => void) | undefined
}

/** A function of its own, so that its callbacks hold on to nothing but the waiter. */
function attach<Result>(awaited: Promise<Result>, waiter: Waiter<Result>): void {
  awaited.then(
    (result) => waiter.resolve?.(result),
    (error: unknown) => waiter.reject?.(error),
  )
}

/** As {@link waitFor}, without a way to end it. */
export function unlessAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return waitFor(promise, signal, () => {}).promise
}
