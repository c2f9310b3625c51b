const most = 10_000

/** Names of records that this process has seen, so that a missing one is known to be lost. The oldest are forgotten. */
export class KnownRecords {
  readonly #names = new Set<string>()

  has(name: string): boolean {
    return this.#names.has(name)
  }

  note(name: string, isThere: boolean): void {
    this.#names.delete(name)
    if (isThere) this.#names.add(name)
    if (this.#names.size <= most) return
    for (const oldest of this.#names) {
      this.#names.delete(oldest)
      return
    }
  }
}
