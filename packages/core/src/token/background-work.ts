import type { Settings } from '../settings.ts'

const none: readonly Promise<unknown>[] = []

/** What runs, whether or not somebody waits for it. */
export class BackgroundWork {
  readonly #settings: Pick<Settings<unknown>, 'waitUntil'>
  #running = none

  constructor(settings: Pick<Settings<unknown>, 'waitUntil'>) {
    this.#settings = settings
  }

  /** Counts a piece of work until it ends, and asks the platform to let it end. Its failure is ignored. */
  keep(work: Promise<unknown>): void {
    const settled: Promise<unknown> = work
      .catch(() => {})
      .then(() => {
        const others = this.#running.filter((other) => other !== settled)
        this.#running = others.length > 0 ? others : none
      })
    this.#running = [...this.#running, settled]
    const { waitUntil } = this.#settings
    try {
      waitUntil?.(settled)
    } catch {
      // On Cloudflare Workers it throws once its request has ended.
    }
  }

  /** Resolves when nothing runs any more. */
  async settle(): Promise<void> {
    while (this.#running.length > 0) await Promise.all(this.#running)
  }
}
