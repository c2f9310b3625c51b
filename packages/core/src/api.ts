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
export { schema } from './api/schema.ts'
export type { Issue, Schema, Shape } from './api/shape.ts'
export type { TransportOptions } from './http/channel.ts'
export { createTransport } from './http/create-transport.ts'
export type { Fetch } from './options/auth-options.ts'
