/** What the provider knows of an access token that it issued. */
export interface IssuedToken {
  /** When the request for it was sent, in true time: its life is counted from there. */
  readonly sentAt: number
  readonly lifeMs: number
  /** When the answer arrived; `undefined`: never. */
  arrivedAt: number | undefined
}

/** The refresh tokens of one session: each is exchanged for the next. */
interface Family {
  hasEnded: boolean
  /** See {@link Families.excuse}. */
  isExcused: boolean
  newest: string
  /** The answer that brought the newest. */
  from: IssuedToken
}

/** Every session of a provider that detects reuse: a refresh token that is used a second time ends its session. */
export class Families {
  readonly #families = new Map<string, Family>()
  #latest: Family | undefined

  /** A session begins. */
  begin(refreshToken: string, from: IssuedToken): void {
    this.#latest = { hasEnded: false, isExcused: false, newest: refreshToken, from }
    this.#families.set(refreshToken, this.#latest)
  }

  /** A refresh token is exchanged for another. */
  rotate(used: string, next: string, from: IssuedToken): void {
    const family = this.#families.get(used)
    if (!family) return
    family.newest = next
    family.from = from
    this.#families.set(next, family)
  }

  /**
   * Whether a refresh token may be used. `betrayed`: the client had been given the next one, and ended its own session.
   * Where the answer with the next one never arrived, a client cannot know.
   */
  check(refreshToken: string): 'good' | 'over' | 'betrayed' {
    const family = this.#families.get(refreshToken)
    if (!family || family.hasEnded) return 'over'
    if (family.newest === refreshToken) return 'good'
    family.hasEnded = true
    return family.isExcused || family.from.arrivedAt === undefined ? 'over' : 'betrayed'
  }

  end(refreshToken: string | undefined): void {
    const family = this.#families.get(refreshToken ?? '')
    if (family) family.hasEnded = true
  }

  endAll(): void {
    for (const family of this.#families.values()) family.hasEnded = true
  }

  /**
   * Whoever signs in or out does not wait for a renewal that is out, and lets go of the store's lock: another client may
   * then use the same refresh token. The session is being given up anyway.
   */
  excuse(refreshToken: string | undefined): void {
    const family = this.#families.get(refreshToken ?? '')
    if (family) family.isExcused = true
  }

  /** A sign-in arrived: clients that did not hear of it may use what they have of the session that it replaced. */
  excuseReplaced(): void {
    for (const family of this.#families.values()) if (family !== this.#latest) family.isExcused = true
  }

  /** A sign-out failed, as its caller knows: the session is held by nobody, and goes on at the provider. */
  giveUp(): void {
    this.#latest = undefined
  }

  /** What somebody must hold: of the session that began last, if it goes on, and if its last answer arrived. */
  get precious(): string | undefined {
    const { hasEnded, newest, from } = this.#latest ?? {}
    return hasEnded || from?.arrivedAt === undefined ? undefined : newest
  }
}
