/** What the provider knows of an access token that it issued. */
export interface IssuedToken {
  /** Who asked for it. */
  readonly client: string
  /** When the request for it was sent, in true time: its life is counted from there. */
  readonly sentAt: number
  readonly lifeMs: number
  /** Sessions are numbered in the order in which they began. */
  readonly session: number
  /** When the answer arrived; `undefined`: it is on its way, or was lost. */
  arrivedAt: number | undefined
  /** What somebody did that is wrong if the answer arrives. */
  suspicion?: string
}

/** A refresh token that is being used. */
export interface Use {
  readonly client: string
  readonly refreshToken: string
  /** Counts the requests of all clients. */
  readonly order: number
}

/** The refresh tokens of one session: each is exchanged for the next. */
interface Family {
  hasEnded: boolean
  newest: string
  /** The answer that brought the newest. */
  from: IssuedToken
}

/** See {@link Families.excuse}. */
interface Excuse {
  readonly loser: string | undefined
  readonly order: number
}

/** How long a flight may go on that has found the store to be down. */
const flightMs = 35_000

/** Every session of a provider that detects reuse: a refresh token that is used a second time ends its session. */
export class Families {
  readonly #families = new Map<string, Family>()
  readonly #excuses = new Map<string, Excuse[]>()
  readonly #stored = new Set<number>()
  /** The session that somebody must hold. */
  #latest: Family | undefined
  /** Until when the store could not be reached, in true time. */
  storeDownUntil = -Infinity
  #sessions = 0
  #excusedReuses = 0

  /** How often a refresh token was used twice where that could not be helped. */
  get excusedReuses(): number {
    return this.#excusedReuses
  }

  /** The number of the session that a request is about: a new one when it has no refresh token. */
  sessionOf(refreshToken: string | undefined): number {
    if (refreshToken === undefined) this.#sessions += 1
    return this.#families.get(refreshToken ?? '')?.from.session ?? this.#sessions
  }

  /** A session begins. */
  begin(refreshToken: string, from: IssuedToken): void {
    const family: Family = { hasEnded: false, newest: refreshToken, from }
    this.#families.set(refreshToken, family)
    // One that was begun without the store is nobody else's until it is stored: see `store`.
    if (from.sentAt > this.storeDownUntil + flightMs) this.#latest = family
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
   * Whether a refresh token may be used. `betrayed`: a client had been given the next one, and this ended its session.
   * Where the answer with the next one never arrives, a client cannot know.
   */
  check(use: Use): 'good' | 'over' | 'betrayed' {
    const family = this.#families.get(use.refreshToken)
    if (!family || family.hasEnded) return 'over'
    if (family.newest === use.refreshToken) return 'good'
    family.hasEnded = true
    if (this.#isExcused(use)) {
      this.#excusedReuses += 1
      return 'over'
    }
    if (family.from.arrivedAt !== undefined) return 'betrayed'
    family.from.suspicion = `reuse: ${use.refreshToken} was used by ${use.client} while the next one was on its way`
    return 'over'
  }

  end(refreshToken: string | undefined): void {
    const family = this.#families.get(refreshToken ?? '')
    if (family) family.hasEnded = true
  }

  endAll(): void {
    for (const family of this.#families.values()) family.hasEnded = true
  }

  /**
   * Others may use a refresh token again that a client has sent: it signs out without waiting for the answer, or the
   * store took its lock away. With a `loser`, that client itself may not: it was told, and knows what it has sent.
   */
  excuse(refreshToken: string, excuse: Excuse): void {
    this.#excuses.set(refreshToken, [...(this.#excuses.get(refreshToken) ?? []), excuse])
  }

  #isExcused({ client, refreshToken, order }: Use): boolean {
    const excuses = this.#excuses.get(refreshToken) ?? []
    return excuses.some((excuse) => excuse.loser !== client || order <= excuse.order)
  }

  /**
   * A session is in the store. One that comes there for the first time replaces what was there, even if that began later
   * at the provider: a sign-in wins over the renewals that it overtook.
   */
  store(session: number): void {
    if (this.#stored.has(session)) return
    this.#stored.add(session)
    for (const family of this.#families.values()) if (family.from.session === session) this.#latest = family
  }

  /** The session that somebody must hold, if this client got its newest token. */
  latestOf(client: string): number | undefined {
    return this.#latest?.from.client === client ? this.#latest.from.session : undefined
  }

  /** A session that goes on at the provider needs to be held by nobody: the one that somebody must hold, or only that one. */
  giveUp(session = this.#latest?.from.session): void {
    if (this.#latest?.from.session === session) this.#latest = undefined
  }

  /** What somebody must hold: of the newest session, if it goes on, and if its last answer arrived. */
  get precious(): string | undefined {
    const { hasEnded, newest, from } = this.#latest ?? {}
    return hasEnded || from?.arrivedAt === undefined ? undefined : newest
  }
}
