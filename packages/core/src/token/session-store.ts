import type { Adapter } from '../adapter-contract.ts'
import { digest } from '../digest.ts'
import type { AuthError } from '../errors/auth-error.ts'
import { createFailures } from '../errors/failures.ts'
import type { Settings } from '../settings.ts'
import { decodeRecord, encodeRecord, type SessionRecord } from '../store/record.ts'
import { type Flight, startFlight, superseded } from './flight.ts'
import { freshnessOf, type Held, holdRecord, recordOf, storedGrant } from './held.ts'
import { type Intent, obtain, openContext } from './obtain.ts'
import type { RefusalMemory } from './refusal.ts'

/** What a flight is for, and what is known at its start. */
export interface Wish<Credentials, Session> {
  readonly flight: Flight<unknown>
  readonly intent: Intent<Credentials>
  readonly known: Held<Session> | undefined
  readonly rejected: string | undefined
  /** `false` once a later `signIn` or `signOut` made this flight's result unwanted. */
  readonly isWanted: () => boolean
  readonly maxSends: number | undefined
}

export interface Brought<Session> {
  readonly held: Held<Session>
  readonly how: 'signed-in' | 'renewed' | 'adopted'
}

/** A session in a store: lock, read, adopt what is newer, else spend, write, hand out, unlock. */
export interface SessionStore<Credentials, Session> {
  renewOrSignIn(wish: Wish<Credentials, Session>): Promise<Brought<Session>>
  signOut(last: Held<Session> | undefined, signal: AbortSignal | undefined): Promise<void>
}

export function createSessionStore<Credentials, Session>(
  adapter: Adapter<Credentials, Session>,
  settings: Settings<Credentials>,
  refusals: RefusalMemory,
): SessionStore<Credentials, Session> {
  const { store, clock, channel } = settings
  let keyOnce: Promise<string> | undefined
  let overToken: string | undefined
  const findKey = (): Promise<string> => {
    keyOnce ??= storeKey(adapter, settings)
    return keyOnce
  }
  const storeNow = async (): Promise<number> => (await store.now?.()) ?? clock.now()

  /** The newest session known, and whether it comes from the store and can be used as it is. */
  async function newest(
    text: string | undefined,
    known: Held<Session> | undefined,
    rejected: string | undefined,
  ): Promise<{ held: Held<Session> | undefined; adopt: boolean }> {
    const record: SessionRecord<Session> | undefined = decodeRecord(text)
    if (!record || (known && record.generation <= known.token.generation)) return { held: known, adopt: false }
    const held = holdRecord(record, await storeNow(), clock, settings.random)
    const freshness = freshnessOf(held, clock)
    return { held, adopt: held.token.value !== rejected && (freshness === 'fresh' || freshness === 'stale') }
  }

  async function renewOrSignIn(wish: Wish<Credentials, Session>): Promise<Brought<Session>> {
    const { flight, intent, known, rejected } = wish
    const key = await findKey()
    const deadline = clock.monotonic() + channel.totalTimeoutMs
    let brought: Brought<Session> | undefined
    let failure: { readonly error: unknown } | undefined
    const change = async (current: string | undefined): Promise<string | undefined> => {
      const found = await newest(current, known, rejected)
      if (intent === 'renew' && found.adopt && found.held) {
        brought = { held: found.held, how: 'adopted' }
        return current
      }
      const previous = found.held
      const work = obtain({
        adapter,
        settings,
        flight,
        intent,
        previous,
        previousExpired:
          previous !== undefined && (previous.token.value === rejected || freshnessOf(previous, clock) === 'expired'),
        overToken,
        rejected,
        generation: (previous?.token.generation ?? 0) + 1,
        refusals,
        onOver: (token) => {
          overToken = token
        },
        deadline,
        maxSends: wish.maxSends,
      })
      // Lets go of the lock as soon as the flight is over, even while a request is still out.
      const obtained = await Promise.race([work, flight.result.then(() => work)])
      if (!wish.isWanted()) return current
      brought = obtained
      return encodeRecord(recordOf(obtained.held, await storeNow(), clock))
    }
    try {
      await store.update(
        key,
        (current) =>
          change(current).catch((error: unknown) => {
            failure = { error }
            throw error
          }),
        { signal: flight.signal },
      )
    } catch {
      if (failure) throw failure.error
      // A token that could not be stored is still a token.
      if (!brought || settings.failOnStoreFailure) throw storeFailure(settings.provider)
      settings.emit({ type: 'store-failed' })
    }
    if (!brought) throw superseded
    return brought
  }

  async function signOut(last: Held<Session> | undefined, signal: AbortSignal | undefined): Promise<void> {
    const key = await findKey()
    const lock = signal ?? new AbortController().signal
    let leaving = last
    const forget = async (current: string | undefined): Promise<string | undefined> => {
      const record: SessionRecord<Session> | undefined = decodeRecord(current)
      if (record && last && record.generation > last.token.generation) return current
      if (record && !last) leaving = holdRecord(record, await storeNow(), clock, settings.random)
      return undefined
    }
    try {
      await store.update(key, forget, { signal: lock })
    } catch {
      signal?.throwIfAborted()
      throw storeFailure(settings.provider)
    }
    if (!leaving || !adapter.signOut) return
    const grant = storedGrant(leaving, freshnessOf(leaving, clock) === 'expired')
    const secrets = new Set([...settings.privateValues, grant.accessToken, grant.refreshToken ?? ''])
    const timeout = {
      afterMs: channel.totalTimeoutMs,
      error: () =>
        createFailures(settings.provider, 'sign-out', [])('timeout', { message: 'signing out took too long' }),
    }
    const flight = startFlight<void>(clock, timeout, async (own) => {
      const deadline = clock.monotonic() + channel.totalTimeoutMs
      await adapter.signOut?.(
        openContext({ settings, flight: own, deadline, maxSends: undefined }, 'sign-out', secrets),
        grant,
      )
    })
    await flight.join(signal)
  }

  return { renewOrSignIn, signOut }
}

function storeFailure(provider: string): AuthError {
  return createFailures(
    provider,
    'request',
    [],
  )('store_failed', {
    message: 'the token store failed. The error of the store itself is not shown, since it may hold a token',
  })
}

async function storeKey<Credentials, Session>(
  adapter: Adapter<Credentials, Session>,
  settings: Settings<Credentials>,
): Promise<string> {
  if (settings.privateStore) return 'session'
  const { credentials, identity } = settings
  // With a store of its own, a client without fixed credentials must name an identity: see resolveSettings.
  const who = identity ?? (await digest(adapter.identity(credentials as Credentials)))
  return ['auth', adapter.name, new URL(settings.authBaseUrl).host, adapter.account, who]
    .map(encodeURIComponent)
    .join(':')
}
