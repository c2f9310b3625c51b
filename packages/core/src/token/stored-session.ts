import type { AuthError } from '../errors/auth-error.ts'
import { createFailures } from '../errors/failures.ts'
import type { Settings } from '../settings.ts'
import { decodeRecord, encodeRecord } from '../store/record.ts'
import { type Held, holdRecord, recordOf } from './held.ts'
import { ageSince } from './schedule.ts'

/** The session's record in the store. */
export interface StoredSession<Session> {
  /** Whether the store can be written here. */
  canWrite(): boolean
  /** Whether the record was looked at before. */
  wasSeen(): boolean
  /** What this client has written last, or was about to write. */
  ownText(): string | undefined
  read(signal: AbortSignal): Promise<string | undefined>
  /** Runs `change` under the store's lock. An error of `change` is thrown as it is, one of the store as `store_failed`. */
  update(change: (current: string | undefined) => Promise<string | undefined>, signal: AbortSignal): Promise<void>
  /** The session in a text; none when it is damaged. */
  decode(text: string | undefined): Promise<Held<Session> | undefined>
  /** The session in a text, if it was stored after the given one. */
  newer(text: string | undefined, than: Held<Session> | undefined): Promise<Held<Session> | undefined>
  encode(held: Held<Session>): Promise<string>
}

/** The store failed, and what failed is not shown: it may hold a token. */
export function storeFailure(
  settings: Settings<unknown>,
  message = 'the token store failed. The error of the store itself is not shown, since it may hold a token',
): AuthError {
  return createFailures(settings.provider, 'request', [])('store_failed', { message })
}

export function openStoredSession<Session>(
  settings: Settings<unknown>,
  findKey: () => Promise<string>,
): StoredSession<Session> {
  const { store, clock, random } = settings
  let key: string | undefined
  let ownText: string | undefined
  let seen = false

  // The promise of the key is not kept: on Cloudflare Workers it may never settle for a later request.
  const keyOnce = async (): Promise<string> => {
    key ??= await findKey()
    return key
  }
  const guarded = async <Result>(work: () => Result | Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch {
      throw storeFailure(settings)
    }
  }
  const now = async (): Promise<number> => (store.now ? guarded(() => store.now?.() ?? clock.now()) : clock.now())
  const decode = async (text: string | undefined): Promise<Held<Session> | undefined> => {
    const record = decodeRecord<Session>(text)
    return record && holdRecord(record, await now(), clock, random)
  }

  return {
    canWrite() {
      try {
        return typeof store.canWrite === 'function' ? store.canWrite() : store.canWrite !== false
      } catch {
        return false
      }
    },
    wasSeen: () => seen,
    ownText: () => ownText,
    async read(signal) {
      const name = await keyOnce()
      const text = await guarded(() => store.read(name, { signal }))
      seen = true
      return text
    },
    async update(change, signal) {
      const name = await keyOnce()
      let failure: { readonly error: unknown } | undefined
      const watched = (current: string | undefined): Promise<string | undefined> => {
        seen = true
        return change(current).catch((error: unknown) => {
          failure = { error }
          throw error
        })
      }
      try {
        await store.update(name, watched, { signal })
      } catch {
        throw failure ? failure.error : storeFailure(settings)
      }
    },
    decode,
    async newer(text, than) {
      const found = await decode(text)
      if (!found || !than || found.token.generation > than.token.generation) return found
      if (found.token.value === than.token.value) return undefined
      // A session that was started anew counts its tokens from 1 again.
      return ageSince(found.born, clock) < ageSince(than.born, clock) ? found : undefined
    },
    async encode(held) {
      ownText = encodeRecord(recordOf(held, await now(), clock))
      return ownText
    },
  }
}
