import type { SessionObject } from './session-object.ts'

/** The binding of a Durable Object class: `DurableObjectNamespace<AuthSession>`, or one with a jurisdiction. */
export interface SessionNamespace {
  /** @internal */
  idFromName(name: string): unknown
  /** @internal */
  get(id: unknown, options?: { locationHint?: string }): SessionObject
}
