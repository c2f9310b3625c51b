/** Tells tabs and workers of one browser of what the others have stored. */
export class TabChanges {
  readonly #name: string
  readonly #watchers = new Set<{ readonly key: string; readonly onChange: () => void }>()
  /** Open while somebody watches. */
  #channel: BroadcastChannel | undefined

  constructor(name: string) {
    this.#name = name
  }

  /** Told to everybody but those who watch here: this store knows. */
  tell(key: string): void {
    try {
      const channel = this.#channel ?? new BroadcastChannel(this.#name)
      channel.postMessage(key)
      if (channel !== this.#channel) channel.close()
    } catch {
      // What was written counts: others find it at their next look.
    }
  }

  watch(key: string, onChange: () => void): () => void {
    const watcher = { key, onChange }
    this.#watchers.add(watcher)
    if (this.#watchers.size === 1) this.#open()
    return () => {
      this.#watchers.delete(watcher)
      if (this.#watchers.size === 0) this.#close()
    }
  }

  #open(): void {
    try {
      this.#channel = new BroadcastChannel(this.#name)
      this.#channel.onmessage = ({ data }) => this.#notify(data)
    } catch {
      // Forbidden, as all storage is then.
    }
    // A page that was hidden may have been frozen, and one from the back/forward cache has missed what was said.
    globalThis.document?.addEventListener('visibilitychange', this.#onReturn)
    globalThis.addEventListener?.('pageshow', this.#onReturn)
  }

  #close(): void {
    this.#channel?.close()
    this.#channel = undefined
    globalThis.document?.removeEventListener('visibilitychange', this.#onReturn)
    globalThis.removeEventListener?.('pageshow', this.#onReturn)
  }

  readonly #onReturn = (): void => {
    if (globalThis.document?.visibilityState !== 'hidden') this.#notify()
  }

  /** @param changed - The key; without it, any may have changed. */
  #notify(changed?: unknown): void {
    for (const { key, onChange } of this.#watchers) if (changed === undefined || changed === key) onChange()
  }
}
