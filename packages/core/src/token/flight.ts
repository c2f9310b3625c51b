import type { Settings } from '../settings.ts'

/** Why a flight's result is not wanted any more: a `signIn` or `signOut` came after it. */
export const superseded: unique symbol = Symbol('superseded')

// What a flight has beyond the time for its requests: for locks, and for the `credentials` callback.
const graceMs = 5000

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
  /** Whether something is out that works only once, so that it runs to its end, whoever leaves. To be set by its run. */
  spent: boolean
  /** How it ended without a result: every caller left, a `signIn` or `signOut` came, or its time was up. */
  readonly ended: 'left' | 'superseded' | 'expired' | undefined
  /** Whether its time is up, however it ended: what is still out may never come. */
  readonly isTimeUp: boolean
  /** Whether it can be joined. One whose time is up ends here, also where its own timers never ran. */
  isOpen(): boolean
  /** Waits for the result. An aborted signal ends this wait only, unless it was the last. */
  join(signal?: AbortSignal): Promise<Result>
  /** Ends every wait with {@link superseded}. */
  supersede(): void
}

/** @param timeout - Makes the error of a flight whose time is up. */
export function startFlight<Result>(
  { clock, channel }: Pick<Settings<unknown>, 'clock' | 'channel'>,
  timeout: () => Error,
  run: (flight: Flight<Result>) => Promise<Result>,
): Flight<Result> {
  const requests = new AbortController()
  const lock = new AbortController()
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  const endsAt = clock.monotonic() + channel.totalTimeoutMs + graceMs
  const timers = new Set<() => void>()
  let landed = false

  function end(how: NonNullable<Flight<Result>['ended']>, reason: unknown): void {
    if (flight.ended) return
    flight.ended = how
    reject(reason)
    lock.abort()
    if (!flight.spent) requests.abort(how === 'left' ? reason : undefined)
  }
  const expire = (): void => end('expired', timeout())

  const flight: { -readonly [Name in keyof Flight<Result>]: Flight<Result>[Name] } = {
    signal: requests.signal,
    over: lock.signal,
    result: promise,
    waiters: 0,
    spent: false,
    ended: undefined,
    get isTimeUp() {
      // A timer may run a moment early.
      return flight.ended === 'expired' || clock.monotonic() >= endsAt
    },
    isOpen() {
      if (flight.isTimeUp) expire()
      return !landed && !flight.ended
    },
    join(signal) {
      flight.waiters += 1
      // Every caller brings a timer: on Cloudflare Workers those of an earlier request may never run.
      timers.add(clock.schedule(expire, endsAt - clock.monotonic()))
      if (!signal) return promise // A caller without a signal never leaves.
      return unlessAborted(promise, signal, () => {
        flight.waiters -= 1
        if (flight.waiters === 0 && !flight.spent) end('left', signal.reason)
      })
    },
    supersede: () => end('superseded', superseded),
  }
  const land = (): void => {
    landed = true
    for (const cancel of timers) cancel()
  }
  promise.then(land, land)
  run(flight).then(resolve, reject)
  return flight
}

/** The promise's result, or the reason of the signal as soon as that is aborted. */
export function unlessAborted<Result>(
  promise: Promise<Result>,
  signal: AbortSignal,
  onAbort?: () => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason)
      onAbort?.()
    }
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
    const stay = (): void => signal.removeEventListener('abort', stop)
    promise.then(resolve, reject).then(stay)
  })
}
