export { cookie, cookieValue } from './api/cookies.ts'
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
export { type HeaderReader, responseHeaders } from './api/response-headers.ts'
export { schema } from './api/schema.ts'
export type { Issue, Schema, Shape } from './api/shape.ts'
export {
  commaDelimited,
  deepObject,
  headerJson,
  headerMembers,
  headerParts,
  label,
  labelExploded,
  matrix,
  matrixExploded,
  type ParameterWriter,
  pathJson,
  pathMembers,
  pathParts,
  pipeDelimited,
  queryJson,
  queryMembers,
  spaceDelimited,
} from './api/styles.ts'
export { writeForm, writeJson } from './api/write-body.ts'
export { createTransport, type TransportOptions } from './http/create-transport.ts'
export type { Fetch } from './options/auth-options.ts'
