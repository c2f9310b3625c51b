import type { Adapter } from '../adapter-contract.ts'
import type { Settings } from '../settings.ts'
import { type Flight, superseded } from './flight.ts'
import { freshnessOf, type Held } from './held.ts'
import { type Intent, noSession, type Obtained, type ObtainPlan, type Refusals } from './obtain.ts'
import type { RejectedTokens } from './rejected.ts'
import { createReplace, type Replacement } from './replace.ts'
import { createSignOut, type SignOut } from './sign-out.ts'
import { storeKey } from './store-key.ts'
import { StoredSession, storeFailure } from './stored-session.ts'
import { sameToken } from './token.ts'
import { Unsaved } from './unsaved.ts'

/** What a flight is for, and what is known at its start. */
export interface Wish<Credentials, Session> {
  readonly flight: Flight<unknown>
  readonly intent: Intent<Credentials>
  readonly known: Held<Session> | undefined
  readonly rejected: RejectedTokens
  readonly maxSends: number | undefined
  /** Told of a session in the store that is newer than the known one, and has to be renewed. */
  readonly onFound: (found: Held<Session>) => void
  /** Told of a renewal that came after the flight had ended. Returns whether it is of use still. */
  readonly onLate: (late: Obtained<Session>) => boolean
}

export interface Brought<Session> {
  readonly held: Held<Session>
  readonly how: 'signed-in' | 'renewed' | 'adopted'
}

/** A session in a store: lock, read, adopt what is newer, else spend, write, hand out, unlock. */
export interface SessionStore<Credentials, Session> {
  renewOrSignIn(wish: Wish<Credentials, Session>): Promise<Brought<Session>>
  /** Writes in the background what could not be written before, if there is something. */
  save(): void
  /** Throws `store_failed` where the store cannot be written. */
  checkWritable(): void
  signOut: SignOut<Session>
}

// Ends before the flight does, so that a token that could not be stored is handed out all the same.
const writeLimitMs = 4000

export function createSessionStore<Credentials, Session>(
  adapter: Adapter<Credentials, Session>,
  settings: Settings<Credentials>,
  refusals: Refusals,
  keepAlive: (work: Promise<unknown>) => void,
): SessionStore<Credentials, Session> {
  const { clock, channel } = settings
  const stored = new StoredSession<Session>(settings, () => storeKey(adapter, settings))
  const unsaved = new Unsaved(settings, stored, keepAlive)
  const replace = createReplace<Credentials, Session>(stored)
  const signOut = createSignOut(adapter, settings, stored)

  /** Counts the sessions that were obtained: what comes late must not undo what came after it was asked for. */
  let turns = 0

  const isServable = (held: Held<Session>, rejected: RejectedTokens): boolean =>
    !rejected.has(held.token) && ['fresh', 'stale'].includes(freshnessOf(held, clock))

  async function renewOrSignIn(wish: Wish<Credentials, Session>): Promise<Brought<Session>> {
    const { flight, intent, rejected } = wish
    if (!stored.canWrite) return withoutWriting(wish)
    const deadline = clock.monotonic() + channel.totalTimeoutMs
    let turn = turns
    const outcome: { adopted?: Held<Session>; obtained?: Obtained<Session> } = {}
    const writeLimit = Promise.withResolvers<never>()
    const writing = new AbortController()
    let cancelWriteLimit = (): void => {}

    /** A renewal that came too late for its flight has used up the refresh token: it must not be lost. */
    function keepLate(work: Promise<Replacement<Session>>): void {
      const keep = (late: Replacement<Session>): void => {
        if ('changed' in late) return
        if (turn === turns && late.how === 'renewed' && wish.onLate(late)) {
          unsaved.add(late)
          unsaved.save()
        } else unsaved.drop(late)
      }
      work.then(keep, () => {})
    }

    async function write(obtained: Obtained<Session>): Promise<string> {
      unsaved.add(obtained)
      outcome.obtained = obtained
      turns += 1
      turn = turns
      const stop = (): void => {
        writeLimit.reject(storeFailure(settings))
        // Else a write that never ends would keep everybody from the lock.
        writing.abort()
      }
      cancelWriteLimit = clock.schedule(stop, writeLimitMs)
      return stored.encode(obtained.held)
    }

    async function change(current: string | undefined): Promise<string | undefined> {
      const own = unsaved.latest
      const known = own?.held ?? wish.known
      const found = await stored.newer(current, known)
      const previous = found ?? known
      if (intent === 'renew' && found && isServable(found, rejected)) {
        unsaved.drop(own)
        outcome.adopted = found
        return current
      }
      // Obtained by a call that failed, since it could not be stored: nobody has it yet.
      const isNew = own && !(wish.known && sameToken(own.held.token, wish.known.token))
      if (intent === 'renew' && !found && isNew && isServable(own.held, rejected)) return write(own)
      if (intent === 'renew' && found) wish.onFound(found)
      const work = replace(planOf(wish, previous, deadline), current)
      let result: Replacement<Session>
      try {
        // Lets go of the lock as soon as the flight is over, even while a request is still out.
        result = await Promise.race([work, flight.result.then(() => work)])
        if (flight.ended) throw superseded
      } catch (error) {
        if (flight.ended) keepLate(work)
        throw error
      }
      return 'changed' in result ? change(result.changed) : write(result)
    }

    try {
      await Promise.race([stored.update(change, AbortSignal.any([flight.over, writing.signal])), writeLimit.promise])
      unsaved.drop(outcome.obtained)
    } catch (error) {
      const { obtained } = outcome
      if (obtained && flight.ended) keepLate(Promise.resolve(obtained))
      if (!outcome.adopted && (!obtained || flight.ended)) throw error
      // A token that could not be stored is still a token.
      if (obtained) unsaved.noteFailure()
      if (obtained && settings.failOnStoreFailure) throw storeFailure(settings)
    } finally {
      cancelWriteLimit()
    }
    if (outcome.adopted) return { held: outcome.adopted, how: 'adopted' }
    if (!outcome.obtained) throw storeFailure(settings)
    return outcome.obtained
  }

  function planOf(
    wish: Wish<Credentials, Session>,
    previous: Held<Session> | undefined,
    deadline: number,
  ): ObtainPlan<Credentials, Session> {
    const { flight, intent, rejected, maxSends } = wish
    const previousExpired = previous !== undefined && freshnessOf(previous, clock) === 'expired'
    return { adapter, settings, refusals, flight, intent, rejected, maxSends, deadline, previous, previousExpired }
  }

  /** Where nothing can be stored, nothing may be spent: there is what the store has, or an error. */
  async function withoutWriting(wish: Wish<Credentials, Session>): Promise<Brought<Session>> {
    const known = unsaved.latest?.held ?? wish.known
    const found = await stored.newer(await stored.read(wish.flight.over), known)
    const lives = found && !wish.rejected.has(found.token) && freshnessOf(found, clock) !== 'expired'
    if (wish.intent === 'renew' && lives) return { held: found, how: 'adopted' }
    if (wish.intent === 'renew' && !found && !known && !settings.credentials)
      throw noSession(planOf(wish, undefined, 0))
    throw readOnlyFailure()
  }

  const readOnlyFailure = (): Error =>
    storeFailure(
      settings,
      'the session has to be renewed or changed, and the store cannot be written here, so nothing was sent. Do it where the store can be written: with cookies, in a route handler, a server action or middleware',
    )

  return {
    renewOrSignIn,
    save: () => unsaved.save(),
    checkWritable() {
      if (!stored.canWrite) throw readOnlyFailure()
    },
    signOut(known, signal) {
      const latest = unsaved.latest
      unsaved.drop(latest)
      return signOut(latest?.held ?? known, signal)
    },
  }
}
