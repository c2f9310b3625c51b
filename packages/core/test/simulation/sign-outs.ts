const markLifeMs = 400 * 86_400_000

/** Sign-outs as the store shows them: signed out anywhere is signed out everywhere. */
export class SignOuts {
  readonly #recheckMs: number
  /** Sessions that were in the store at some time. */
  readonly #stored = new Set<number>()
  /** Those of them that were signed out. */
  readonly #over = new Set<number>()
  /** Since when the store says that nobody is signed in, in true time. */
  #markedAt: number | undefined
  #couldLookAt = 0

  /** Sessions that are signed out, as the store has said. */
  get over(): ReadonlySet<number> {
    return this.#over
  }

  constructor(recheckMs: number) {
    this.#recheckMs = recheckMs
  }

  /** The store can be read again. */
  storeWorks(now: number): void {
    this.#couldLookAt = now
  }

  /** The record now says that the session is signed out, or is gone: then the mark is missing. */
  marked(text: string | undefined, now: number): string | undefined {
    this.#markedAt ??= now
    for (const session of this.#stored) this.#over.add(session)
    if (text === undefined) return 'unmarked: the record was removed, and nothing says that the session is signed out'
    return undefined
  }

  /** A record of a session was written. */
  written(session: number, now: number): string | undefined {
    const markedMs = now - (this.#markedAt ?? now)
    this.#markedAt = undefined
    this.#stored.add(session)
    // It lives again, which is told once. A record of a sign-out does not count for ever.
    if (!this.#over.delete(session) || markedMs > markLifeMs) return undefined
    return `signed-out: session ${session} was written at ${now}, after it had been signed out`
  }

  /** Judges a token that was handed out, by a client that has nothing to sign in with. */
  judge(client: string, session: number, askedAt: number): string | undefined {
    if (this.#markedAt === undefined || !this.#over.has(session)) return undefined
    if (askedAt - this.#markedAt > markLifeMs) return undefined
    const knowableMs = askedAt - Math.max(this.#markedAt, this.#couldLookAt)
    // Wall clocks count in whole milliseconds.
    if (knowableMs <= this.#recheckMs + 2) return undefined
    return `signed-out: ${client} gave a token of session ${session}, asked for ${knowableMs} ms after the store could tell that it was signed out`
  }
}

/** Whether a stored text says that somebody signed out. */
export function isTombstone(text: string): boolean {
  const record: unknown = JSON.parse(text)
  return typeof record === 'object' && record !== null && 'signedOut' in record && record.signedOut === true
}
