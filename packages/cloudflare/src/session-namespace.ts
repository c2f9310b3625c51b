import type { SessionObject } from './session-object.ts'

/** The binding of a Durable Object class: `DurableObjectNamespace<AuthSession>`, or one with a jurisdiction. */
export interface SessionNamespace {
  idFromName(name: string): unknown
  get(id: unknown, options?: { locationHint?: string }): SessionObject
}
