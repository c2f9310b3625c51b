import type { Auth, AuthOptions } from '@auth/core'
import type { EmulatorCredentials, ProviderName } from '@auth/emulator/fetch'

/** Options that all providers share. */
export type Shared = Omit<AuthOptions<never>, 'credentials'>

/** What is different about a client from case to case. */
export interface Variation extends Shared {
  readonly password?: string
  /** `false`: it cannot sign in by itself. */
  readonly isService?: boolean
}

/** A provider, as far as the same things can be said about all of them. */
export interface Subject {
  readonly name: ProviderName
  /** What no error may show. */
  secrets(credentials: EmulatorCredentials): readonly string[]
  /** A path of its API. */
  readonly resource: string
  /** How long a client uses a token at most. */
  readonly tokenLifeMs: number
  /** How many token requests replace a token that the API rejects. */
  readonly requestsToReplace: number
  create(credentials: EmulatorCredentials, variation: Variation): Auth<unknown, never>
}
