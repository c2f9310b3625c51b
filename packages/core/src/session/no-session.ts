import type { AuthError } from '../errors/auth-error.ts'
import { failure } from '../errors/failures.ts'
import type { Settings } from '../settings.ts'

/** The error of a client that has neither a session nor credentials to start one with. */
export function noSession(settings: Settings<unknown>, reason = 'there is no session'): AuthError {
  const message = `${reason}, and there are no credentials to start one with. Call \`signIn\``
  return failure(settings, 'reauth_required', { message })
}
