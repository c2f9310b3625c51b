import type { Clock } from '../clock.ts'

/** Why a flight's result is not wanted any more: a `signIn` or `signOut` came after it. */
export const superseded: unique symbol = Symbol('superseded')

/** What a flight has beyond the time for its requests: for locks, and for the `credentials` callback. */
export const graceMs = 5000

/** One token request (with its retries) that any number of callers wait for. */
export interface Flight<Result> {
  /** Aborts requests. Once something was sent that works only once, it stays quiet: the answer may still come. */
  readonly signal: AbortSignal
  /** Aborted as soon as the flight ends without a result: it then lets go of the store. */
  readonly over: AbortSignal
  /** The result, for those who watch without waiting: they do not keep the flight going. */
  readonly result: Promise<Result>
  /** How many callers wait for it. */
  readonly waiters: number
  /** Whether something was sent that works only once. */
  readonly spent: boolean
  /** How it ended without a result: every caller left, a `signIn` or `signOut` came, or its time was up. */
  readonly ended: 'left' | 'superseded' | 'expired' | undefined
  /** Whether it can be joined. One whose time is up ends here, also where its own timers never ran. */
  isOpen(): boolean
  /** To be called when something is sent that works only once: it then runs to its end, whoever leaves. */
  keepRunning(): void
  /** To be called when the outcome of that is known, and more is to be sent that may stop at any time. */
  allowAbort(): void
  /** Waits for the result. An aborted signal ends this wait only, unless it was the last. */
  join(signal: AbortSignal | undefined): Promise<Result>
  /** Ends every wait with {@link superseded}. */
  supersede(): void
}

export function startFlight<Result>(
  clock: Clock,
  limit: { readonly afterMs: number; readonly error: () => unknown },
  run: (flight: Flight<Result>) => Promise<Result>,
): Flight<Result> {
  const requests = new AbortController()
  const lock = new AbortController()
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  const endsAt = clock.monotonic() + limit.afterMs
  const timers = new Set<() => void>()
  let waiters = 0
  let spent = false
  let ended: Flight<Result>['ended']

  function end(how: NonNullable<Flight<Result>['ended']>, reason: unknown): void {
    if (ended) return
    ended = how
    reject(reason)
    lock.abort()
    if (!spent) requests.abort(how === 'left' ? reason : undefined)
  }
  const expire = (): void => end('expired', limit.error())

  function leave(reason: unknown): void {
    waiters -= 1
    if (waiters === 0 && !spent) end('left', reason)
  }

  const flight: Flight<Result> = {
    signal: requests.signal,
    over: lock.signal,
    result: promise,
    get waiters() {
      return waiters
    },
    get spent() {
      return spent
    },
    get ended() {
      return ended
    },
    isOpen() {
      if (clock.monotonic() >= endsAt) expire()
      return ended === undefined
    },
    keepRunning() {
      spent = true
    },
    allowAbort() {
      spent = false
    },
    join(signal) {
      waiters += 1
      // Every caller brings a timer: on Cloudflare Workers those of an earlier request may never run.
      timers.add(clock.schedule(expire, endsAt - clock.monotonic()))
      // A caller without a signal never leaves.
      return signal ? unlessAborted(promise, signal, () => leave(signal.reason)) : promise
    },
    supersede: () => end('superseded', superseded),
  }
  const land = (): void => {
    for (const cancel of timers) cancel()
  }
  promise.then(land, land)
  run(flight).then(resolve, reject)
  return flight
}

/** The promise's result, or the reason of the signal as soon as that is aborted. */
function unlessAborted<Result>(promise: Promise<Result>, signal: AbortSignal, onAbort: () => void): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason)
      onAbort()
    }
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    const stay = (): void => signal.removeEventListener('abort', stop)
    promise.then(resolve, reject).then(stay)
  })
}
