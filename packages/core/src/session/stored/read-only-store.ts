import type { AuthError } from '../../errors/auth-error.ts'
import type { Settings } from '../../settings.ts'
import { freshnessOf } from '../cached-session.ts'
import { noSession } from '../no-session.ts'
import type { RefreshCall, Refreshed } from '../session-parts.ts'
import { storeFailure, unreadableFailure } from './store-failure.ts'
import type { StoredParts } from './stored-parts.ts'

/** Where nothing can be stored, nothing may be spent: there is what the store has, or an error. */
export async function refreshReadOnly<Credentials, Session>(
  { entry, settings, rejected }: StoredParts<Credentials, Session>,
  { flight, signIn, known, onSignedOut }: RefreshCall<Credentials, Session>,
): Promise<Refreshed<Session>> {
  const text = await entry.read(flight.lockEnd)
  if (signIn) throw readOnlyFailure(settings)
  const view = entry.open(text)
  if (view.type === 'unreadable') throw unreadableFailure(settings, view.problem)
  const isOver = entry.isSignedOut(view, known)
  if (isOver) onSignedOut()
  const found = entry.newer(text, view, known)
  const lives = found && !rejected.has(found.token) && freshnessOf(found, settings.clock) !== 'expired'
  if (lives) return { cached: found, how: 'adopted' }
  if (!found && (isOver || !known) && !settings.credentials) {
    throw noSession(settings, isOver ? 'the session was signed out' : undefined)
  }
  throw readOnlyFailure(settings)
}

/** The error of a call that has to change a store that cannot be written. */
export function readOnlyFailure(settings: Settings<unknown>): AuthError {
  return storeFailure(
    settings,
    'the session has to be renewed or changed, and the store cannot be written here, so nothing was sent. Do it where the store can be written: with cookies, in a route handler, a server action or middleware',
  )
}
