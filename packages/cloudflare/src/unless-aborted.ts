/** Waits for a promise, or rejects with the signal's reason as soon as that is aborted. */
export function unlessAborted<Result>(awaited: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason)
    if (signal.aborted) return leave()
    signal.addEventListener('abort', leave)
    awaited.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}
