import type { User } from './generated/schemas.ts'

/** An anonymous user that was registered. */
export interface MeshyRegistration {
  /** What the user signs in with, now and later: keep it. Whoever knows the name can sign in. */
  readonly credentials: { readonly username: string; readonly anonymous: true }
  /** The user, as MeshyDB shows it. */
  readonly user: User
}
