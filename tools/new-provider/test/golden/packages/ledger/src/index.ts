export type { KnownAuthErrorCode } from '@auth/core'
export { createLedgerAuth } from './create-ledger-auth.ts'
export type { LedgerAuth, LedgerAuthOptions, LedgerCredentials, LedgerSession } from './options.ts'
