import type { AuthError } from '../../errors/auth-error.ts'
import type { Settings } from '../../settings.ts'
import { sameToken } from '../../token/token.ts'
import type { Acquired } from '../acquire.ts'
import type { CachedSession } from '../cached-session.ts'
import { noSession } from '../no-session.ts'
import type { StoredView } from './session-entry.ts'
import { unreadableFailure } from './store-failure.ts'

/** What is known under the store's lock. */
export interface RefreshSituation<Session> {
  readonly settings: Settings<unknown>
  readonly view: StoredView<Session>
  /** The stored session, if it is newer than the one in memory. */
  readonly found: CachedSession<Session> | undefined
  /** The session that callers had when they asked. */
  readonly known: CachedSession<Session> | undefined
  /** What is in memory only, since it could not be stored. */
  readonly unsaved: Acquired<Session> | undefined
  /** Whether the session in memory was signed out elsewhere. */
  readonly isSignedOut: boolean
  /** The last session, where it was signed out before and none has followed it. */
  readonly over: CachedSession<Session> | undefined
  /** Whether a token can be handed out, and need not be renewed at once. */
  isServable(cached: CachedSession<Session>): boolean
}

export type RefreshDecision<Session> =
  | { readonly do: 'adopt'; readonly found: CachedSession<Session> }
  | { readonly do: 'store'; readonly unsaved: Acquired<Session> }
  /** Asks the provider to renew the previous session or, where that has ended, to start one. */
  | { readonly do: 'ask'; readonly previous: CachedSession<Session> | undefined; readonly isOver: boolean }
  | { readonly do: 'fail'; readonly error: AuthError }

/** Decides how callers get a token. */
export function decideRefresh<Session>(situation: RefreshSituation<Session>): RefreshDecision<Session> {
  const { settings, view, found, known, unsaved, isSignedOut, over, isServable } = situation
  if (view.type === 'unreadable') return { do: 'fail', error: unreadableFailure(settings, view.problem) }
  if (isSignedOut && !settings.credentials) {
    return { do: 'fail', error: noSession(settings, 'the session was signed out') }
  }
  if (found && isServable(found)) return { do: 'adopt', found }
  if (unsaved && !found && !isSignedOut) {
    // Brought by a call that failed, since it could not be stored: nobody has it yet.
    const isNew = !known || !sameToken(unsaved.cached.token, known.token)
    if (isNew && isServable(unsaved.cached)) return { do: 'store', unsaved }
  }
  const renewable = found ?? unsaved?.cached ?? known
  const previous = renewable ?? over
  if (!previous && !settings.credentials && view.type === 'damaged') {
    return { do: 'fail', error: noSession(settings, `the stored session is damaged (${view.problem})`) }
  }
  return { do: 'ask', previous, isOver: isSignedOut || !renewable }
}
