import type { Load, SharedSession } from '../peers/peer.ts'

/** A place for a session that clients share: a text, and where ours is loaded, our store in memory. */
export async function shareSession(load: Load): Promise<SharedSession> {
  const core = await load<typeof import('@auth/core')>('@auth/core').catch(() => undefined)
  return { text: undefined, ...(core && { store: core.createMemoryStore() }) }
}
