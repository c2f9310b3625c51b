import { createHash } from 'node:crypto'
import { createVirtualClock, pendingImports, type VirtualClock } from '@auth-tools/testing'

/** A machine's clocks, and the time that really passes: a clock can be wrong, and a machine can sleep. */
export interface SimulationClock extends VirtualClock {
  /** Milliseconds that have really passed. */
  truth(): number
  /** Moves the wall clock alone. */
  step(ms: number): void
  /** The machine sleeps: wall time passes, while the monotonic clock and the timers stand still. */
  sleep(ms: number): void
}

/**
 * As `createVirtualClock`, with a much cheaper wait for whatever is under way. That one waits 25 turns of the event loop
 * after each timer, since WebCrypto works on another thread; here digests are made at once (see {@link digestAtOnce}),
 * and all else that clients do takes less than {@link turnsUntilIdle} turns.
 */
export function createSimulationClock(turnsUntilIdle = 4): SimulationClock {
  const clock = createVirtualClock(undefined, async () => {
    for (let turn = 0; turn < turnsUntilIdle; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      if (pendingImports() > 0) turn = 0
    }
  })
  let slept = 0
  return {
    ...clock,
    get timers() {
      return clock.timers
    },
    truth: () => clock.monotonic() + slept,
    step: clock.moveWall,
    sleep(ms) {
      slept += ms
      clock.moveWall(ms)
    },
  }
}

/** Digests on this thread, in order, until the returned function is called: the same seed then brings the same run. */
export function digestAtOnce(): () => void {
  const { subtle } = crypto
  const usual = subtle.digest
  subtle.digest = async (algorithm, data) => {
    const bytes = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : data
    const name = typeof algorithm === 'string' ? algorithm : algorithm.name
    const hash = createHash(name.toLowerCase().replace('-', '')).update(new Uint8Array(bytes)).digest()
    return new Uint8Array(hash).buffer
  }
  return () => {
    subtle.digest = usual
  }
}
