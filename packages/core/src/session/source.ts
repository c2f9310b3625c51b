import type { Adapter } from '../adapter-contract.ts'
import type { AuthStatus } from '../auth.ts'
import { keepsTimers } from '../clock.ts'
import { failure } from '../errors/failures.ts'
import type { EmitEvent } from '../events.ts'
import type { Settings } from '../settings.ts'
import { BackgroundWork } from '../token/background-work.ts'
import { coolingDown } from '../token/backoff.ts'
import { RefusedCredentials } from '../token/refused-credentials.ts'
import { RejectedTokens } from '../token/rejected-tokens.ts'
import { handsOutAfterMs } from '../token/schedule.ts'
import { superseded } from '../token/single-flight.ts'
import { sameToken, type Token } from '../token/token.ts'
import { ageOf, type CachedSession, freshnessOf } from './cached-session.ts'
import { ReadySession } from './ready-session.ts'
import { RenewOrSignIn } from './renew-or-sign-in.ts'
import type { SessionFlights } from './session-flights.ts'
import type { SessionParts } from './session-parts.ts'
import { SessionPlace } from './session-place.ts'
import { SessionSecrets } from './session-secrets.ts'
import { endSession } from './sign-out.ts'

/** Keeps one session: decides when a token is needed, and shares one flight among all who wait for it. */
export class TokenSource<Credentials, Session> {
  readonly #settings: Settings<Credentials>
  /** Taken at the start: what writes a log is loaded before it is needed. */
  readonly #emit: EmitEvent
  readonly #parts: SessionParts<Credentials, Session>
  readonly #flights: SessionFlights<Credentials, Session>
  readonly #place: SessionPlace<Credentials, Session>
  readonly #ready: ReadySession<Credentials, Session>
  /** What those wait for who have come while a flight is under way, without wishes of their own. */
  #shared: { readonly flight: object; readonly promise: Promise<CachedSession<Session>> } | undefined
  /** What is signed out, kept until the store has forgotten it: a second call tries again. Empty: what the store holds. */
  #toSignOut: { readonly session?: CachedSession<Session> | undefined } | undefined

  constructor(adapter: Adapter<Credentials, Session>, settings: Settings<Credentials>, background?: BackgroundWork) {
    this.#settings = settings
    this.#emit = settings.emit
    this.#parts = {
      adapter,
      settings,
      background: background ?? new BackgroundWork(settings),
      provider: new RenewOrSignIn(),
      rejected: new RejectedTokens(settings),
      refused: new RefusedCredentials(settings),
      secrets: new SessionSecrets(adapter, settings),
    }
    this.#place = new SessionPlace(this.#parts)
    this.#flights = this.#place.flights
    this.#ready = new ReadySession(this.#parts, this.#flights)
  }

  get background(): BackgroundWork {
    return this.#parts.background
  }

  get status(): AuthStatus {
    const { usable, backoff, isSignedOut, cached } = this.#flights
    if (usable) return freshnessOf(usable, this.#settings.clock) === 'fresh' ? 'fresh' : 'stale'
    if (isSignedOut || backoff.needsSignIn || this.#parts.refused.isActive) return 'reauth-required'
    if (backoff.leftMs > 0 || this.#rejectionPauseMs > 0) return 'cooling-down'
    return cached ? 'expired' : 'empty'
  }

  /** A session whose token may be over. */
  async peek(signal: AbortSignal | undefined): Promise<CachedSession<Session>> {
    signal?.throwIfAborted()
    const look = this.#place.stored?.look
    if (look?.isDue(this.#flights.cached !== undefined)) await look.take(signal)
    return this.#flights.cached ?? this.get(signal)
  }

  /** A session whose token is handed out as it is, where nothing has to be waited for: the way of nearly every call. */
  ready(signal?: AbortSignal, minValidityMs = 0): CachedSession<Session> | undefined {
    return signal?.aborted || this.#place.stored?.look.isDue(true) ? undefined : this.#take(minValidityMs)
  }

  /** Never throws: what is wrong is in the promise. Those who want the same, for one flight, get the same promise. */
  get(signal?: AbortSignal, minValidityMs = 0): Promise<CachedSession<Session>> {
    if (signal || minValidityMs > 0) return this.#wait(signal, minValidityMs)
    if (this.#shared && this.#shared.flight === this.#flights.open) return this.#shared.promise
    const promise = this.#wait(undefined, 0)
    const flight = this.#flights.open
    this.#shared = flight && { flight, promise }
    const end = (): void => {
      if (this.#shared?.promise === promise) this.#shared = undefined
    }
    if (keepsTimers(this.#settings.clock)) promise.then(end, end)
    // Those of the same request are sure to wait for as long as this one does.
    else queueMicrotask(end)
    return promise
  }

  async #wait(signal: AbortSignal | undefined, minValidityMs: number): Promise<CachedSession<Session>> {
    const { clock } = this.#settings
    const flights = this.#flights
    let newSince = minValidityMs > 0 ? clock.monotonic() : -Infinity
    for (;;) {
      signal?.throwIfAborted()
      const look = this.#place.stored?.look
      if (look?.isDue(flights.usable !== undefined)) await look.take(signal)
      const ready = this.#take(minValidityMs)
      if (ready) return ready
      const running = flights.open
      const present = flights.usable
      if (present) {
        if (!running && flights.backoff.leftMs > 0) return present
      } else if (!running) this.#checkMayStart()
      const patienceMs = present && Math.max(0, Math.ceil(handsOutAfterMs(present) - ageOf(present, clock)))
      let result: CachedSession<Session> | undefined
      try {
        result = await flights.wait(running ?? flights.start(), signal, patienceMs)
      } catch (error) {
        // A failure does not matter while the present token has real life left.
        if (flights.usable && !signal?.aborted) return flights.usable
        throw error
      }
      if (result && flights.isUsable(result)) {
        if (result.requestedAt.monotonic >= newSince) return result
        // One from the store may not last for as long as is wished: then there is another flight, for a new one.
        newSince = -Infinity
      }
      if (!result && present && flights.usable === present && ageOf(present, clock) >= handsOutAfterMs(present))
        return present
    }
  }

  /** Renews now; with a rejected token, only if that is still the current one. */
  async refresh(
    rejected: Token | string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<CachedSession<Session>> {
    signal?.throwIfAborted()
    const { cached } = this.#flights
    if (rejected !== undefined) {
      if (cached && !sameToken(cached.token, rejected)) return this.get(signal)
      this.#parts.rejected.add(rejected)
      if (cached) this.#parts.rejected.count(rejected, ageOf(cached, this.#settings.clock))
    }
    for (;;) {
      const running = this.#flights.open
      if (!running) this.#checkMayStart()
      const result = await this.#flights.wait(running ?? this.#flights.start(), signal)
      if (result && this.#flights.isUsable(result)) return result
      // A sign-in that failed, for example, has left what there was: it is still to be renewed.
      if (result || this.#flights.cached !== cached) return this.get(signal)
    }
  }

  /** A session with another token than the one that the API rejected; `undefined` while replacing them is paused. */
  async replace(
    rejected: CachedSession<Session>,
    signal: AbortSignal | undefined,
  ): Promise<CachedSession<Session> | undefined> {
    const { cached } = this.#flights
    if (cached && !sameToken(cached.token, rejected.token)) return this.get(signal)
    this.noteRejected(rejected)
    return this.#parts.rejected.pauseMs > 0 ? undefined : this.refresh(rejected.token, signal)
  }

  /** Counts a token that the API rejected, without replacing it. */
  noteRejected(rejected: CachedSession<Session>): void {
    this.#parts.rejected.count(rejected.token, ageOf(rejected, this.#settings.clock))
  }

  /** Makes sure that a rejected token is not handed out again, unless replacing them is paused. */
  discard(rejected: CachedSession<Session>): void {
    this.noteRejected(rejected)
    if (this.#parts.rejected.pauseMs <= 0) this.#parts.rejected.add(rejected.token)
  }

  /** The API has accepted a token. */
  noteAccepted(): void {
    this.#parts.rejected.forgive()
  }

  async signIn(credentials: Credentials | undefined, signal: AbortSignal | undefined): Promise<CachedSession<Session>> {
    signal?.throwIfAborted()
    if (this.#place.isReadOnly) throw (await this.#place.load('sign-in'))?.cannotWrite()
    this.#flights.interrupt('sign-in')
    const own = this.#flights.start({ signIn: { credentials } })
    try {
      const result = await own.join(signal)
      if (result) return result
    } catch (error) {
      if (error !== superseded) throw error
    }
    const message = 'this sign-in was replaced by a later `signIn` or `signOut`'
    throw failure(this.#settings, 'reauth_required', { message })
  }

  async signOut(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    if (this.#place.isReadOnly) throw (await this.#place.load('sign-out'))?.cannotWrite()
    this.#flights.interrupt('sign-out')
    const session = this.#place.stored?.takeUnsaved() ?? this.#flights.cached
    if (session || !this.#flights.isSignedOut) this.#toSignOut = { session }
    this.#flights.signOut()
    this.#emit({ type: 'signed-out' })
    // Whatever the store holds by now was begun by somebody who has signed in since.
    if (!this.#toSignOut) return
    const known = this.#toSignOut.session
    const ending = endSession(this.#parts, async (flight) => {
      const last = await this.#place.forget(known, flight)
      this.#toSignOut = undefined
      return last
    }).join(signal)
    this.#parts.background.keep(ending)
    await ending
  }

  /** What no error may show: see {@link SessionSecrets}. */
  secrets(): Set<string> {
    return this.#parts.secrets.collect(this.#flights.cached)
  }

  /** Resolves when nothing runs any more. What could not be stored is tried once more: it would be lost. */
  async settle(): Promise<void> {
    const { background } = this.#parts
    await background.settle()
    this.#place.stored?.save(true)
    await background.settle()
    this.#place.stored?.unwatch()
  }

  /** With the session begins what its use brings along: a renewal in the background, or a write to the store. */
  #take(minValidityMs: number): CachedSession<Session> | undefined {
    const ready = this.#ready.take(minValidityMs)
    if (ready) this.#place.stored?.save()
    return ready
  }

  #checkMayStart(): void {
    const { isSignedOut, backoff } = this.#flights
    if (isSignedOut) throw failure(this.#settings, 'reauth_required', { message: 'signed out. Call `signIn`' })
    if (backoff.leftMs > 0) throw backoff.error()
    const pauseMs = this.#rejectionPauseMs
    if (pauseMs > 0) throw coolingDown(this.#settings, pauseMs, 'since the API rejects new tokens too')
  }

  /** What is left of the pause in replacing the present token, which the API rejected. */
  get #rejectionPauseMs(): number {
    const { cached } = this.#flights
    const { rejected } = this.#parts
    return cached && rejected.has(cached.token) ? rejected.pauseMs : 0
  }
}
