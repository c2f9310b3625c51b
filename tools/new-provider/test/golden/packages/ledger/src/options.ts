import type { Auth, AuthOptions } from '@auth/core'
import { checkOptions, type OptionRules, sharedOptions } from '@auth/core/adapter'

/** Who signs in to Ledger. */
export interface LedgerCredentials {
  /** FILL IN: what `clientId` is, and the source of that. */
  readonly clientId: string
  /** FILL IN: what `clientSecret` is, and the source of that. */
  readonly clientSecret: string
}

/** What Ledger said beside the token. */
export interface LedgerSession {
  /** Always `Bearer`. */
  readonly tokenType?: string | undefined
  /** The granted scopes. */
  readonly scope?: string | undefined
}

/** Options of `createLedgerAuth`. */
export interface LedgerAuthOptions extends AuthOptions<LedgerCredentials> {
  /** Scopes, separated by spaces. @example 'invoices.read' */
  readonly scope?: string | undefined
}

/** A session with Ledger. */
export type LedgerAuth = Auth<LedgerSession, LedgerCredentials>

const rules: OptionRules = {
  'scope?': 'text',
  ...sharedOptions,
}

export function checkLedgerOptions(options: LedgerAuthOptions): void {
  checkOptions('@auth/ledger', options, rules)
}

export function checkLedgerCredentials(credentials: LedgerCredentials): void {
  checkOptions('@auth/ledger: `credentials`', credentials, { clientId: 'text', clientSecret: 'text' })
}
