interface Wait {
  readonly askedMs: number
  readonly until: number
}

/** What `Retry-After` told each client: no token request may come earlier, whoever has left meanwhile. */
export class Waits {
  readonly #waits = new Map<string, Wait>()
  readonly #resets = new Map<string, number>()

  /** Somebody signs in or out: a new beginning, and what older requests are told does not matter to it. */
  reset(client: string): void {
    this.#waits.delete(client)
    this.#resets.set(client, this.resetsOf(client) + 1)
  }

  /** How often a client began anew: to be passed to {@link tell} as it was when the request was sent. */
  resetsOf(client: string): number {
    return this.#resets.get(client) ?? 0
  }

  /** An answer with a `Retry-After` arrives. */
  tell(client: string, askedMs: number, now: number, resets: number): void {
    const until = now + askedMs
    if (resets !== this.resetsOf(client) || until <= (this.#waits.get(client)?.until ?? 0)) return
    this.#waits.set(client, { askedMs, until })
  }

  /** What is wrong with a request that is sent now. */
  check(client: string, now: number): string | undefined {
    const wait = this.#waits.get(client)
    // Timers count in fractions of a millisecond.
    if (!wait || now >= wait.until - 0.01) return undefined
    return `early: ${client} sent a request ${wait.until - now} ms before the end of a Retry-After of ${wait.askedMs} ms`
  }
}
