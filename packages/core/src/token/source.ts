import type { Adapter } from '../adapter-contract.ts'
import type { AuthStatus } from '../auth.ts'
import { type AuthError, isAuthError } from '../errors/auth-error.ts'
import { createFailures } from '../errors/failures.ts'
import type { Settings } from '../settings.ts'
import { type CoolDown, extendCoolDown } from './cool-down.ts'
import { type Flight, startFlight, superseded } from './flight.ts'
import { freshnessOf, type Held } from './held.ts'
import type { Intent } from './obtain.ts'
import { createRefusalMemory, isPermanent } from './refusal.ts'
import { ageSince, withoutEarlyRenewal } from './schedule.ts'
import { createSessionStore } from './session-store.ts'
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

const deadlineGraceMs = 5000
const restMs = 60_000

export function createTokenSource<Credentials, Session>(
  adapter: Adapter<Credentials, Session>,
  settings: Settings<Credentials>,
): TokenSource<Credentials, Session> {
  const { clock, channel, emit } = settings
  const refusals = createRefusalMemory()
  const sessions = createSessionStore(adapter, settings, refusals)
  const fail = createFailures(settings.provider, 'sign-in', [])
  let held: Held<Session> | undefined
  let rejected: string | undefined
  let flight: Flight<Held<Session>> | undefined
  let coolDown: (CoolDown & { readonly error: AuthError }) | undefined
  let signedOut = false
  /** No renewal is started in the background before this, on the monotonic clock. */
  let restUntil = 0
  /** Counts `signIn` and `signOut`: a flight that began before the last of them is not wanted any more. */
  let epoch = 0
  const running = new Set<Promise<unknown>>()

  const isUsable = (candidate: Held<Session>): boolean =>
    candidate.token.value !== rejected && freshnessOf(candidate, clock) !== 'expired'

  function track(promise: Promise<unknown>): void {
    const settled: Promise<unknown> = promise.catch(() => {}).then(() => running.delete(settled))
    running.add(settled)
  }

  function start(intent: Intent<Credentials> = 'renew', background = false): Flight<Held<Session>> {
    const failuresBefore = coolDown?.failures ?? 0
    const startedAt = clock.monotonic()
    const before = held
    const ownEpoch = epoch
    const deadline = {
      afterMs: channel.totalTimeoutMs + deadlineGraceMs,
      error: () => fail('timeout', { message: 'getting a token took too long' }),
    }
    const own: Flight<Held<Session>> = startFlight(clock, deadline, async (self) => {
      const result = await sessions.renewOrSignIn({
        flight: self,
        intent,
        known: before,
        rejected,
        isWanted: () => epoch === ownEpoch,
        // After a failed flight, a single request finds out whether the provider is back.
        maxSends: failuresBefore > 0 ? 1 : undefined,
      })
      if (epoch === ownEpoch && held === before) publish(result.held)
      const { generation } = result.held.token
      if (result.how === 'adopted') emit({ type: 'adopted', generation })
      else emit({ type: result.how, generation, durationMs: clock.monotonic() - startedAt })
      return result.held
    })
    flight = own
    const land = (): boolean => {
      if (flight !== own) return false
      flight = undefined
      return true
    }
    track(
      own.result.then(land, (error: unknown) => {
        const unattended = own.waiters <= (background ? 1 : 0)
        if (land() && !own.left && error !== superseded) pause(error, failuresBefore, unattended)
      }),
    )
    return own
  }

  function publish(next: Held<Session>): void {
    const same = held !== undefined && held.token.value === next.token.value
    held = same ? { ...next, schedule: withoutEarlyRenewal(next.schedule) } : next
    coolDown = undefined
    restUntil = 0
  }

  function pause(error: unknown, failures: number, background: boolean): void {
    const now = clock.monotonic()
    restUntil = now + restMs
    if (!isAuthError(error)) return
    emit({ type: 'failed', phase: error.phase, code: error.code, attempts: error.attempts, background })
    if (isPermanent(error) || error.code === 'reauth_required') return
    const next = extendCoolDown(failures, error.retryAfterMs, now, settings.random)
    coolDown = { ...next, error }
    restUntil = next.until
    emit({ type: 'cooling-down', delayMs: next.until - now, failures: next.failures })
  }

  const coolingMs = (): number => Math.max(0, (coolDown?.until ?? 0) - clock.monotonic())

  function coolingError(): AuthError {
    const last = coolDown?.error
    return fail('cooling_down', {
      message: `token requests are paused for ${Math.ceil(coolingMs() / 1000)} s after a failure (${last?.code}); no request was sent`,
      retryAfterMs: coolingMs(),
      attempts: 0,
    })
  }

  /** Waits for a flight. Its failure does not matter while the present token has real life left. */
  async function wait(own: Flight<Held<Session>>, signal: AbortSignal | undefined): Promise<Held<Session> | undefined> {
    try {
      return await own.join(signal)
    } catch (error) {
      if (error === superseded) return undefined
      if (signal?.aborted) throw signal.reason
      if (held && isUsable(held)) return held
      throw error
    }
  }

  async function get(options: WaitOptions): Promise<Held<Session>> {
    const { signal, minValidityMs = 0 } = options
    for (;;) {
      signal?.throwIfAborted()
      if (held && isUsable(held)) {
        const freshness = freshnessOf(held, clock)
        if (lasts(held, minValidityMs)) {
          if (freshness === 'fresh') return held
          if (freshness === 'stale') {
            renewInBackground()
            return held
          }
        }
        if (!flight && coolingMs() > 0) return held
      } else if (!flight) {
        if (signedOut) throw fail('reauth_required', { message: 'signed out. Call `signIn`' })
        if (coolingMs() > 0) throw coolingError()
      }
      const result = await wait(flight ?? start(), signal)
      if (result) return result
    }
  }

  /** A wish for more than most of a token's life cannot be met by renewing: it is taken as 80 % of it. */
  function lasts(candidate: Held<Session>, minValidityMs: number): boolean {
    const { lifeMs, renewAfterMs, waitAfterMs } = candidate.schedule
    if (minValidityMs <= 0 || renewAfterMs === waitAfterMs) return true
    return lifeMs - ageSince(candidate.born, clock) >= Math.min(minValidityMs, lifeMs * 0.8)
  }

  function renewInBackground(): void {
    if (flight || clock.monotonic() < restUntil) return
    const settled = start('renew', true)
      .join(undefined)
      .catch(() => {})
    settings.waitUntil?.(settled)
  }

  function interrupt(): void {
    epoch += 1
    flight?.supersede()
    flight = undefined
    coolDown = undefined
    refusals.clear()
  }

  return {
    get,
    peek: () => held,
    async refresh(refused, signal) {
      if (refused !== undefined) {
        if (held && !sameToken(held.token, refused)) return get({ signal })
        rejected = typeof refused === 'string' ? refused : refused.value
      }
      if (!flight && signedOut) throw fail('reauth_required', { message: 'signed out. Call `signIn`' })
      if (!flight && coolingMs() > 0) throw coolingError()
      try {
        return await (flight ?? start()).join(signal)
      } catch (error) {
        if (error === superseded) return get({ signal })
        throw error
      }
    },
    reject(refused) {
      rejected = refused.token.value
    },
    async signIn(intent, signal) {
      signal?.throwIfAborted()
      interrupt()
      const own = start(intent)
      const wasSignedOut = signedOut
      signedOut = false
      try {
        return await own.join(signal)
      } catch (error) {
        signedOut ||= wasSignedOut && !held
        if (error === superseded)
          throw fail('reauth_required', { message: 'this sign-in was replaced by a later `signIn` or `signOut`' })
        throw error
      }
    },
    async signOut(signal) {
      signal?.throwIfAborted()
      interrupt()
      signedOut = true
      const last = held
      held = undefined
      emit({ type: 'signed-out' })
      const leaving = sessions.signOut(last, signal)
      track(leaving)
      await leaving
    },
    status() {
      if (held && isUsable(held)) return freshnessOf(held, clock) === 'fresh' ? 'fresh' : 'stale'
      if (signedOut || refusals.active) return 'reauth-required'
      if (coolingMs() > 0) return 'cooling-down'
      return held ? 'expired' : 'empty'
    },
    async settle() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
