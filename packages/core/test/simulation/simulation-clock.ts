import { createHash } from 'node:crypto'
import type { VirtualClock } from '@auth-tools/testing'

/** A machine's clocks, and the time that really passes: a clock can be wrong, and a machine can sleep. */
export interface SimulationClock extends VirtualClock {
  /** Milliseconds that have really passed. */
  truth(): number
  /** Moves the wall clock alone. */
  step(ms: number): void
  /** The machine sleeps: wall time passes, while the monotonic clock and the timers stand still. */
  sleep(ms: number): void
}

// Far more than there can be callers at one moment.
const mostTimersAtOnce = 2000

interface Timer {
  readonly at: number
  readonly callback: () => void
}

/**
 * As `createVirtualClock`, with a much cheaper wait for whatever is under way. That one waits 25 turns of the event loop
 * after each timer, since WebCrypto works on another thread; here digests are made at once (see {@link digestAtOnce}),
 * and all else that clients do takes less than {@link turnsUntilIdle} turns.
 */
export function createSimulationClock(turnsUntilIdle = 4): SimulationClock {
  let monotonic = 0
  let slept = 0
  let wallOffset = Date.UTC(2030, 0, 1)
  const timers = new Set<Timer>()
  /** How many timers have run at this moment. */
  let runs = 0

  function nextTimer(): Timer | undefined {
    let next: Timer | undefined
    for (const timer of timers) if (!next || timer.at < next.at) next = timer
    return next
  }

  async function flush(): Promise<void> {
    for (let turn = 0; turn < turnsUntilIdle; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }

  function run(timer: Timer): void {
    runs = timer.at > monotonic ? 0 : runs + 1
    if (runs > mostTimersAtOnce) throw new Error('endless: one timer brings the next, and no time passes')
    monotonic = Math.max(monotonic, timer.at)
    timers.delete(timer)
    timer.callback()
  }

  return {
    now: () => Math.floor(wallOffset + monotonic),
    monotonic: () => monotonic,
    truth: () => monotonic + slept,
    schedule(callback, delayMs) {
      const timer = { at: monotonic + Math.max(0, delayMs), callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async advance(ms) {
      const end = monotonic + ms
      await flush()
      for (let timer = nextTimer(); timer && timer.at <= end; timer = nextTimer()) {
        run(timer)
        await flush()
      }
      monotonic = end
    },
    async settle(promise) {
      let settled = false
      const done = (): void => {
        settled = true
      }
      promise.then(done, done)
      for (await flush(); !settled; await flush()) {
        const timer = nextTimer()
        if (timer) run(timer)
      }
      return promise
    },
    setWall(epochMs) {
      wallOffset = epochMs - monotonic
    },
    step(ms) {
      wallOffset += ms
    },
    sleep(ms) {
      slept += ms
      wallOffset += ms
    },
    get timers() {
      return timers.size
    },
  }
}

/** Digests on this thread, in order, until the returned function is called: the same seed then brings the same run. */
export function digestAtOnce(): () => void {
  const { subtle } = crypto
  const usual = subtle.digest
  subtle.digest = async (_, data) => {
    const bytes = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : data
    const hash = createHash('sha256').update(new Uint8Array(bytes)).digest()
    return new Uint8Array(hash).buffer
  }
  return () => {
    subtle.digest = usual
  }
}
