/** What runs, whether or not somebody waits for it. */
export interface KeepAlive {
  /** Counts a piece of work until it ends, and asks the platform to let it end. Its failure is ignored. */
  keep(work: Promise<unknown>): void
  /** Resolves when nothing runs any more. */
  settle(): Promise<void>
}

export function createKeepAlive(waitUntil: ((promise: Promise<unknown>) => void) | undefined): KeepAlive {
  const running = new Set<Promise<unknown>>()
  return {
    keep(work) {
      const settled: Promise<unknown> = work.catch(() => {}).then(() => running.delete(settled))
      running.add(settled)
      try {
        waitUntil?.(settled)
      } catch {
        // On Cloudflare Workers it throws once its request has ended.
      }
    },
    async settle() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
