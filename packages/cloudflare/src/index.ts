export { AuthSession } from './auth-session.ts'
export type { DurableObjectStoreOptions } from './create-durable-object-store.ts'
export { createDurableObjectStore } from './create-durable-object-store.ts'
export type { SessionNamespace } from './session-namespace.ts'
