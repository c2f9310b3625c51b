import type { Clock } from './clock.ts'
import type { AuthErrorCode, AuthErrorPhase } from './errors/auth-error.ts'

/**
 * Something that happened, for logs and metrics. It never holds a secret. `durationMs` is the time from when a token was
 * needed until one was there, or the attempt had failed.
 */
export type AuthEvent = { readonly provider: string; readonly at: number } & Happening

/** @inline */
type Happening =
  /** A session was started with credentials. */
  | { readonly type: 'signed-in'; readonly generation: number; readonly durationMs: number }
  /** A token was renewed without credentials. */
  | { readonly type: 'renewed'; readonly generation: number; readonly durationMs: number }
  /** A newer token was found in the store. */
  | { readonly type: 'adopted'; readonly generation: number }
  /** The session was ended by `signOut`. */
  | { readonly type: 'signed-out' }
  /** A sign-in or renewal failed. In the background no caller saw it. */
  | {
      readonly type: 'failed'
      readonly phase: AuthErrorPhase
      readonly code: AuthErrorCode
      readonly attempts: number
      readonly background: boolean
      readonly durationMs: number
      /** The HTTP status, the provider's name for the exchange and its own code for the failure, as in the error. */
      readonly status?: number | undefined
      readonly requestId?: string | undefined
      readonly providerCode?: string | undefined
    }
  /** A token request is about to be sent again, since the last one ended with this code, and status if there was one. */
  | {
      readonly type: 'retrying'
      readonly attempts: number
      readonly delayMs: number
      readonly code: AuthErrorCode
      readonly status?: number | undefined
    }
  /** No token request is sent for `delayMs`. */
  | { readonly type: 'cooling-down'; readonly delayMs: number; readonly failures: number }
  /** The provider's API rejected a token. */
  | { readonly type: 'token-rejected'; readonly generation: number; readonly status: number }
  /** An answer had no expiry where the provider documents one; 5 minutes were assumed. */
  | { readonly type: 'expiry-missing' }
  /** The store could not be read or written; the token is kept in memory, and written at the next use if need be. */
  | { readonly type: 'store-failed' }
  /** An adapter's own remark, such as a fallback that it took. */
  | { readonly type: 'notice'; readonly message: string }

type WithoutCommon<Event> = Event extends unknown ? Omit<Event, 'provider' | 'at'> : never

export type EmitEvent = (event: WithoutCommon<AuthEvent>) => void

export type Listener = (event: AuthEvent) => unknown

// Most clients have no listener: they share this one.
const ignore: EmitEvent = () => {}

/**
 * Calls the listeners after the current step is done, so that they may call any method of the client. One that
 * throws or rejects never reaches a caller.
 */
export function createEmitter(
  provider: string,
  clock: Pick<Clock, 'now'>,
  listeners: ReadonlyArray<Listener | '' | undefined>,
  adapter?: { tells?(type: AuthEvent['type']): boolean },
): EmitEvent {
  if (!listeners.some(Boolean)) return ignore
  return (event) => {
    for (const listener of listeners) {
      if (!listener || adapter?.tells?.(event.type) === false) continue
      // The members come from one AuthEvent; TypeScript cannot follow the spread of a union.
      Promise.resolve({ ...event, provider, at: clock.now() } as AuthEvent)
        .then(listener)
        .then(undefined, () => {})
    }
  }
}
