import type { BackgroundWork } from '../token/background-work.ts'
import type { Flight } from '../token/single-flight.ts'
import type { Acquired, AcquirePlan } from './acquire.ts'
import type { CachedSession } from './cached-session.ts'
import type { RenewOrSignIn } from './renew-or-sign-in.ts'

/** What all flights of a client share. */
export interface SessionParts<Credentials, Session>
  extends Pick<AcquirePlan<Credentials, Session>, 'adapter' | 'settings' | 'rejected' | 'refused' | 'secrets'> {
  readonly provider: RenewOrSignIn<Credentials, Session>
  readonly background: BackgroundWork
}

/** What one flight is for, and what is known at its start. */
export interface RefreshCall<Credentials, Session> extends Pick<AcquirePlan<Credentials, Session>, 'signIn' | 'ask'> {
  readonly flight: Flight<unknown>
  readonly known: CachedSession<Session> | undefined
  /** The last session, where it was signed out elsewhere and none has followed it. */
  readonly over: CachedSession<Session> | undefined
  readonly maxAttempts: number
  /** How many tokens there have been so far. */
  readonly generation: () => number
  /** Told of a session in the store that is newer than the known one, and has to be renewed. */
  readonly onFound: (found: CachedSession<Session>) => void
  /** Told that the known session was signed out elsewhere. */
  readonly onSignedOut: () => void
  /** Told of a renewal that came after the flight had ended. Returns whether it is still useful. */
  readonly onLate: (late: Acquired<Session>) => boolean
  /** Tells the provider that what came too late has ended. */
  readonly revoke: (late: CachedSession<Session>) => Promise<void>
}

/** Where the session is kept, as those see it who need another token. */
export interface RefreshingPlace<Credentials, Session> {
  refresh(call: RefreshCall<Credentials, Session>): Promise<Refreshed<Session>>
}

export interface Refreshed<Session> extends Omit<Acquired<Session>, 'how'> {
  readonly how: Acquired<Session>['how'] | 'adopted'
}
