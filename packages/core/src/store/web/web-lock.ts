import { explain } from './explain.ts'

export interface WebLock {
  /** Aborted when something else on the page's origin has stolen it. */
  readonly lost: AbortSignal
  release(): void
}

/**
 * Waits for a Web Lock until `signal` is aborted, which lets go of it too. It is never stolen: its holder may be
 * suspended, and have the only refresh token that works.
 */
export function takeWebLock(name: string, signal: AbortSignal): Promise<WebLock> {
  const lost = new AbortController()
  const { promise: released, resolve: letGo } = Promise.withResolvers<void>()
  const release = (): void => {
    signal.removeEventListener('abort', release)
    letGo()
  }
  return new Promise((resolve, reject) => {
    const hold = (): Promise<void> => {
      signal.addEventListener('abort', release)
      resolve({ lost: lost.signal, release })
      return released
    }
    navigator.locks.request(name, { signal }, hold).catch((error: unknown) => {
      lost.abort()
      reject(signal.aborted ? signal.reason : explain(error))
    })
  })
}
