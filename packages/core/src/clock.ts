import { unlessAborted } from './wait-for.ts'

/** Time, as everything in this package takes it. Replace it to run tests in virtual time. */
export interface Clock {
  /** Wall clock time in epoch milliseconds. */
  now(): number
  /** Milliseconds since some start, on a clock that is never set back. */
  monotonic(): number
  /** Calls `callback` once, after `delayMs`. Returns a function that prevents it. */
  schedule(callback: () => void, delayMs: number): () => void
}

// Timers with a longer delay fire at once: https://developer.mozilla.org/docs/Web/API/setTimeout#maximum_delay_value
const maxTimerMs = 2_147_483_647

/** How late a timer may run before it is taken for one of a machine that slept, and how long is waited then. */
export const latenessMs = 1000

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule(callback, delayMs) {
    const timer = setTimeout(callback, Math.min(Math.max(delayMs, 0), maxTimerMs))
    return () => clearTimeout(timer)
  },
}

/**
 * Whether a timer is sure to run, whoever has set it. On Cloudflare Workers, those of a request that has ended never do;
 * what other clocks do is not known.
 */
export function keepsTimers(clock: Clock): boolean {
  // Not in the types of every platform.
  const { navigator } = globalThis as { readonly navigator?: { readonly userAgent?: string } }
  const userAgent = navigator?.userAgent
  return clock === systemClock && userAgent !== undefined && userAgent !== 'Cloudflare-Workers'
}

/**
 * As `clock.schedule`, for time limits. On a machine that slept, timers run late, and before the answer that arrived
 * meanwhile is read: such a limit waits a moment more.
 */
export function scheduleLimit(clock: Clock, callback: () => void, delayMs: number): () => void {
  const start = { wall: clock.now(), monotonic: clock.monotonic() }
  let cancel = clock.schedule(() => {
    const lateMs = Math.max(clock.monotonic() - start.monotonic, clock.now() - start.wall) - delayMs
    if (lateMs <= latenessMs) callback()
    else cancel = clock.schedule(callback, latenessMs)
  }, delayMs)
  return () => cancel()
}

/** Resolves after `delayMs`, or rejects with the signal's reason as soon as it is aborted. */
export async function sleep(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const cancel = clock.schedule(resolve, delayMs)
  await unlessAborted(promise, signal).finally(cancel)
}
