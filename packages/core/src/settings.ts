import type { Clock } from './clock.ts'
import type { EmitEvent } from './events.ts'
import type { Channel } from './http/channel.ts'
import type { CredentialsRequest } from './options/auth-options.ts'
import type { TokenStore } from './store/token-store.ts'

/** Checked options, with defaults filled in: what the parts of a client share. */
export interface Settings<Credentials> {
  readonly provider: string
  readonly credentials: Credentials | ((request: CredentialsRequest) => Credentials | Promise<Credentials>) | undefined
  /** Without one, the session is kept in memory, where nobody else sees it. */
  readonly store: TokenStore | undefined
  readonly identity: string | undefined
  readonly authBaseUrl: string
  readonly apiBaseUrl: string
  readonly origins: readonly string[]
  readonly allowInsecure: boolean
  readonly clock: Clock
  readonly random: () => number
  readonly waitUntil: ((promise: Promise<unknown>) => void) | undefined
  readonly failOnStoreFailure: boolean
  /** How often a shared store is looked at while the token is fresh, in milliseconds. */
  readonly recheckMs: number
  readonly channel: Channel
  /** Whether requests to the API are sent again after transient failures. */
  readonly retryRequests: boolean
  readonly emit: EmitEvent
}
