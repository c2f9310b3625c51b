import { pendingImports } from './pending-imports.ts'
import { TimerQueue } from './timer-queue.ts'

/** Time that stands still until a test moves it. It fits the `clock` option of every client, and the emulator's. */
export interface VirtualClock {
  now(): number
  monotonic(): number
  schedule(callback: () => void, delayMs: number): () => void
  /** Moves both clocks on, and runs the timers on the way, one by one. What they set off has run when it resolves. */
  advance(ms: number): Promise<void>
  /**
   * Moves time on as far as it takes until `promise` is settled, and returns it. Throws when nothing is left to run that
   * could settle it.
   */
  settle<Result>(promise: Promise<Result>): Promise<Result>
  /** Sets the wall clock alone, as a user or a time server would. */
  setWall(epochMs: number): void
  /** Moves the wall clock alone. */
  moveWall(ms: number): void
  /** Timers that have neither run nor been cancelled. */
  readonly timers: number
}

/** @param flush - Lets everything run that does not wait for time. */
export function createVirtualClock(
  start: number = Date.UTC(2030, 0, 1),
  flush: () => Promise<void> = flushWithDigests,
): VirtualClock {
  let monotonic = 0
  let wallOffset = start
  const timers = new TimerQueue()
  /** How many timers have run at this moment. */
  let runs = 0

  function runNext(): void {
    const timer = timers.shift()
    if (!timer) return
    runs = timer.at > monotonic ? 0 : runs + 1
    if (runs > mostTimersAtOnce) throw new Error('endless: one timer brings the next, and no time passes')
    monotonic = Math.max(monotonic, timer.at)
    timer.callback()
  }

  return {
    now: () => Math.floor(wallOffset + monotonic),
    monotonic: () => monotonic,
    schedule(callback, delayMs) {
      return timers.add(monotonic + Math.max(0, delayMs), callback)
    },
    async advance(ms) {
      const end = monotonic + ms
      await flush()
      for (let timer = timers.peek(); timer && timer.at <= end; timer = timers.peek()) {
        runNext()
        await flush()
      }
      monotonic = end
      await flush()
    },
    async settle(promise) {
      let settled = false
      const done = (): void => {
        settled = true
      }
      promise.then(done, done)
      let idleSince = performance.now()
      for (await flush(); !settled; await flush()) {
        if (timers.size > 0) {
          runNext()
          idleSince = performance.now()
        } else if (performance.now() - idleSince > idleLimitMs) {
          throw new Error('nothing is left to run, and the promise is still pending: what it waits for will not come')
        }
      }
      return promise
    },
    setWall(epochMs) {
      wallOffset = epochMs - monotonic
    },
    moveWall(ms) {
      wallOffset += ms
    },
    get timers() {
      return timers.size
    },
  }
}

const turnsUntilIdle = 25
// Far more than there can be callers at one moment.
const mostTimersAtOnce = 30_000
// Real time, for tests on real sockets: well below the time limit of a test.
const idleLimitMs = 10_000
let pendingDigests = 0

/** Lets everything run that waits for nothing but the event loop, modules, and WebCrypto, which works on another thread. */
async function flushWithDigests(): Promise<void> {
  for (let turn = 0; turn < turnsUntilIdle; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    if (pendingDigests > 0 || pendingImports() > 0) turn = 0
  }
}

const realDigest = crypto.subtle.digest
crypto.subtle.digest = (...parameters: Parameters<typeof realDigest>) => {
  pendingDigests += 1
  return realDigest.apply(crypto.subtle, parameters).finally(() => {
    pendingDigests -= 1
  })
}
