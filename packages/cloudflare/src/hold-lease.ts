import type { Clock } from '@auth/core'
import type { Lease } from '@auth/core/store'
import type { CallObject } from './call-object.ts'
import type { Turn } from './session-object.ts'

/**
 * Keeps a lock alive for as long as the request that took it: its timers end with it.
 *
 * @param askedAt - When the lock was asked for, on the monotonic clock: the object counts from later.
 */
export function holdLease(
  call: CallObject,
  owner: string,
  { current, leaseMs }: Extract<Turn, { held: true }>,
  askedAt: number,
  clock: Pick<Clock, 'monotonic' | 'schedule'>,
): Lease {
  const lost = new AbortController()
  let isOver = false
  let cancelBeat = (): void => {}
  let cancelEnd = (): void => {}
  const stop = (): void => {
    isOver = true
    cancelBeat()
    cancelEnd()
  }
  const lose = (): void => {
    stop()
    lost.abort()
  }
  const endAfter = (since: number): void => {
    cancelEnd()
    cancelEnd = clock.schedule(lose, Math.max(0, since + leaseMs - clock.monotonic()))
  }
  const beat = async (): Promise<void> => {
    let beatAt = 0
    const beating = call((object) => {
      beatAt = clock.monotonic()
      return object.extend(owner)
    })
    // A failure is no answer: the next one may come in time.
    const isHeld = await beating.catch(() => undefined)
    if (isOver) return
    if (isHeld === false) return lose()
    if (isHeld) endAfter(beatAt)
    beatLater()
  }
  const beatLater = (): void => {
    cancelBeat = clock.schedule(() => void beat(), leaseMs / 3)
  }
  endAfter(askedAt)
  beatLater()
  let isReleased = false
  return {
    current,
    lost: lost.signal,
    async replace(expected, next, { lifeMs }) {
      isReleased = await call((object) => object.replace(owner, expected, next, lifeMs))
      if (isReleased) stop()
      return isReleased
    },
    async release() {
      stop()
      if (!isReleased) await call((object) => object.release(owner))
    },
  }
}
