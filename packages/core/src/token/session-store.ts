import type { AuthError } from '../errors/auth-error.ts'
import { storeFailure } from './failure.ts'
import { type Flight, unlessAborted } from './flight.ts'
import { freshnessOf, type Held } from './held.ts'
import type { KeepAlive } from './keep-alive.ts'
import { type Intent, noSession, type Obtained, type ObtainPlan } from './obtain.ts'
import { type Replacement, Replacer } from './replace.ts'
import { endSession } from './sign-out.ts'
import { StoredSession } from './stored-session.ts'
import { sameToken } from './token.ts'
import { Unsaved } from './unsaved.ts'

/** What a flight is for, and what is known at its start. */
export interface Wish<Credentials, Session> {
  readonly flight: Flight<unknown>
  readonly intent: Intent<Credentials>
  readonly known: Held<Session> | undefined
  readonly maxSends: number
  /** Told of a session in the store that is newer than the known one, and has to be renewed. */
  readonly onFound: (found: Held<Session>) => void
  /** Told of a renewal that came after the flight had ended. Returns whether it is of use still. */
  readonly onLate: (late: Obtained<Session>) => boolean
}

/** What every flight of a client has in common. */
export type Parts<Credentials, Session> = Pick<
  ObtainPlan<Credentials, Session>,
  'adapter' | 'settings' | 'rejected' | 'refusals'
>

export interface Brought<Session> {
  readonly held: Held<Session>
  readonly how: Obtained<Session>['how'] | 'adopted'
}

// Ends before the flight does, so that a token that could not be stored is handed out all the same.
const writeLimitMs = 4000

/** A session in a store: lock, read, adopt what is newer, else spend, write, hand out, unlock. */
export class SessionStore<Credentials, Session> {
  readonly #parts: Parts<Credentials, Session>
  readonly #alive: KeepAlive
  readonly #stored: StoredSession<Session>
  readonly #unsaved: Unsaved<Session>
  readonly #replacer: Replacer<Credentials, Session>
  /** Counts the sessions that were obtained: what comes late must not undo what came after it was asked for. */
  #turns = 0
  /** What is signed out, kept until the store has forgotten it: a second call tries again. */
  #leaving: Held<Session> | undefined

  constructor(parts: Parts<Credentials, Session>, alive: KeepAlive) {
    const { adapter, settings } = parts
    this.#parts = parts
    this.#alive = alive
    this.#stored = new StoredSession(adapter, settings)
    this.#unsaved = new Unsaved(settings, this.#stored, alive)
    this.#replacer = new Replacer(this.#stored)
  }

  async renewOrSignIn(wish: Wish<Credentials, Session>): Promise<Brought<Session>> {
    const stored = this.#stored
    const unsaved = this.#unsaved
    const { settings } = this.#parts
    const { clock, channel } = settings
    const { flight, intent, maxSends } = wish
    if (!stored.canWrite) return this.#withoutWriting(wish)
    const deadline = clock.monotonic() + channel.totalTimeoutMs
    const outcome: { adopted?: Held<Session>; obtained?: Obtained<Session> } = {}
    let turn = this.#turns
    const writing = new AbortController()
    let cancelWriteLimit = (): void => {}

    /** A renewal that came too late for its flight has used up the refresh token: it must not be lost. */
    const keepLate = (late: Replacement<Session>): void => {
      if ('changed' in late) return
      if (turn === this.#turns && late.how === 'renewed' && wish.onLate(late)) {
        unsaved.add(late)
        unsaved.save()
      } else unsaved.drop(late)
    }

    const write = (obtained: Obtained<Session>): Promise<string> => {
      unsaved.add(obtained)
      outcome.obtained = obtained
      this.#turns += 1
      turn = this.#turns
      // A write that never ends would keep everybody from the lock. A store may write more than once.
      cancelWriteLimit()
      cancelWriteLimit = clock.schedule(() => writing.abort(), writeLimitMs)
      return stored.encode(obtained.held)
    }

    const change = async (current: string | undefined): Promise<string | undefined> => {
      const own = unsaved.latest
      const known = own?.held ?? wish.known
      const found = await stored.newer(current, known)
      // Nobody is asked for credentials for a flight that is over, though a store may call this late.
      flight.over.throwIfAborted()
      // A store may run this again, and a code may work only once.
      if (intent !== 'renew' && outcome.obtained) return write(outcome.obtained)
      if (intent === 'renew') {
        if (found && this.#isServable(found)) {
          unsaved.drop(own)
          outcome.adopted = found
          return current
        }
        // Obtained by a call that failed, since it could not be stored: nobody has it yet.
        const isNew = own && !(wish.known && sameToken(own.held.token, wish.known.token))
        if (!found && isNew && this.#isServable(own.held)) return write(own)
        if (found) wish.onFound(found)
      }
      const plan = { flight, intent, maxSends, deadline, previous: found ?? known, ...this.#parts }
      const work = this.#replacer.replace(plan, current)
      let result: Replacement<Session>
      try {
        // Lets go of the lock as soon as the flight is over, even while a request is still out.
        result = await unlessAborted(work, flight.over)
        flight.over.throwIfAborted()
      } catch (error) {
        const late = work.then(keepLate, () => {})
        if (flight.ended && flight.spent) this.#alive.keep(late)
        throw error
      }
      return 'changed' in result ? change(result.changed) : write(result)
    }

    try {
      const over = AbortSignal.any([flight.over, writing.signal])
      await unlessAborted(stored.update(change, over), writing.signal)
      unsaved.drop(outcome.obtained)
    } catch (error) {
      const { obtained } = outcome
      if (obtained && flight.ended) keepLate(obtained)
      if (!outcome.adopted && (!obtained || flight.ended)) throw error
      unsaved.noteFailure()
      // A token that could not be stored is still a token.
      if (obtained && settings.failOnStoreFailure) throw storeFailure(settings)
    } finally {
      cancelWriteLimit()
    }
    if (outcome.adopted) return { held: outcome.adopted, how: 'adopted' }
    if (!outcome.obtained) throw storeFailure(settings)
    return outcome.obtained
  }

  /** Writes in the background what could not be written before, if there is something. */
  save(lastChance?: boolean): void {
    this.#unsaved.save(lastChance)
  }

  /** Throws `store_failed` where the store cannot be written. */
  checkWritable(): void {
    if (!this.#stored.canWrite) throw this.#readOnlyFailure()
  }

  signOut(known: Held<Session> | undefined, signal: AbortSignal | undefined): Promise<void> {
    const { adapter, settings } = this.#parts
    const latest = this.#unsaved.latest
    this.#unsaved.drop(latest)
    this.#leaving = latest?.held ?? known ?? this.#leaving
    const onForgotten = (): void => {
      this.#leaving = undefined
    }
    return endSession(adapter, settings, this.#stored, this.#leaving, onForgotten).join(signal)
  }

  /** Where nothing can be stored, nothing may be spent: there is what the store has, or an error. */
  async #withoutWriting({ flight, intent, known }: Wish<Credentials, Session>): Promise<Brought<Session>> {
    const { settings, rejected } = this.#parts
    const found = await this.#stored.newer(await this.#stored.read(flight.over), known)
    if (intent === 'renew') {
      const lives = found && !rejected.has(found.token) && freshnessOf(found, settings.clock) !== 'expired'
      if (lives) return { held: found, how: 'adopted' }
      if (!found && !known && !settings.credentials) throw noSession(settings)
    }
    throw this.#readOnlyFailure()
  }

  #isServable(held: Held<Session>): boolean {
    const { settings, rejected } = this.#parts
    return !rejected.has(held.token) && ['fresh', 'stale'].includes(freshnessOf(held, settings.clock))
  }

  #readOnlyFailure(): AuthError {
    return storeFailure(
      this.#parts.settings,
      'the session has to be renewed or changed, and the store cannot be written here, so nothing was sent. Do it where the store can be written: with cookies, in a route handler, a server action or middleware',
    )
  }
}
