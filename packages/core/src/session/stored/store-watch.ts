import type { TokenStore } from '../../store/token-store.ts'

type Stop = () => void

/** Hears from a store that somebody else has changed an entry. */
export class StoreWatch {
  readonly #onHint: () => void
  #stop: Stop | undefined
  #hints = 0

  constructor(onHint: () => void) {
    this.#onHint = onHint
  }

  /** How often the store has told of a change. */
  get hints(): number {
    return this.#hints
  }

  /** Begins to listen, where the store can tell. Only the first call has an effect. */
  start(store: TokenStore, key: string): void {
    // Without these, a client that nobody uses any more would be kept for as long as the store.
    if (this.#stop || !store.watch || typeof FinalizationRegistry === 'undefined') return
    try {
      const stop = store.watch(key, hintTo(new WeakRef(this)))
      this.#stop = stop
      abandoned().register(this, stop, this)
    } catch {
      // A store that cannot tell is looked at from time to time.
      this.#stop = (): void => {}
    }
  }

  stop(): void {
    if (!this.#stop) return
    if (typeof FinalizationRegistry !== 'undefined') abandoned().unregister(this)
    callQuietly(this.#stop)
    this.#stop = (): void => {}
  }

  note(): void {
    this.#hints += 1
    this.#onHint()
  }
}

/** Made apart, so that it holds on to nothing else. */
function hintTo(watch: WeakRef<StoreWatch>): () => void {
  return () => watch.deref()?.note()
}

let registry: FinalizationRegistry<Stop> | undefined

/** Ends what a client has begun that was dropped without being disposed of. */
function abandoned(): FinalizationRegistry<Stop> {
  registry ??= new FinalizationRegistry(callQuietly)
  return registry
}

function callQuietly(stop: Stop): void {
  try {
    stop()
  } catch {
    // Nobody listens any more, as was asked.
  }
}
