import { type Clock, scheduleLimit } from './clock.ts'

/** Runs something with a signal that is aborted once `limitMs` is over or `outer` is aborted. */
export async function withTimeLimit<Result>(
  clock: Clock,
  limitMs: number,
  outer: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  const stop = (): void => controller.abort(outer?.reason)
  if (outer?.aborted) stop()
  outer?.addEventListener('abort', stop)
  const cancelTimer = scheduleLimit(clock, stop, limitMs)
  try {
    return await run(controller.signal)
  } finally {
    cancelTimer()
    outer?.removeEventListener('abort', stop)
  }
}
