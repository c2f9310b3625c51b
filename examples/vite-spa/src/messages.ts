import { isAuthError } from '@auth/core'

/** What to tell a visitor. */
export function messageFor(error: unknown): string {
  if (isAuthError(error, 'invalid_credentials')) return 'Wrong username or password.'
  if (isAuthError(error, 'access_denied')) return 'This user may not sign in.'
  console.error(error) // for developers: no secret is in it
  return isAuthError(error) && error.retryable ? 'Try again later.' : 'Something is set up wrong.'
}
