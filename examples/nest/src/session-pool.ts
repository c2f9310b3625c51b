import type { Auth } from '@auth/core'

/** One object per person, at most `size` of them in memory. The sessions of the others are in the store. */
export function createSessionPool<Session extends Auth<unknown>>(
  create: (userId: string) => Session,
  size = 10_000,
): (userId: string) => Session {
  const sessions = new Map<string, Session>()
  return (userId) => {
    const session = sessions.get(userId) ?? create(userId)
    // A Map keeps the order in which keys were added: the first is the least recently used.
    sessions.delete(userId)
    sessions.set(userId, session)
    for (const [oldestId, oldest] of sessions) {
      if (sessions.size <= size) break
      sessions.delete(oldestId)
      void oldest[Symbol.asyncDispose]()
    }
    return session
  }
}
