import type { Clock } from '@auth/core'
import type { WakeUps } from './wake-ups.ts'

export interface Bell {
  /** Resolves when it was rung, be it before, or when time is up. Rejects when the signal is aborted. */
  wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void>
  /** Ends the waits too: they never settle. */
  stop(): void
}

/** What wakes one who waits at a channel. */
export function startBell(wakeUps: WakeUps, channel: string): Bell {
  let hasRung = false
  const waits = new Set<{ ring(): void; cancel(): void }>()
  const stopListening = wakeUps.await(channel, () => {
    hasRung = true
    for (const { ring } of [...waits]) ring()
  })
  return {
    wait: (clock, ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason)
        if (hasRung) return resolve()
        const cancel = (): void => {
          cancelTimer()
          signal.removeEventListener('abort', leave)
          waits.delete(own)
        }
        const ring = (): void => {
          cancel()
          resolve()
        }
        const leave = (): void => {
          cancel()
          reject(signal.reason)
        }
        const cancelTimer = clock.schedule(ring, ms)
        const own = { ring, cancel }
        waits.add(own)
        signal.addEventListener('abort', leave)
      }),
    stop() {
      stopListening()
      for (const { cancel } of [...waits]) cancel()
    },
  }
}
