import type { Adapter } from '../adapter-contract.ts'
import type { AuthStatus } from '../auth.ts'
import { createFailures } from '../errors/failures.ts'
import type { Settings } from '../settings.ts'
import { type Flight, graceMs, startFlight, superseded } from './flight.ts'
import { freshnessOf, type Held } from './held.ts'
import { createKeepAlive } from './keep-alive.ts'
import type { Intent } from './obtain.ts'
import { Pauses } from './pauses.ts'
import { RefusalMemory } from './refusal.ts'
import { createRejectedTokens } from './rejected.ts'
import { ageSince, withoutEarlyRenewal } from './schedule.ts'
import { type Brought, createSessionStore } from './session-store.ts'
import { sameToken, type Token } from './token.ts'

export interface WaitOptions {
  readonly signal?: AbortSignal | undefined
  readonly minValidityMs?: number | undefined
}

/** Keeps one session: decides when a token is needed, and shares one flight among all who wait for it. */
export interface TokenSource<Credentials, Session> {
  get(options: WaitOptions): Promise<Held<Session>>
  refresh(rejected: Token | string | undefined, signal: AbortSignal | undefined): Promise<Held<Session>>
  signIn(intent: Exclude<Intent<Credentials>, 'renew'>, signal: AbortSignal | undefined): Promise<Held<Session>>
  signOut(signal: AbortSignal | undefined): Promise<void>
  /** The session in memory, whatever its state. */
  peek(): Held<Session> | undefined
  /** Marks a token as refused by the API: it is never handed out again. */
  reject(held: Held<Session>): void
  status(): AuthStatus
  /** Resolves when nothing runs any more. */
  settle(): Promise<void>
}

export function createTokenSource<Credentials, Session>(
  adapter: Adapter<Credentials, Session>,
  settings: Settings<Credentials>,
): TokenSource<Credentials, Session> {
  const { clock, channel, emit } = settings
  const alive = createKeepAlive(settings.waitUntil)
  const refusals = { signIns: new RefusalMemory(clock.monotonic), renewals: new RefusalMemory(clock.monotonic) }
  const rejected = createRejectedTokens()
  const pauses = new Pauses(settings)
  const sessions = createSessionStore(adapter, settings, refusals, alive.keep)
  const fail = createFailures(settings.provider, 'sign-in', [])
  let held: Held<Session> | undefined
  let flight: Flight<Held<Session>> | undefined
  /** The flight of the last `signIn`: its failure concerns nobody else. */
  let signInFlight: Flight<Held<Session>> | undefined
  let signedOut = false

  const isUsable = (candidate: Held<Session>): boolean =>
    !rejected.has(candidate.token) && freshnessOf(candidate, clock) !== 'expired'

  const openFlight = (): Flight<Held<Session>> | undefined => (flight?.isOpen() ? flight : undefined)

  /** To be joined at once by the caller: it is the joining that limits its time. */
  function start(intent: Intent<Credentials> = 'renew', background = false): Flight<Held<Session>> {
    const failuresBefore = pauses.failures
    const startedAt = clock.monotonic()
    let before = held
    const limit = {
      afterMs: channel.totalTimeoutMs + graceMs,
      error: () => fail('timeout', { message: 'getting a token took too long' }),
    }
    const publish = ({ held: next, how }: Brought<Session>): void => {
      const same = held !== undefined && sameToken(held.token, next.token)
      held = same ? { ...next, schedule: withoutEarlyRenewal(next.schedule) } : next
      signedOut = false
      pauses.end()
      const { generation } = next.token
      if (how === 'adopted') emit({ type: how, generation })
      else emit({ type: how, generation, durationMs: clock.monotonic() - startedAt })
    }
    const own = startFlight<Held<Session>>(clock, limit, async (self) => {
      const brought = await sessions.renewOrSignIn({
        flight: self,
        intent,
        known: before,
        rejected,
        // After a failed flight, a single request finds out whether the provider is back.
        maxSends: failuresBefore > 0 ? 1 : undefined,
        onFound(found) {
          if (!self.ended) before = held = found
        },
        onLate(late) {
          // Whoever signed in or out has left something else.
          if (!before || held !== before) return false
          publish(late)
          return true
        },
      })
      if (!self.ended) publish(brought)
      return brought.held
    })
    flight = own
    const land = (): boolean => {
      if (flight !== own) return false
      flight = undefined
      return true
    }
    const landed = own.result.then(land, (error: unknown) => {
      const unattended = own.waiters <= (background ? 1 : 0)
      if (land() && own.ended !== 'left') pauses.begin(error, failuresBefore, unattended)
    })
    alive.keep(landed)
    return own
  }

  /**
   * Waits for a flight. `undefined`: its outcome is not the caller's. A failure does not matter while the present token
   * has real life left.
   */
  async function wait(own: Flight<Held<Session>>, signal: AbortSignal | undefined): Promise<Held<Session> | undefined> {
    try {
      const result = await own.join(signal)
      return rejected.has(result.token) ? undefined : result
    } catch (error) {
      if (signal?.aborted) throw signal.reason
      if (error === superseded || own === signInFlight) return undefined
      if (held && isUsable(held)) return held
      throw error
    }
  }

  async function get(options: WaitOptions): Promise<Held<Session>> {
    const { signal, minValidityMs = 0 } = options
    for (let deadOnArrival = 0; ; ) {
      signal?.throwIfAborted()
      const running = openFlight()
      if (held && isUsable(held)) {
        const freshness = freshnessOf(held, clock)
        if (freshness !== 'ending' && lasts(held, minValidityMs)) {
          sessions.save()
          if (freshness === 'stale') renewInBackground()
          return held
        }
        if (!running && pauses.leftMs > 0) return held
      } else if (!running) checkMayStart()
      const result = await wait(running ?? start(), signal)
      if (result && isUsable(result)) return result
      // The answer took longer than its token lives, or the machine slept. Asking on and on would be no better.
      if (result && ++deadOnArrival > 1)
        throw fail('timeout', { message: 'the token had expired before the answer that brought it came' })
    }
  }

  function checkMayStart(): void {
    if (signedOut) throw fail('reauth_required', { message: 'signed out. Call `signIn`' })
    if (pauses.leftMs > 0) throw pauses.error()
  }

  /** A wish for more than most of a token's life cannot be met by renewing: it is taken as 80 % of it. */
  function lasts(candidate: Held<Session>, minValidityMs: number): boolean {
    const { lifeMs, renewAfterMs, waitAfterMs } = candidate.schedule
    if (minValidityMs <= 0 || renewAfterMs === waitAfterMs) return true
    return lifeMs - ageSince(candidate.born, clock) >= Math.min(minValidityMs, lifeMs * 0.8)
  }

  function renewInBackground(): void {
    if (openFlight() || pauses.isResting) return
    start('renew', true)
      .join(undefined)
      .catch(() => {})
  }

  function interrupt(): void {
    flight?.supersede()
    flight = undefined
    pauses.end()
    refusals.signIns.clear()
    refusals.renewals.clear()
  }

  return {
    get,
    peek: () => held,
    async refresh(refused, signal) {
      signal?.throwIfAborted()
      if (refused !== undefined) {
        if (held && !sameToken(held.token, refused)) return get({ signal })
        rejected.add(refused)
      }
      const running = openFlight()
      if (!running) checkMayStart()
      const own = running ?? start()
      try {
        const result = await own.join(signal)
        return isUsable(result) ? result : get({ signal })
      } catch (error) {
        if (!signal?.aborted && (error === superseded || own === signInFlight)) return get({ signal })
        throw error
      }
    },
    reject(refused) {
      rejected.add(refused.token)
    },
    async signIn(intent, signal) {
      signal?.throwIfAborted()
      interrupt()
      const own = start(intent)
      signInFlight = own
      try {
        return await own.join(signal)
      } catch (error) {
        if (error !== superseded) throw error
        throw fail('reauth_required', { message: 'this sign-in was replaced by a later `signIn` or `signOut`' })
      }
    },
    async signOut(signal) {
      signal?.throwIfAborted()
      sessions.checkWritable()
      interrupt()
      signedOut = true
      const last = held
      held = undefined
      emit({ type: 'signed-out' })
      const leaving = sessions.signOut(last, signal)
      alive.keep(leaving)
      await leaving
    },
    status() {
      if (held && isUsable(held)) return freshnessOf(held, clock) === 'fresh' ? 'fresh' : 'stale'
      if (signedOut || pauses.needsSignIn || refusals.signIns.isActive || refusals.renewals.isActive)
        return 'reauth-required'
      if (pauses.leftMs > 0) return 'cooling-down'
      return held ? 'expired' : 'empty'
    },
    settle: alive.settle,
  }
}
