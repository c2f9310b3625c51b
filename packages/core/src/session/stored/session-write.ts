import type { Acquired } from '../acquire.ts'
import type { CachedSession } from '../cached-session.ts'
import { noSession } from '../no-session.ts'
import type { RefreshCall } from '../session-parts.ts'
import type { Written } from './pending-write.ts'
import { numberAfter, type StoredView } from './session-entry.ts'
import { storeFailure } from './store-failure.ts'
import type { StoredParts } from './stored-parts.ts'

/** A new token, or the text that somebody else stored meanwhile. */
export type AcquiredOrChanged<Session> = Acquired<Session> | { readonly changed: string }

// Ends before the flight does, so that a token that could not be stored is handed out all the same.
const patienceMs = 4000
// A little longer than a lock lives that nobody can renew: as long as nobody else has it, the write is worth trying.
const writeLimitMs = 15_000

/** The write goes on, and the caller does not wait for it. */
export const stillWriting: unique symbol = Symbol('still writing')

/** What one refresh brought, on its way into the store. */
export class SessionWrite<Credentials, Session> {
  readonly #parts: StoredParts<Credentials, Session>
  readonly #call: RefreshCall<Credentials, Session>
  readonly #limit = new AbortController()
  readonly #patience = new AbortController()
  #cancelTimers = (): void => {}
  #goesOn = false
  /** How many results any flight had added to the pending write when this began, or when it added its own. */
  #additionsSeen: number
  #acquired: Acquired<Session> | undefined
  #adopted: CachedSession<Session> | undefined

  constructor(parts: StoredParts<Credentials, Session>, call: RefreshCall<Credentials, Session>) {
    this.#parts = parts
    this.#call = call
    this.#additionsSeen = parts.pending.count
  }

  /** What the provider brought. */
  get acquired(): Acquired<Session> | undefined {
    return this.#acquired
  }

  /** What somebody else had stored. */
  get adopted(): CachedSession<Session> | undefined {
    return this.#adopted
  }

  /** Aborted when writing has taken too long for anybody. */
  get limit(): AbortSignal {
    return this.#limit.signal
  }

  /** Aborted when writing has taken too long for the caller. */
  get patience(): AbortSignal {
    return this.#patience.signal
  }

  adopt(found: CachedSession<Session>): void {
    this.#acquired = undefined
    this.#adopted = found
  }

  /** Forgets what the provider brought. */
  drop(): void {
    this.#parts.pending.drop(this.#acquired)
    this.#acquired = undefined
  }

  /** Keeps in memory what is to be stored. */
  hold(acquired: Acquired<Session>): void {
    const { pending } = this.#parts
    this.#acquired = acquired
    // A renewal may come after the sign-in that overtook it.
    if (this.#call.signIn || this.#additionsSeen === pending.count) this.#additionsSeen = pending.add(acquired)
    this.limitTime()
  }

  /** A write that never ends would keep everybody from the lock. A store may write more than once. */
  limitTime(): void {
    this.#cancelTimers()
    const { clock } = this.#parts.settings
    const cancelPatience = clock.schedule(() => this.#patience.abort(stillWriting), patienceMs)
    const cancelLimit = clock.schedule(() => this.#limit.abort(), writeLimitMs)
    this.#cancelTimers = () => {
      cancelPatience()
      cancelLimit()
    }
  }

  /** Returns what is to be stored, unless others have stored something newer since. */
  commit(acquired: Acquired<Session>, current: string | undefined, view: StoredView<Session>): string | undefined {
    const { entry, pending } = this.#parts
    const { signIn, flight } = this.#call
    if (signIn && flight.ended) return current
    const newer =
      signIn || acquired !== this.#acquired ? undefined : entry.newerThanUnsaved(current, view, acquired.cached)
    if (newer) {
      pending.drop(acquired)
      this.adopt(newer)
      return current
    }
    const numbered = { ...acquired, cached: numberAfter(view, acquired.cached) }
    if (!this.isLate) this.hold(numbered)
    else if (!pending.replace(acquired, numbered)) return current
    this.#acquired = numbered
    return entry.encode(numbered.cached, current)
  }

  /** The caller is done with the store. */
  end(): void {
    if (!this.#goesOn) this.#cancelTimers()
  }

  /** Whether the caller has its answer: from then on nobody is asked for another one. */
  get isLate(): boolean {
    return this.#goesOn
  }

  /** Lets the write go on without the caller, while the store holds its lock. */
  goOn(updating: Promise<void>): void {
    const { pending, background } = this.#parts
    const handedOut = this.#acquired
    this.#goesOn = true
    const landing = updating.then(
      () => {
        if (handedOut) pending.land(handedOut, this.#outcome)
      },
      () => {},
    )
    pending.waitFor(landing)
    background.keep(landing.finally(this.#cancelTimers))
  }

  get #outcome(): Written<Session> {
    if (this.#adopted) return { newer: this.#adopted }
    return this.#acquired ? { stored: this.#acquired.cached } : { signedOut: true }
  }

  /** Decides what a store that failed does to the call. */
  async recover(error: unknown): Promise<void> {
    const { pending, settings } = this.#parts
    const { signIn, flight } = this.#call
    const acquired = this.#acquired
    if (acquired && flight.ended) this.keepLate(acquired)
    if (!this.#adopted && (!acquired || flight.ended)) throw error
    if (acquired && error !== stillWriting && (await this.#writeAgain(acquired))) return
    pending.noteFailure()
    if (acquired && settings.failOnStoreFailure) {
      // A session must not begin after its sign-in has failed.
      if (signIn) {
        this.#limit.abort()
        pending.drop(acquired)
      }
      throw storeFailure(settings)
    }
    // What holds the lock may be a renewal that a sign-in overtook: it is written once that has landed.
    if (signIn) pending.save()
  }

  /** A renewal that came too late for its flight has used up the refresh token: it must not be lost. */
  keepLate(late: AcquiredOrChanged<Session>): void {
    const { pending } = this.#parts
    if ('changed' in late) return
    if (this.#additionsSeen === pending.count && late.how === 'renewed' && this.#call.onLate(late)) {
      pending.add(late)
      pending.save()
    } else pending.drop(late)
  }

  /** Tries to write what the provider brought before anybody has it. */
  async #writeAgain(acquired: Acquired<Session>): Promise<boolean> {
    const { pending, settings } = this.#parts
    const { flight, onSignedOut } = this.#call
    const written = await pending.writeSoon(acquired, AbortSignal.any([flight.lockEnd, this.limit, this.patience]))
    if (!written) return false
    if ('signedOut' in written) {
      onSignedOut()
      throw noSession(settings, 'the session was signed out')
    }
    if ('newer' in written) this.#adopted = written.newer
    if ('stored' in written) this.#acquired = { ...acquired, cached: written.stored }
    return true
  }
}
