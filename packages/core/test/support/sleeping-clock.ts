import { createVirtualClock, type VirtualClock } from '@auth-tools/testing'

/** Virtual time on a machine that can be put to sleep. */
export interface SleepingClock extends VirtualClock {
  /**
   * The machine sleeps. On waking, the timers that were due meanwhile run at once, late, and before anything that
   * arrived from outside is looked at: what the caller does next is what had arrived.
   */
  sleep(ms: number): Promise<void>
}

interface Timer {
  readonly dueAt: number
  readonly callback: () => void
  cancel: () => void
}

// More than any chain of promises that a timer sets off.
const microtasks = 50

export function createSleepingClock(): SleepingClock {
  const awake = createVirtualClock()
  const timers = new Set<Timer>()
  let sleptMs = 0
  const monotonic = (): number => awake.monotonic() + sleptMs

  function start(timer: Timer): void {
    timer.cancel = awake.schedule(() => run(timer), timer.dueAt - monotonic())
  }
  function run(timer: Timer): void {
    timers.delete(timer)
    timer.callback()
  }

  return {
    now: () => awake.now() + sleptMs,
    monotonic,
    schedule(callback, delayMs) {
      const timer: Timer = { dueAt: monotonic() + Math.max(0, delayMs), callback, cancel: () => {} }
      timers.add(timer)
      start(timer)
      return () => {
        timers.delete(timer)
        timer.cancel()
      }
    },
    async sleep(ms) {
      sleptMs += ms
      for (const timer of [...timers].sort((a, b) => a.dueAt - b.dueAt)) {
        timer.cancel()
        if (timer.dueAt > monotonic()) start(timer)
        else if (timers.has(timer)) run(timer)
        for (let turn = 0; turn < microtasks; turn += 1) await undefined
      }
    },
    advance: (ms) => awake.advance(ms),
    settle: (promise) => awake.settle(promise),
    setWall(epochMs) {
      awake.setWall(epochMs - sleptMs)
    },
    moveWall: awake.moveWall,
    get timers() {
      return timers.size
    },
  }
}
