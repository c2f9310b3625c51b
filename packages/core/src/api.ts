export type {
  CallOptions,
  Documented,
  Exchange,
  Instant,
  Operation,
  RetryRule,
  Server,
  Transport,
  Undocumented,
} from './api/operation.ts'
export { serverUrl } from './api/operation.ts'
export type { Issue, Schema, Shape } from './api/schema.ts'
export { schema } from './api/schema.ts'
export type { Fetch, TransportOptions } from './http/channel.ts'
export { createTransport } from './http/create-transport.ts'
