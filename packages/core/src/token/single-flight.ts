import { latenessMs, scheduleLimit } from '../clock.ts'
import type { Settings } from '../settings.ts'
import { waitFor } from '../wait-for.ts'

/** Why a flight's result is not wanted any more: a `signIn` or `signOut` came after it. */
export const superseded: unique symbol = Symbol('superseded')

// What a flight has beyond the time for its requests: for locks, and for the `credentials` callback.
const graceMs = 5000

/** What a token request met with that may be over soon, and that it is waiting out. */
export interface Trouble {
  readonly code: 'rate_limited' | 'server_error' | 'network' | 'timeout'
  /** Until when `Retry-After` asked to wait, on the monotonic clock. */
  readonly notBefore: number
}

/** One token request (with its retries) that any number of callers wait for. */
export interface Flight<Result> {
  /**
   * Three signals, for what is to end when the flight ends without a result. They differ once something was sent that
   * works only once ({@link hasSpent}):
   *
   * |                      | `signal` (requests) | `unwanted` (their result) | `lockEnd` (the store's lock) |
   * | -------------------- | ------------------- | ------------------------- | ---------------------------- |
   * | nothing spent        | aborted             | aborted                   | aborted                      |
   * | spent, time is up    | –                   | aborted                   | aborted                      |
   * | spent, `signOut`     | –                   | aborted                   | –: the sign-out is stored    |
   * | spent, `signIn`      | –                   | –                         | –: the renewal is stored     |
   */
  readonly signal: AbortSignal
  readonly unwanted: AbortSignal
  readonly lockEnd: AbortSignal
  /** The result, for those who watch without waiting: they do not keep the flight going. */
  readonly result: Promise<Result>
  /** Resolves when its run is over, which may be long after the flight has ended. */
  readonly done: Promise<void>
  /** How many callers wait for it. */
  readonly waiters: number
  /** Whether something is out that works only once, so that it runs to its end, whoever leaves. To be set by its run. */
  hasSpent: boolean
  /** The last failure that was to be tried again. To be set by its run. */
  trouble: Trouble | undefined
  /**
   * How it ended without a result: every caller left, a `signIn` or `signOut` came, its time was up, or it was given up
   * for another.
   */
  readonly ended: 'left' | 'superseded' | 'expired' | 'abandoned' | undefined
  /** Whether it can be joined. */
  readonly isOpen: boolean
  /** Whether its time is up, however it ended: what is still out may never come. */
  readonly isTimeUp: boolean
  /**
   * Waits for the result. An aborted signal ends this wait only, unless it was the last. After `patienceMs` it resolves
   * to `undefined`, and the flight goes on.
   */
  join(signal?: AbortSignal, patienceMs?: number): Promise<Result | undefined>
  /** Whether it failed with this error: one that the runtime threw in its place is not its own. */
  failedWith(error: unknown): boolean
  /** Gives it up: its outcome will never be known. */
  abandon(): void
  /** Ends every wait with {@link superseded}. */
  supersede(by: 'sign-in' | 'sign-out'): void
}

/**
 * @param timeout - Makes the error of a flight whose time is up.
 * @param onLeft - Told at once when the flight ends since the last caller has left.
 */
export function startFlight<Result>(
  { clock, channel }: Pick<Settings<unknown>, 'clock' | 'channel'>,
  timeout: () => Error,
  run: (flight: Flight<Result>) => Promise<Result>,
  onLeft?: (flight: Flight<Result>) => void,
): Flight<Result> {
  const requests = new AbortController()
  const answer = new AbortController()
  const lock = new AbortController()
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  const endsAt = clock.monotonic() + channel.totalTimeoutMs + graceMs
  const timers = new Set<() => void>()
  let landed = false
  let failure: { readonly error: unknown } | undefined

  function fail(error: unknown): void {
    failure ??= { error }
    reject(error)
  }

  function end(how: NonNullable<Flight<Result>['ended']>, reason: unknown, by?: 'sign-in' | 'sign-out'): void {
    if (flight.ended || landed) return
    flight.ended = how
    fail(reason)
    const isOut = flight.hasSpent && by !== undefined
    if (!isOut) lock.abort()
    if (!isOut || by === 'sign-out') answer.abort()
    if (!flight.hasSpent) requests.abort(how === 'left' ? reason : undefined)
    if (how === 'left') onLeft?.(flight)
  }

  const expire = (): void => end('expired', timeout())

  const flight: { -readonly [Name in keyof Flight<Result>]: Flight<Result>[Name] } = {
    signal: requests.signal,
    unwanted: answer.signal,
    lockEnd: lock.signal,
    result: promise,
    done: Promise.resolve(),
    waiters: 0,
    hasSpent: false,
    trouble: undefined,
    ended: undefined,
    get isOpen() {
      return !landed && !flight.ended
    },
    get isTimeUp() {
      return flight.ended === 'expired' || flight.ended === 'abandoned' || clock.monotonic() >= endsAt + latenessMs
    },
    join(signal, patienceMs) {
      flight.waiters += 1
      // Every caller brings a timer: on Cloudflare Workers those of an earlier request may never run. The first who
      // comes after the end gives it a last chance, for on a machine that slept the answer may be there.
      const leftMs = endsAt - clock.monotonic()
      const cancelLimit =
        leftMs > 0 ? scheduleLimit(clock, expire, leftMs) : scheduleLimit(clock, flight.abandon, latenessMs)
      timers.add(cancelLimit)
      // A caller without a signal never leaves.
      if (!signal && patienceMs === undefined) return promise
      const onLeave = (): void => {
        flight.waiters -= 1
        // The last timer limits what is still out.
        if (flight.waiters > 0 && timers.delete(cancelLimit)) cancelLimit()
        if (flight.waiters === 0 && !flight.hasSpent) end('left', signal?.reason)
      }
      const wait = waitFor<Result | undefined>(promise, signal, onLeave)
      if (patienceMs === undefined) return wait.promise
      const cancelPatience = clock.schedule(() => wait.stop(undefined), patienceMs)
      return wait.promise.finally(cancelPatience)
    },
    failedWith: (error) => failure !== undefined && failure.error === error,
    abandon: () => end('abandoned', timeout()),
    supersede: (by) => end('superseded', superseded, by),
  }
  const land = (): void => {
    landed = true
    for (const cancel of timers) cancel()
    timers.clear()
  }
  promise.then(land, land)
  flight.done = run(flight).then(resolve, fail)
  return flight
}
