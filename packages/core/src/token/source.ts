import type { Adapter } from '../adapter-contract.ts'
import type { AuthStatus } from '../auth.ts'
import type { Settings } from '../settings.ts'
import { failure } from './failure.ts'
import { type Flight, startFlight, superseded } from './flight.ts'
import { freshnessOf, type Held, lasts } from './held.ts'
import { KeepAlive } from './keep-alive.ts'
import type { Intent } from './obtain.ts'
import { Pauses } from './pauses.ts'
import { RefusalMemory } from './refusal.ts'
import { RejectedTokens } from './rejected.ts'
import { withoutEarlyRenewal } from './schedule.ts'
import { type Brought, SessionStore } from './session-store.ts'
import { sameToken, type Token } from './token.ts'

export interface WaitOptions {
  readonly signal?: AbortSignal | undefined
  readonly minValidityMs?: number | undefined
}

/** Keeps one session: decides when a token is needed, and shares one flight among all who wait for it. */
export class TokenSource<Credentials, Session> {
  readonly #settings: Settings<Credentials>
  readonly #alive: KeepAlive
  readonly #pauses: Pauses
  readonly #refusals: RefusalMemory
  readonly #rejected = new RejectedTokens()
  readonly #sessions: SessionStore<Credentials, Session>
  #held: Held<Session> | undefined
  #flight: Flight<Held<Session>> | undefined
  /** The flight of the last `signIn`: its failure concerns nobody else. */
  #signInFlight: Flight<Held<Session>> | undefined
  #signedOut = false

  constructor(adapter: Adapter<Credentials, Session>, settings: Settings<Credentials>) {
    this.#settings = settings
    this.#alive = new KeepAlive(settings)
    this.#pauses = new Pauses(settings)
    this.#refusals = new RefusalMemory(settings)
    const parts = { adapter, settings, rejected: this.#rejected, refusals: this.#refusals }
    this.#sessions = new SessionStore(parts, this.#alive)
  }

  /** The session in memory, whatever its state. */
  get held(): Held<Session> | undefined {
    return this.#held
  }

  get status(): AuthStatus {
    const usable = this.#usable
    if (usable) return freshnessOf(usable, this.#settings.clock) === 'fresh' ? 'fresh' : 'stale'
    if (this.#signedOut || this.#pauses.needsSignIn || this.#refusals.isActive) return 'reauth-required'
    if (this.#pauses.leftMs > 0) return 'cooling-down'
    return this.#held ? 'expired' : 'empty'
  }

  async get({ signal, minValidityMs = 0 }: WaitOptions): Promise<Held<Session>> {
    for (let deadOnArrival = 0; ; ) {
      signal?.throwIfAborted()
      const running = this.#openFlight
      const held = this.#usable
      if (held) {
        const freshness = freshnessOf(held, this.#settings.clock)
        if (freshness !== 'ending' && lasts(held, minValidityMs, this.#settings.clock)) {
          this.#sessions.save()
          if (freshness === 'stale') this.#renewInBackground()
          return held
        }
        if (!running && this.#pauses.leftMs > 0) return held
      } else if (!running) this.#checkMayStart()
      let result: Held<Session> | undefined
      try {
        result = await this.#wait(running ?? this.#start(), signal)
      } catch (error) {
        // A failure does not matter while the present token has real life left.
        const present = this.#usable
        if (present && !signal?.aborted) return present
        throw error
      }
      if (result && this.#isUsable(result)) return result
      // The answer took longer than its token lives, or the machine slept. Asking on and on would be no better.
      if (result && !this.#rejected.has(result.token) && ++deadOnArrival > 1)
        throw this.#failure('timeout', 'the token had expired before the answer that brought it came')
    }
  }

  async refresh(refused: Token | string | undefined, signal: AbortSignal | undefined): Promise<Held<Session>> {
    signal?.throwIfAborted()
    if (refused !== undefined) {
      if (this.#held && !sameToken(this.#held.token, refused)) return this.get({ signal })
      this.#rejected.add(refused)
    }
    const running = this.#openFlight
    if (!running) this.#checkMayStart()
    const result = await this.#wait(running ?? this.#start(), signal)
    return result && this.#isUsable(result) ? result : this.get({ signal })
  }

  /** Marks a token as refused by the API: it is never handed out again. */
  reject(held: Held<Session>): void {
    this.#rejected.add(held.token)
  }

  async signIn(credentials: Credentials | undefined, signal: AbortSignal | undefined): Promise<Held<Session>> {
    signal?.throwIfAborted()
    this.#interrupt()
    const own = this.#start({ credentials })
    this.#signInFlight = own
    try {
      return await own.join(signal)
    } catch (error) {
      if (error !== superseded) throw error
      throw this.#failure('reauth_required', 'this sign-in was replaced by a later `signIn` or `signOut`')
    }
  }

  async signOut(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    this.#sessions.checkWritable()
    this.#interrupt()
    this.#signedOut = true
    const last = this.#held
    this.#held = undefined
    this.#settings.emit({ type: 'signed-out' })
    const leaving = this.#sessions.signOut(last, signal)
    this.#alive.keep(leaving)
    await leaving
  }

  /** Resolves when nothing runs any more. What could not be stored is tried once more: it would be lost. */
  async settle(): Promise<void> {
    await this.#alive.settle()
    this.#sessions.save(true)
    await this.#alive.settle()
  }

  get #usable(): Held<Session> | undefined {
    return this.#held && this.#isUsable(this.#held) ? this.#held : undefined
  }

  #isUsable(held: Held<Session>): boolean {
    return !this.#rejected.has(held.token) && freshnessOf(held, this.#settings.clock) !== 'expired'
  }

  get #openFlight(): Flight<Held<Session>> | undefined {
    return this.#flight?.isOpen() ? this.#flight : undefined
  }

  #checkMayStart(): void {
    if (this.#signedOut) throw this.#failure('reauth_required', 'signed out. Call `signIn`')
    if (this.#pauses.leftMs > 0) throw this.#pauses.error()
  }

  #renewInBackground(): void {
    if (this.#openFlight || this.#pauses.isResting) return
    this.#start('renew', true)
      .join()
      .catch(() => {})
  }

  /** Waits for a flight. `undefined`: its outcome is not the caller's. */
  async #wait(flight: Flight<Held<Session>>, signal: AbortSignal | undefined): Promise<Held<Session> | undefined> {
    try {
      return await flight.join(signal)
    } catch (error) {
      signal?.throwIfAborted()
      if (error === superseded || flight === this.#signInFlight) return undefined
      throw error
    }
  }

  #interrupt(): void {
    this.#flight?.supersede()
    this.#flight = undefined
    this.#pauses.end()
    this.#refusals.clear()
  }

  /** To be joined at once by the caller: it is the joining that limits its time. */
  #start(intent: Intent<Credentials> = 'renew', background = false): Flight<Held<Session>> {
    const { clock, channel } = this.#settings
    const failuresBefore = this.#pauses.failures
    const startedAt = clock.monotonic()
    let known = this.#held
    const own = startFlight<Held<Session>>(
      this.#settings,
      () => this.#failure('timeout', 'getting a token took too long'),
      async (self) => {
        const brought = await this.#sessions.renewOrSignIn({
          flight: self,
          intent,
          known,
          // After a failed flight, a single request finds out whether the provider is back.
          maxSends: failuresBefore > 0 ? 1 : channel.maxSends,
          onFound: (found) => {
            known = this.#held = found
          },
          onLate: (late) => {
            // Whoever signed in or out has left something else.
            if (!known || this.#held !== known) return false
            this.#publish(late, startedAt)
            return true
          },
        })
        if (!self.ended) this.#publish(brought, startedAt)
        return brought.held
      },
    )
    this.#flight = own
    const land = (): boolean => {
      if (this.#flight !== own) return false
      this.#flight = undefined
      return true
    }
    const landed = own.result.then(land, (error: unknown) => {
      const unattended = own.waiters <= (background ? 1 : 0)
      if (land() && own.ended !== 'left') this.#pauses.begin(error, startedAt, failuresBefore, unattended)
    })
    this.#alive.keep(landed)
    return own
  }

  #publish({ held, how }: Brought<Session>, startedAt: number): void {
    const { clock, emit } = this.#settings
    const same = this.#held && sameToken(this.#held.token, held.token)
    this.#held = same ? { ...held, schedule: withoutEarlyRenewal(held.schedule) } : held
    this.#signedOut = false
    this.#pauses.end()
    const { generation } = held.token
    if (how === 'adopted') emit({ type: how, generation })
    else emit({ type: how, generation, durationMs: clock.monotonic() - startedAt })
  }

  #failure(code: 'timeout' | 'reauth_required', message: string): Error {
    return failure(this.#settings, code, { message })
  }
}
