export type {
  Adapter,
  AdapterContext,
  PresentedHeaders,
  RejectionResponse,
  StoredTokenSet,
  Verdict,
} from './adapter-contract.ts'
export * from './api.ts'
export type { Companion } from './companion.ts'
export { createCompanion } from './companion.ts'
export { createAuth, knownSecrets } from './create-auth.ts'
export { parseDateTime } from './date-time.ts'
export { AuthError, isAuthError } from './errors/auth-error.ts'
export type { FailureDetails, Failures, SaidAnswer } from './errors/failures.ts'
export { createFailures } from './errors/failures.ts'
export { loadPart } from './errors/load-part.ts'
export { createTransportFor } from './http/create-transport.ts'
export type { OptionKind, OptionRules } from './options/check.ts'
export { checkOptions, findProblem, isObject } from './options/check.ts'
export type { ProviderUrls } from './options/settings.ts'
export { copyOptions, sharedOptions } from './options/settings.ts'
export type { Lifetime, TokenSet } from './token/token-set.ts'
