import { failure } from '../errors/failures.ts'
import type { Settings } from '../settings.ts'
import { Backoff, type FailedFlight } from '../token/backoff.ts'
import { type Flight, startFlight, superseded } from '../token/single-flight.ts'
import { sameToken } from '../token/token.ts'
import { askForCredentials } from './acquire.ts'
import { type CachedSession, freshnessOf, withoutEarlyRenewal } from './cached-session.ts'
import type { Refreshed, RefreshingPlace, SessionParts } from './session-parts.ts'
import { revoke } from './sign-out.ts'

export interface FlightPurpose<Credentials> {
  /** What `signIn` was called with. Without it, any token of the session will do. */
  readonly signIn?: { readonly credentials: Credentials | undefined }
  /** Whether no caller waits for it yet. @default false */
  readonly background?: boolean
}

// A token that expired on its way may have done so while the machine slept. A second one in a row did not.
const toleratedDeaths = 1

/** The session in memory, and the one flight that may be replacing it. */
export class SessionFlights<Credentials, Session> {
  readonly backoff: Backoff
  readonly #parts: SessionParts<Credentials, Session>
  readonly #settings: Settings<Credentials>
  readonly #place: RefreshingPlace<Credentials, Session>
  /** The session, whatever its state. */
  cached: CachedSession<Session> | undefined
  /** The last one that was signed out elsewhere: what follows it is for the same person. */
  #over: CachedSession<Session> | undefined
  /** Whether `signOut` was called, and nobody has signed in since. */
  isSignedOut = false
  #flight: Flight<CachedSession<Session>> | undefined
  /** The flight of the last `signIn`: its failure concerns nobody else. */
  #signInFlight: Flight<CachedSession<Session>> | undefined
  /** How many tokens in a row had expired when they arrived. */
  #deadOnArrival = 0
  /** How many tokens there have been, also of sessions that are over. */
  #generation = 0

  constructor(parts: SessionParts<Credentials, Session>, place: RefreshingPlace<Credentials, Session>) {
    this.#parts = parts
    this.#place = place
    this.#settings = parts.settings
    this.backoff = new Backoff(parts.settings)
  }

  /** The session whose token can be handed out. */
  get usable(): CachedSession<Session> | undefined {
    return this.cached && this.isUsable(this.cached) ? this.cached : undefined
  }

  isUsable(cached: CachedSession<Session>): boolean {
    return !this.#parts.rejected.has(cached.token) && !this.#isExpired(cached)
  }

  /** The flight that can be joined. */
  get open(): Flight<CachedSession<Session>> | undefined {
    return this.#flight?.isOpen ? this.#flight : undefined
  }

  /** To be joined at once by the caller: it is the joining that limits its time. */
  start({ signIn, background = false }: FlightPurpose<Credentials> = {}): Flight<CachedSession<Session>> {
    const { clock, channel } = this.#settings
    const begin = { startedAt: clock.monotonic(), failuresBefore: this.backoff.failures }
    const failed = ({ waiters }: Flight<unknown>): FailedFlight => ({
      ...begin,
      background: waiters <= (background ? 1 : 0),
    })
    let known = this.cached
    let given: Promise<Credentials> | undefined
    const run = async (flight: Flight<CachedSession<Session>>): Promise<CachedSession<Session>> => {
      const keep = (brought: Refreshed<Session>): boolean => {
        // After a later sign-in or sign-out, this result is out of date.
        if (flight.ended && (!known || this.cached !== known)) return false
        this.#publish(brought, begin.startedAt, flight.ended !== undefined)
        return true
      }
      const brought = await this.#place.refresh({
        ...{ flight, signIn, known, over: this.#over },
        generation: () => this.#generation,
        ask: (request) => {
          given ??= askForCredentials(this.#settings, request)
          return given
        },
        // After a failed flight, a single request finds out whether the provider is back.
        maxAttempts: begin.failuresBefore > 0 ? 1 : channel.maxAttempts,
        onFound: (found) => {
          if (!flight.ended) known = this.cached = found
        },
        onSignedOut: () => {
          if (flight.ended) return
          this.dropSignedOut()
          known = undefined
        },
        onLate: keep,
        revoke: (late) => revoke(this.#parts, flight, late),
      })
      keep(brought)
      if (brought.failure) throw brought.failure
      this.#checkAlive(brought.cached)
      return brought.cached
    }
    const onLeft = (flight: Flight<CachedSession<Session>>): void => {
      if (this.#land(flight) && flight.trouble) this.backoff.noteTrouble(flight.trouble, failed(flight))
    }
    const own = startFlight(this.#settings, () => this.#timeout('getting a token took too long'), run, onLeft)
    this.#flight = own
    if (signIn) this.#signInFlight = own
    const landed = own.result.then(
      () => this.#land(own),
      (error: unknown) => {
        if (this.#land(own) && own.ended !== 'abandoned') this.backoff.noteFailure(error, failed(own))
      },
    )
    this.#parts.background.keep(landed)
    return own
  }

  /** Replaces a token that still works, unless that is under way, or the last try has failed too recently. */
  renewInBackground(): void {
    const { open } = this
    // On Cloudflare Workers no timer ends a flight whose request has ended: who comes after its time finds that out.
    if (open ? !open.isTimeUp : this.backoff.isResting) return
    this.wait(open ?? this.start({ background: true }), undefined).catch(() => {})
  }

  /** Waits for a flight. `undefined`: its outcome is not for this caller, or the caller's patience has run out. */
  async wait(
    flight: Flight<CachedSession<Session>>,
    signal: AbortSignal | undefined,
    patienceMs?: number,
  ): Promise<CachedSession<Session> | undefined> {
    try {
      return await flight.join(signal, patienceMs)
    } catch (error) {
      signal?.throwIfAborted()
      // On Cloudflare Workers, a promise of a request that has ended fails with an error of the runtime's own.
      if (!flight.failedWith(error)) flight.abandon()
      const isOthers = error === superseded || flight.ended === 'abandoned' || flight === this.#signInFlight
      if (isOthers) return undefined
      throw error
    }
  }

  /** For a `signIn` or `signOut`, which wins over whatever is under way. */
  interrupt(by: 'sign-in' | 'sign-out'): void {
    const { refused, rejected } = this.#parts
    if (this.#flight) {
      this.#flight.supersede(by)
      // What works only once is out, and must not be lost.
      if (this.#flight.hasSpent) this.#parts.background.keep(this.#flight.done)
      this.#flight = undefined
    }
    this.backoff.end()
    refused.clear()
    rejected.forgive()
  }

  /** Takes over what was brought, and tells the listener. */
  #publish({ cached, how, failure: problem }: Refreshed<Session>, startedAt: number, isLate = false): void {
    // Two flights may have waited for one renewal.
    if (this.cached === cached) return
    const { clock, emit } = this.#settings
    this.#generation = Math.max(this.#generation, cached.token.generation)
    // An answer that could not be used says nothing of when the next one can.
    const isSame = !problem && this.cached && sameToken(this.cached.token, cached.token)
    this.cached = isSame ? withoutEarlyRenewal(cached) : cached
    if (problem) return
    this.#over = undefined
    this.isSignedOut = false
    const { generation } = cached.token
    if (how === 'adopted') {
      this.backoff.noteSession()
      emit({ type: how, generation })
      return
    }
    if (!isLate) this.backoff.end()
    emit({ type: how, generation, durationMs: clock.monotonic() - startedAt })
  }

  /** Forgets the session in memory, until somebody signs in. */
  signOut(): void {
    this.cached = this.#over = undefined
    this.isSignedOut = true
  }

  /** Drops the session in memory, which was signed out elsewhere. */
  dropSignedOut(): void {
    this.#over = this.cached ?? this.#over
    this.cached = undefined
  }

  /** Takes over a newer session that was found in the store. */
  adopt(cached: CachedSession<Session>): void {
    this.#publish({ cached, how: 'adopted' }, 0)
  }

  /** Whether it was the current flight, which it is no more. */
  #land(flight: Flight<CachedSession<Session>>): boolean {
    if (this.#flight !== flight) return false
    this.#flight = undefined
    return true
  }

  #checkAlive(cached: CachedSession<Session>): void {
    this.#deadOnArrival = this.#isExpired(cached) ? this.#deadOnArrival + 1 : 0
    if (this.#deadOnArrival > toleratedDeaths) {
      throw this.#timeout('the token had already expired when its response arrived')
    }
  }

  #isExpired(cached: CachedSession<Session>): boolean {
    return freshnessOf(cached, this.#settings.clock) === 'expired'
  }

  #timeout(message: string): Error {
    return failure(this.#settings, 'timeout', { message })
  }
}
