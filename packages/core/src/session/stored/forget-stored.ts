import type { CachedSession } from '../cached-session.ts'
import { generationOf, type SessionEntry, type StoredView } from './session-entry.ts'

/** Ends a session in the store, or else the one that is stored now. Brings the one whose refresh token works. */
export async function forgetStored<Session>(
  entry: SessionEntry<Session>,
  known: CachedSession<Session> | undefined,
  signal: AbortSignal,
): Promise<CachedSession<Session> | undefined> {
  const ending = known ?? (await storedSession(entry, signal))
  let last = ending

  /** A session that began after the one that is to end, or after the call, is not ours to end. */
  function isLater(text: string | undefined, view: StoredView<Session>): boolean {
    if (view.type !== 'session') return false
    if (!ending) return true
    return view.cached.facts.sessionId !== ending.facts.sessionId && entry.newer(text, view, ending) !== undefined
  }

  await entry.update(async (current) => {
    await entry.syncClock()
    const view = entry.open(current)
    if (isLater(current, view) || (view.type === 'signed-out' && !last)) return current
    // Renewed by somebody else: its refresh token is the one that works.
    if (view.type === 'session' && generationOf(view) >= (last?.token.generation ?? 0)) last = view.cached
    const generation = Math.max(generationOf(view), last?.token.generation ?? 0)
    return entry.encodeTombstone(generation, last?.facts.sessionId)
  }, signal)
  return last
}

async function storedSession<Session>(
  entry: SessionEntry<Session>,
  signal: AbortSignal,
): Promise<CachedSession<Session> | undefined> {
  const view = entry.open(await entry.read(signal))
  return view.type === 'session' ? view.cached : undefined
}
