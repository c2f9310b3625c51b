import { scheduleLimit, systemClock } from '../../clock.ts'
import { unlessAborted } from '../../wait-for.ts'

// Less than core gives a write, so that what is wrong can be said.
const limitMs = 3000

/** Runs what a browser may never end, with a signal that says when nobody waits any more. */
export async function limitTime<Result>(
  outer: AbortSignal,
  run: (over: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  const leave = (): void => controller.abort(outer.reason)
  const cancel = scheduleLimit(systemClock, () => controller.abort(new DOMException('', 'TimeoutError')), limitMs)
  outer.addEventListener('abort', leave)
  try {
    return await unlessAborted(run(controller.signal), controller.signal)
  } finally {
    cancel()
    outer.removeEventListener('abort', leave)
  }
}
