import type { AuthError, AuthErrorCode, AuthErrorPhase } from '../errors/auth-error.ts'
import { createFailures, type FailureDetails } from '../errors/failures.ts'
import type { Settings } from '../settings.ts'

/** An error in our own words, with nothing of the provider in it. */
export function failure(
  { provider }: Pick<Settings<unknown>, 'provider'>,
  code: AuthErrorCode,
  details: FailureDetails,
  phase: AuthErrorPhase = 'sign-in',
): AuthError {
  return createFailures(provider, phase, [])(code, details)
}

/** The store failed, and what failed is not shown: it may hold a token. */
export function storeFailure(
  settings: Pick<Settings<unknown>, 'provider'>,
  message = 'the token store failed. The error of the store itself is not shown, since it may hold a token',
): AuthError {
  return failure(settings, 'store_failed', { message }, 'request')
}
