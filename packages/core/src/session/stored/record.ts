import type { Adapter } from '../../adapter-contract.ts'
import { unreadableReason } from '../../store/unreadable.ts'
import { accessTokenProblem, lifeProblem, refreshTokenProblem } from '../../token/token-set.ts'
import type { SessionFacts } from '../cached-session.ts'

/** A session as it is stored. */
export interface SessionRecord<Session> extends SessionFacts<Session> {
  readonly version: 1
  /** Epoch milliseconds, on the store's clock where it has one. */
  readonly obtainedAt: number
}

/** What a sign-out leaves in the store: "no session" alone could also mean that the store has lost it. */
export interface Tombstone {
  readonly version: 1
  readonly signedOut: true
  /** The session that was signed out; a new id where none was known. */
  readonly sessionId: string
  readonly generation: number
  /** When it was signed out, as {@link SessionRecord.obtainedAt}. */
  readonly obtainedAt: number
}

/** What a store holds under the name of a session. */
export type Stored<Session> =
  | { readonly type: 'absent' }
  | { readonly type: 'session'; readonly record: SessionRecord<Session> }
  | { readonly type: 'signed-out'; readonly tombstone: Tombstone }
  /** It is no session, and can be replaced. */
  | { readonly type: 'damaged'; readonly problem: string }
  /** It may be somebody's session: only `signIn` and `signOut` replace it. */
  | { readonly type: 'unreadable'; readonly problem: string }

const dayMs = 24 * 3_600_000
/** How long a record is of use: longer than refresh tokens live, those of Gooru, for example, a year. */
export const recordLifeMs: number = 400 * dayMs

/**
 * Reads what is stored, and checks it as an answer of a provider is checked.
 *
 * @param now - Epoch milliseconds, on the clock that the times of records are on.
 */
export function decodeRecord<Session>(
  text: string | undefined,
  now: number,
  adapter: Pick<Adapter<unknown, Session>, 'isSession'>,
): Stored<Session> {
  if (text === undefined) return { type: 'absent' }
  const reason =
    typeof text === 'string' ? unreadableReason(text) : 'the store gives something else than the text that it was given'
  if (reason !== undefined) return { type: 'unreadable', problem: reason }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { type: 'damaged', problem: 'it is not JSON: it may have been cut off' }
  }
  const record = (json ?? {}) as Partial<SessionRecord<Session> & Tombstone> // every member is checked below
  if (record.version !== 1) {
    return typeof record.version === 'number'
      ? { type: 'unreadable', problem: `its format (version ${record.version}) is of a newer release of @auth/core` }
      : { type: 'damaged', problem: 'it has no version' }
  }
  const problem = timeProblem(record, now) ?? (record.signedOut === true ? undefined : sessionProblem(record, adapter))
  if (problem) return { type: 'damaged', problem }
  if (record.signedOut !== true) return { type: 'session', record: record as SessionRecord<Session> } // as checked
  const tombstone = record as Tombstone // as checked
  return now - tombstone.obtainedAt > recordLifeMs ? { type: 'absent' } : { type: 'signed-out', tombstone }
}

function timeProblem({ generation, obtainedAt }: Partial<Tombstone>, now: number): string | undefined {
  if (!Number.isSafeInteger(generation)) return 'its generation is not a number'
  if (typeof obtainedAt !== 'number' || !Number.isFinite(obtainedAt)) return 'its time is not a number'
  return obtainedAt > now + dayMs ? 'its time is in the future' : undefined
}

function sessionProblem(
  record: Partial<SessionRecord<unknown>>,
  adapter: Pick<Adapter<unknown, unknown>, 'isSession'>,
): string | undefined {
  const { accessToken, refreshToken, lifeMs, session } = record
  const types = [typeof record.sessionId, typeof record.identity, typeof record.expires, typeof record.explicit]
  if (types.join() !== 'string,string,boolean,boolean') return 'a member of it is missing, or of another type'
  if (adapter.isSession?.(session) === false) return 'what it says of the session is of another shape'
  return (
    accessTokenProblem(accessToken) ??
    (refreshToken === undefined ? undefined : refreshTokenProblem(refreshToken)) ??
    lifeProblem(lifeMs)
  )
}
