import type { SessionParts } from '../session-parts.ts'
import type { PendingWrite } from './pending-write.ts'
import type { SessionEntry } from './session-entry.ts'

/** What all flights of a client with a store share. */
export interface StoredParts<Credentials, Session> extends SessionParts<Credentials, Session> {
  readonly entry: SessionEntry<Session>
  readonly pending: PendingWrite<Session>
}
